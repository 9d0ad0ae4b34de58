"""Workbooks for tests: clean ones from rows, and a messy one such as offices really keep."""

import random
import zipfile
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]


def identity(prefix: str) -> str:
    """A sound number from its first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(prefix, WEIGHTS, strict=True))
    return prefix + "10X98765432"[total % 11]


def workbook(header, rows, *, above=()) -> SimpleUploadedFile:
    book = Workbook()
    for line in (*above, header, *rows):
        book.active.append(list(line))
    return upload(book)


def upload(book, name="花名册.xlsx") -> SimpleUploadedFile:
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


STRICT = {
    b"http://schemas.openxmlformats.org/%s/2006/" % part: b"http://purl.oclc.org/ooxml/%s/" % part
    for part in (b"spreadsheetml", b"wordprocessingml", b"officeDocument", b"drawingml")
}


def strict(data: bytes) -> bytes:
    """The same Office file as "Strict Open XML" has it."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as usual, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in usual.namelist():
            part = usual.read(name)
            for one, other in STRICT.items():
                part = part.replace(one, other)
            archive.writestr(name, part)
    return made.getvalue()


def rows_of(data: bytes) -> list[tuple]:
    return list(load_workbook(BytesIO(data)).active.iter_rows(values_only=True))


STYLES = ("{y}{m:02}", "{y}.{m:02}", "{y}-{m:02}-{d:02}", "{y}年{m}月", "{y}/{m}/{d}", "serial", "date", "number")
HEADER = (
    "姓 名",
    "性别",
    "出生年月*",
    "身份证号码",
    "民族",
    "政治面貌",
    "入党时间",
    "参加工作时间",
    "职务层次",
    "备注",
)


def messy(number: int, *, seed: int = 7, wrong: int = 20) -> tuple[SimpleUploadedFile, int]:
    """``number`` cadres under a title and a blank line, dates in every style, every ``wrong``-th row faulty.

    Returns the file and how many rows are faulty: wrong check digit, no sex, a formula, a duplicate, no such day.
    """
    rng = random.Random(seed)
    book = Workbook()
    sheet = book.active
    sheet.append(["某县领导干部花名册"])
    sheet.merge_cells("A1:J1")
    sheet.append([])
    sheet.append(list(HEADER))
    faulty, first = 0, None
    for n in range(number):
        y, m, d = rng.randint(1962, 1998), rng.randint(1, 12), rng.randint(1, 28)
        number18 = identity(f"511923{y}{m:02}{d:02}{n % 1000:03}")
        name = "".join(chr(0x4E00 + rng.randrange(4000)) for _ in range(rng.choice((2, 3))))
        row = [
            f"{name[0]} {name[1:]}" if len(name) == 2 else name,
            rng.choice(("男", "女")),
            _styled(STYLES[n % len(STYLES)], y, m, d),
            f"'{number18}" if n % 7 == 0 else number18,
            rng.choice(("汉族", "回族", None)),
            rng.choice(("中共党员", "党员", "群众")),
            _styled("{y}.{m:02}", y + 20, m, d) if n % 3 else None,
            _styled(STYLES[(n + 3) % len(STYLES)], y + 22, m, d),
            rng.choice(("副科级", "正科级", "科员")),
            "—",
        ]
        if n % wrong == wrong - 1:
            kind = faulty % 5
            faulty += 1
            if kind == 0:
                row[3] = number18[:-1] + ("0" if number18[-1] != "0" else "1")
            elif kind == 1:
                row[1] = None
            elif kind == 2:
                row[7] = "=TODAY()"
            elif kind == 3:
                row = list(first)
            else:
                row[2] = "1982-02-31"
        elif first is None:
            first = row
        sheet.append(row)
        if n % 50 == 49:
            sheet.append([])
    return upload(book), faulty


def _styled(style: str, y: int, m: int, d: int):
    if style == "date":
        return datetime(y, m, d)  # noqa: DTZ001 -- a workbook's dates have no zone
    if style == "serial":
        return (datetime(y, m, d) - datetime(1899, 12, 30)).days  # noqa: DTZ001
    if style == "number":
        return y * 100 + m
    return style.format(y=y, m=m, d=d)
