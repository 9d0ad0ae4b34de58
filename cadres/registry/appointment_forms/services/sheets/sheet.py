"""What stands in which box of the printed form. Pure: a form's content in, a sheet out."""

import re
from dataclasses import dataclass, field
from datetime import date

from cadres.registry.appointment_forms.lrmx import Form, texts
from cadres.registry.appointment_forms.services.sheets.fit import SIZES, step_for
from cadres.shared.dates import whole_years
from cadres.shared.files.photos import photo_type
from cadres.shared.months import read_month

FAMILY_ROWS = 7
GRID = (1.6, 2.1, 1.6, 2.3, 2.3, 3.0, 3.3)  # columns of the first page in cm: name, value, …, photo
WIDTH = sum(GRID)
LABEL = 1.6  # the upright labels at the left
FAMILY_GRID = (1.7, 1.9, 1.9, 2.2, WIDTH - LABEL - 7.7)
PERIOD = re.compile(r"^\s*(\d{4}[.．]?\d{0,2}\s*(?:[-—–－~～]+|至)\s*(?:\d{4}[.．]?\d{0,2}|至今|今|现在)?)\s*(.*)$")
RESUME_HEIGHT, WHEN = 11.9, 3.6


@dataclass(frozen=True)
class Cell:
    """Text with the step of its size, see ``fit.SIZES``."""

    text: str = ""
    step: int = 0

    @property
    def size(self) -> float:
        return SIZES[self.step]


@dataclass(frozen=True)
class Line:
    """A line of the résumé: its period, empty where it continues the line before, and what was done."""

    when: str
    what: str


@dataclass(frozen=True)
class Member:
    relation: Cell
    name: Cell
    born: Cell
    political_status: Cell
    work: Cell


@dataclass(frozen=True)
class Schooling:
    """One of the two lines of education: level and degree, school and subject."""

    label: str
    level: Cell
    school: Cell


@dataclass(frozen=True)
class Sheet:
    """The form box by box, in the order of the paper."""

    name: Cell
    sex: Cell
    born: Cell
    ethnicity: Cell
    native_place: Cell
    birthplace: Cell
    joined_party: Cell
    began_work: Cell
    health: Cell
    professional_title: Cell
    speciality: Cell
    schooling: tuple[Schooling, ...]
    present: Cell
    proposed: Cell
    removed: Cell
    resume: tuple[Line, ...]
    resume_step: int
    awards: Cell
    results: Cell
    reasons: Cell
    family: tuple[Member, ...]
    unit: Cell
    filled_in_by: str
    filled_in_on: str
    photo: bytes = field(default=b"", repr=False)
    photo_type: str = ""

    @property
    def resume_size(self) -> float:
        return SIZES[self.resume_step]


def sheet_of(form: Form, today: date) -> Sheet:
    """The sheet of a form; ages are counted on the day that the form names, else today."""
    values = form.values
    on = read_month(values["JiSuanNianLingShiJian"]) or today
    lines = resume_lines(values["JianLi"])
    photo = form.photo if photo_type(form.photo) else b""
    wide, half = WIDTH - 2.4, 4.0
    return Sheet(
        name=_cell(values["XingMing"], GRID[1], 1.1),
        sex=_cell(values["XingBie"], GRID[3], 1.1),
        born=_cell(_born(values["ChuShengNianYue"], on), GRID[5], 1.1),
        ethnicity=_cell(values["MinZu"], GRID[1], 1.1),
        native_place=_cell(values["JiGuan"], GRID[3], 1.1),
        birthplace=_cell(values["ChuShengDi"], GRID[5], 1.1),
        joined_party=_cell(texts.dotted(values["RuDangShiJian"]), GRID[1], 1.1),
        began_work=_cell(texts.dotted(values["CanJiaGongZuoShiJian"]), GRID[3], 1.1),
        health=_cell(values["JianKangZhuangKuang"], GRID[5], 1.1),
        professional_title=_cell(values["ZhuanYeJiShuZhiWu"], half, 1.1),
        speciality=_cell(values["ShuXiZhuanYeYouHeZhuanChang"], 5.3, 1.1),
        schooling=(
            _schooling("全日制\n教育", values, "QuanRiZhiJiaoYu"),
            _schooling("在职\n教育", values, "ZaiZhiJiaoYu"),
        ),
        present=_cell(values["XianRenZhiWu"], wide, 1.0),
        proposed=_cell(values["NiRenZhiWu"], wide, 1.0),
        removed=_cell(values["NiMianZhiWu"], wide, 1.0),
        resume=lines,
        resume_step=_resume_step(lines),
        awards=_cell(values["JiangChengQingKuang"], WIDTH - LABEL, 2.6),
        results=_cell(values["NianDuKaoHeJieGuo"], WIDTH - LABEL, 1.9),
        reasons=_cell(values["RenMianLiYou"], WIDTH - LABEL, 1.9),
        family=_family(form),
        unit=_cell(values["ChengBaoDanWei"], WIDTH - LABEL, 1.5),
        filled_in_by=values["TianBiaoRen"],
        filled_in_on=texts.dotted(values["TianBiaoShiJian"]),
        photo=photo,
        photo_type=photo_type(photo) if photo else "",
    )


def _cell(text: str, width: float, height: float) -> Cell:
    """Text in a box of that size in cm, of which the padding takes a little."""
    return Cell(text, step_for(text, width=width - 0.3, height=height))


def _born(text: str, on: date) -> str:
    month = read_month(text)
    return f"{texts.dotted(text)}\n（{whole_years(month, on)}岁）" if month else text


def _schooling(label: str, values: dict[str, str], prefix: str) -> Schooling:
    level = "\n".join(filter(None, (values[f"{prefix}_XueLi"], values[f"{prefix}_XueWei"])))
    schools = (values[f"{prefix}_XueLi_BiYeYuanXiaoXi"], values[f"{prefix}_XueWei_BiYeYuanXiaoXi"])
    school = "\n".join(dict.fromkeys(filter(None, schools)))
    return Schooling(label, _cell(level, 3.9, 1.2), _cell(school, 6.3, 1.2))


def resume_lines(text: str) -> tuple[Line, ...]:
    """The résumé line by line; the text itself is not changed, only its spaces between period and post.

    >>> resume_lines("2016.09--2021.05  某县乙乡乡长")[0]
    Line(when='2016.09--2021.05', what='某县乙乡乡长')
    """
    lines = []
    for line in text.splitlines():
        found = PERIOD.match(line)
        if found:
            lines.append(Line(found[1].strip(), found[2].strip()))
        elif line.strip():
            lines.append(Line("", line.strip()))
    return tuple(lines)


def _resume_step(lines: tuple[Line, ...]) -> int:
    return step_for(
        "\n".join(line.what or "　" for line in lines), width=WIDTH - LABEL - WHEN - 0.5, height=RESUME_HEIGHT, first=1
    )


def _family(form: Form) -> tuple[Member, ...]:
    """At least seven rows, empty ones where the family is smaller."""
    rows = [
        Member(
            *(
                _cell(text, width, 0.95)
                for text, width in zip(
                    (r.relation, r.name, texts.dotted(r.born), r.political_status, r.work), FAMILY_GRID, strict=True
                )
            )
        )
        for r in form.family
    ]
    empty = Member(Cell(), Cell(), Cell(), Cell(), Cell())
    return tuple(rows + [empty] * (FAMILY_ROWS - len(rows)))
