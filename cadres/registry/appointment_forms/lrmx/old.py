"""Reading the predecessor's file (``.lrm`` 2.0), of which nobody published a description.

One record of text in GBK: values in double quotes, joined by commas. What is known of the places comes from programs
that read such files; the photo lies beside it in a ``.pic`` file of the same name. It is never written.
"""

from django.utils.translation import gettext as _

from cadres.registry.appointment_forms.lrmx.decoding import old_text_of
from cadres.registry.appointment_forms.lrmx.elements import FAMILY, PHOTO, RELATIVE
from cadres.registry.appointment_forms.lrmx.form import BadForm, Fault, Form, Relative
from cadres.registry.appointment_forms.lrmx.reader import LARGEST_FILE, relative_text, trimmed, usable
from cadres.shared.files.photos import LARGEST_PHOTO

PLACES = {
    0: "XingMing",
    1: "XingBie",
    2: "ChuShengNianYue",
    3: "MinZu",
    4: "JiGuan",
    5: "RuDangShiJian",
    6: "JianKangZhuangKuang",
    7: "ChuShengDi",
    8: "CanJiaGongZuoShiJian",
    11: "ZhuanYeJiShuZhiWu",
    16: "ShuXiZhuanYeYouHeZhuanChang",
    17: "JianLi",
    18: "JiangChengQingKuang",
    19: "NianDuKaoHeJieGuo",
    25: "XianRenZhiWu",
    26: "NiRenZhiWu",
    27: "NiMianZhiWu",
    28: "RenMianLiYou",
    29: "ChengBaoDanWei",
    30: "JiSuanNianLingShiJian",
    31: "TianBiaoRen",
    32: "TianBiaoShiJian",
}
# Two places hold full-time "@" in-service, each of them level "#" degree.
SCHOOLING = {
    9: ("QuanRiZhiJiaoYu_XueLi", "QuanRiZhiJiaoYu_XueWei", "ZaiZhiJiaoYu_XueLi", "ZaiZhiJiaoYu_XueWei"),
    10: (
        "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
        "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
        "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
        "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    ),
}
FAMILY_PLACES = dict(zip(range(20, 25), RELATIVE, strict=True))  # each joined by "@", one part a relative
NUMBER, MOST_VALUES = 33, 100
MOST_RELATIVES = 100


def read_old(data: bytes, photo: bytes = b"") -> Form:
    """The form in an ``.lrm`` file and the ``.pic`` beside it. Raises ``BadForm`` with every fault."""
    values, lines, remarks = _values(data)
    form, faults = Form(), []
    for place, name in PLACES.items():
        form.values[name], form.lines[name] = trimmed(name, values[place]), lines[place]
    for place, names in SCHOOLING.items():
        faults += _put_schooling(form, names, values[place], lines[place])
    family, found = _family(values, lines)
    form.family, faults = family, faults + found
    form.lines[FAMILY] = lines[20]
    if faults:
        raise BadForm(*faults)
    known = {*PLACES, *SCHOOLING, *FAMILY_PLACES}
    form.old = {str(n): text.strip() for n, text in enumerate(values) if n not in known and text.strip()}
    form.remarks = [*_remarks(form), *remarks]
    _put_photo(form, photo)
    return form


def _values(data: bytes) -> tuple[list[str], list[int], list[Fault]]:
    """The record's values, the line on which each begins, and what was done to the bytes."""
    if len(data) > LARGEST_FILE:
        raise BadForm(Fault(_("The file is larger than %(limit)d MB.") % {"limit": LARGEST_FILE >> 20}))
    text, remarks = old_text_of(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        raise BadForm(Fault(_("This is no old form file: its values do not stand in quotation marks."), "", 1))
    text = text[1:-1]
    number = text.count('","') + 1
    if not NUMBER <= number <= MOST_VALUES:
        message = _("An old form file has %(wanted)d values; this one has %(found)d. Open and save it in the editor.")
        raise BadForm(Fault(message % {"wanted": NUMBER, "found": number}, "", 1))
    values = text.split('","')
    line, lines = 1, []
    for value in values:
        lines.append(line)
        line += value.count("\n")
    return values, lines, remarks


def _put_schooling(form: Form, names: tuple[str, ...], text: str, line: int) -> list[Fault]:
    for name in names:
        form.lines[name] = line
    modes = text.split("@") if text.strip() else []
    parts = [mode.split("#") for mode in modes]
    if len(modes) > 2 or any(len(pair) > 2 for pair in parts):
        message = _("Education is not in the usual order (level#degree@level#degree). Save the form as .lrmx.")
        return [Fault(message, names[0], line)]
    for first, pair in zip((0, 2), parts, strict=False):
        for name, value in zip(names[first : first + 2], pair, strict=False):
            form.values[name] = trimmed(name, value)
    return []


def _family(values: list[str], lines: list[int]) -> tuple[list[Relative], list[Fault]]:
    """Columns of relatives. One that is empty says nothing; two of different length cannot be put side by side."""
    columns = {name: values[place].split("@") for place, name in FAMILY_PLACES.items() if values[place].strip("@ \n")}
    numbers = {len(column) for column in columns.values()}
    if len(numbers) > 1 or max(numbers, default=0) > MOST_RELATIVES:
        message = _("The parts of the family do not match one another. Save the form as .lrmx in the editor.")
        return [], [Fault(message, FAMILY, lines[20])]
    family = [Relative(line=lines[20]) for _number in range(max(numbers, default=0))]
    for name, column in columns.items():
        for relative, text in zip(family, column, strict=True):
            setattr(relative, RELATIVE[name], relative_text(name, text))
    return [relative for relative in family if not relative.empty], []


def _remarks(form: Form) -> list[Fault]:
    remarks = [_("This old format was read by the best knowledge there is. Compare everything with the paper.")]
    if form.old:
        places = "、".join(str(int(place) + 1) for place in form.old)
        remarks.append(
            _("Nobody knows what the values no. %(places)s mean. They are kept as they are.") % {"places": places}
        )
    return [Fault(message) for message in remarks]


def _put_photo(form: Form, photo: bytes) -> None:
    form.photo, remarks = usable(photo) if photo and len(photo) <= LARGEST_FILE else (b"", [])
    if form.photo and len(form.photo) <= LARGEST_PHOTO:
        form.remarks += remarks
    elif photo:
        form.photo = b""
        message = _("The photo beside it (.pic) is too large, or neither JPEG nor PNG. It was left out.")
        form.remarks.append(Fault(message, PHOTO))
