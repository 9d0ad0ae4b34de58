"""Invented people as offices write them: a messy workbook and appointment forms. The same number gives the same."""

import random
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from cadres.registry.appointment_forms.lrmx import Form, Relative, write
from config.generator.people import GIVEN, NATIVE, SURNAMES

HEADER = ("姓名", "性别", "出生日期", "身份证号码", "民族", "籍贯", "政治面貌", "入党时间", "参加工作时间", "职务层次")
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
AREA = "511999"  # no county has it, so no real number can be met
FAULTY = 25  # one row of so many cannot be taken in


def identity_number(born: date, number: int, *, woman: bool) -> str:
    digits = f"{AREA}{born:%Y%m%d}{(number * 2) % 1000 // 2 * 2 + (0 if woman else 1):03d}"
    return digits + CHECKS[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def _person(number: int) -> tuple[str, bool, date, date, str]:
    rng = random.Random(f"invented:{number}")
    born = date(1966, 1, 1).fromordinal(date(1966, 1, 1).toordinal() + number * 37 % 10_900)
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=2)) + rng.choice(GIVEN)
    return name, rng.random() < 0.3, born, date(born.year + 22, 7, 1), rng.choice(NATIVE)


def _as_written(number: int, day: date) -> object:
    """A month in one of the ways found in real tables."""
    ways = (f"{day:%Y%m}", f"{day:%Y.%m}", day, f"{day:%Y-%m-%d}", f"{day:%Y}年{day.month}月", f" {day:%Y.%m} ")
    return ways[number % len(ways)]


def workbook(rows: int) -> bytes:
    """One row in ``FAULTY`` has a wrong check digit, a month that is none, or no name."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("干部名册")
    sheet.append(["干部基本情况统计表"])
    sheet.append(HEADER)
    for number in range(rows):
        name, woman, born, began, native = _person(number)
        identity = identity_number(born, number, woman=woman)
        line = [
            f"{name[0]} {name[1:]}" if number % 7 == 0 else name,
            ("女" if woman else "男"),
            _as_written(number, born),
            identity if number % 3 else "",
            "汉族",
            native,
            ("中共党员", "党员", "群众")[number % 3],
            _as_written(number + 1, began),
            _as_written(number + 2, began),
            ("科员", "副科级", "乡科级正职")[number % 3],
        ]
        if number % FAULTY == 0:
            place, wrong = ((3, "51199919660101001Z"), (2, "1966.13"), (0, ""))[number // FAULTY % 3]
            line[place] = wrong
        sheet.append(line)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def forms(number: int) -> Iterator[bytes]:
    """Files of the appointment form, each with a résumé of four periods, three relatives and a small photo."""
    photo = b"\xff\xd8\xff\xe0" + random.Random("photo").randbytes(20_000) + b"\xff\xd9"
    for one in range(number):
        name, woman, born, began, native = _person(one)
        year = began.year
        resume = "\n".join(
            f"{year + 5 * n}.07--{year + 5 * n + 5}.07  {place}镇{post}"
            for n, (place, post) in enumerate((("甲", "科员"), ("乙", "副镇长"), ("丙", "镇长"), ("丁", "党委书记")))
        )
        values = {
            "XingMing": name,
            "XingBie": "女" if woman else "男",
            "ChuShengNianYue": f"{born:%Y%m}",
            "MinZu": "汉族",
            "JiGuan": native,
            "ShenFenZheng": identity_number(born, one, woman=woman),
            "CanJiaGongZuoShiJian": f"{began:%Y%m}",
            "RuDangShiJian": f"{began:%Y%m}",
            "JianLi": resume,
            "NianDuKaoHeJieGuo": "2023年度称职；2024年度称职；2025年度优秀",
        }
        family = [
            Relative(relation, f"{name[0]}{GIVEN[(one + n) % len(GIVEN)]}", f"{born:%Y%m}", "群众", "务农")
            for n, relation in enumerate(("父亲", "母亲", "妻子" if not woman else "丈夫"))
        ]
        yield write(Form(values=values, family=family, photo=photo))
