"""Whether a Word file can serve as template: opened, looked through, and tried on invented people. Pure."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from cadres.registry.appointment_forms.lrmx import Form, Relative
from cadres.registry.appointment_forms.services.sheets.sheet import sheet_of
from cadres.registry.appointment_forms.services.sheets.word import Forbidden, Sandbox, forbidden, write_docx
from cadres.shared.errors import Objection
from cadres.shared.files.apart import reads_apart
from cadres.shared.files.packages import BadPackage, Limits, check_package, check_whole
from cadres.shared.files.strict import is_strict

LARGEST = 2 * 1024 * 1024
PACKAGE = Limits(entries=200, unpacked=20 * 1024 * 1024, strings=0)
LARGEST_TEXT, MOST_TAGS = 1024 * 1024, 500
MOST_MADE = 20 * 1024 * 1024  # unpacked, of two forms
MAIN = "word/document.xml"
TAGS = ("{{", "{%", "{#")
NAME = "测试甲"
TRIAL = (
    Form(
        values={"XingMing": NAME, "XingBie": "女", "ChuShengNianYue": "198203", "JianLi": "2004.08--  某县某乡干部\n"}
        | {"JiangChengQingKuang": "奖" * 400, "XianRenZhiWu": "某县某乡乡长"},
        family=[Relative("丈夫", "测试乙", "198105", "群众", "某县某校教师")],
    ),
    Form(values={"XingMing": f"{NAME}乙"}),
)
TRIAL_DAY = date(2026, 1, 1)


@reads_apart(made=lambda found: [Objection(**one) for one in found])
def objections(data: bytes) -> list[Objection]:
    """Everything that stands against the file as a template; nothing else is raised for any bytes."""
    if len(data) > LARGEST:
        limit = LARGEST >> 20
        return [_objection("large", _("The file is larger than %(limit)d MB. Take out pictures.") % {"limit": limit})]
    try:
        kind = check_package(BytesIO(data), PACKAGE)
        check_whole(BytesIO(data))
    except BadPackage as bad:
        kind = bad.code
    if kind != "docx":
        text = _("This is no plain Word file (.docx), or it holds macros, objects or links to elsewhere.")
        return [_objection("file", text)]
    if is_strict(BytesIO(data)):
        text = _("This file is saved as “Strict Open XML Document”. Save it as “Word Document (*.docx)”.")
        return [_objection("strict", text)]
    try:
        return list(_found(data))
    except Exception:  # noqa: BLE001 -- whatever the libraries make of strange files, the person is told
        return [_objection("trial", _("No form could be made with this template. Begin with the present one."))]


@reads_apart()
def trial(template: bytes | None = None) -> bytes:
    """Two forms of invented people: one full, one nearly empty."""
    sheets = [sheet_of(form, TRIAL_DAY) for form in TRIAL]
    return write_docx(sheets, template=template)


def _objection(code: str, text: str) -> Objection:
    return Objection(f"template-{code}", text)


def _found(data: bytes) -> Iterator[Objection]:
    text, elsewhere = _parts(data)
    if len(text) > LARGEST_TEXT or sum(text.count(tag.encode()) for tag in TAGS) > MOST_TAGS:
        yield _objection("long", _("The template is too long or has too many placeholders."))
        return
    if elsewhere:
        message = _("Placeholders stand in the text only, not in headers, footers, notes or properties.")
        yield _objection("elsewhere", message)
        return
    template = DocxTemplate(BytesIO(data))
    template.init_docx()
    try:
        tree = Sandbox().parse(template.patch_xml(template.get_xml()))
    except TemplateError:
        message = _("A placeholder or a condition is not closed. Compare it with the present template.")
        yield _objection("syntax", message)
        return
    problems = list(forbidden(tree))
    yield from _in_words(problems)
    if not problems:
        yield from _tried(data)


def _parts(data: bytes) -> tuple[bytes, bool]:
    """The text of the document, and whether a placeholder stands in another part."""
    with ZipFile(BytesIO(data)) as archive:
        others = [name for name in archive.namelist() if name.endswith(".xml") and name.lower() != MAIN]
        elsewhere = any(tag.encode() in archive.read(name) for name in others for tag in TAGS)
        return archive.read(MAIN), elsewhere


def _in_words(problems: list[Forbidden]) -> Iterator[Objection]:
    unknown = sorted({problem.placeholder for problem in problems if problem.placeholder})
    if unknown:
        message = _("These placeholders are unknown: %(names)s. The known ones stand on the page.")
        yield _objection("unknown", message % {"names": "、".join(unknown)[:200]})
    if any(not problem.placeholder for problem in problems):
        message = _("Only placeholders, “for” over one of the two lists and “if” are allowed, no formulas or calls.")
        yield _objection("forbidden", message)


def _tried(data: bytes) -> Iterator[Objection]:
    made = trial(data)
    with ZipFile(BytesIO(made)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_MADE:
            yield _objection("long", _("The template is too long or has too many placeholders."))
            return
    body = "".join(Document(BytesIO(made)).element.body.itertext())
    if body.count(NAME) < len(TRIAL):
        yield _objection(
            "name", _("A form made with it bears no name. Put the placeholder 姓名 where the name stands.")
        )
