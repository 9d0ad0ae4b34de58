"""The printed form as a Word document, from a template that an office can change in Word (``docs/printing.md``).

Placeholders are Chinese names in double braces. A template is a program of strangers: only placeholders, ``for`` over
the two lists and ``if`` are let through, inside a sandbox; nothing is called, computed or reached into.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from struct import error as StructError  # noqa: N812 -- a class by its nature
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateAssertionError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cadres.registry.appointment_forms.services.sheets.fit import SIZES
from cadres.registry.appointment_forms.services.sheets.sheet import Cell, Sheet
from cadres.shared.files.apart import Bounds, reads_apart
from cadres.shared.files.safe_cells import writable

GREY = RGBColor(0x8A, 0x85, 0x80)
PHOTO_HEIGHT = Cm(4.5)
MOST_SIGNS = 255  # in a property of a document
# A sign that no text holds, before each line of a text that must be set smaller: one for each step of ``SIZES``.
STEP_SIGNS = {chr(0xFDD0 + step): size for step, size in enumerate(SIZES)}
WITHOUT_SIGNS = dict.fromkeys(map(ord, STEP_SIGNS))
MAKING = Bounds(patience=240, cpu=300, memory=1024**3)  # of many forms in one document
ALL = "全部"  # the forms of one document; written around a template by the program alone
PICTURE_ERRORS = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    ArithmeticError,
    LookupError,
    OSError,
    ValueError,
    StructError,
)

FIELDS: dict[str, Callable[[Sheet], Cell | str]] = {
    "姓名": lambda sheet: sheet.name,
    "性别": lambda sheet: sheet.sex,
    "出生年月": lambda sheet: sheet.born,
    "民族": lambda sheet: sheet.ethnicity,
    "籍贯": lambda sheet: sheet.native_place,
    "出生地": lambda sheet: sheet.birthplace,
    "入党时间": lambda sheet: sheet.joined_party,
    "参加工作时间": lambda sheet: sheet.began_work,
    "健康状况": lambda sheet: sheet.health,
    "专业技术职务": lambda sheet: sheet.professional_title,
    "熟悉专业有何专长": lambda sheet: sheet.speciality,
    "全日制学历学位": lambda sheet: sheet.schooling[0].level,
    "全日制院校专业": lambda sheet: sheet.schooling[0].school,
    "在职学历学位": lambda sheet: sheet.schooling[1].level,
    "在职院校专业": lambda sheet: sheet.schooling[1].school,
    "现任职务": lambda sheet: sheet.present,
    "拟任职务": lambda sheet: sheet.proposed,
    "拟免职务": lambda sheet: sheet.removed,
    "奖惩情况": lambda sheet: sheet.awards,
    "年度考核结果": lambda sheet: sheet.results,
    "任免理由": lambda sheet: sheet.reasons,
    "呈报单位": lambda sheet: sheet.unit,
    "填表人": lambda sheet: sheet.filled_in_by,
    "填表时间": lambda sheet: sheet.filled_in_on,
}
PHOTO, RESUME, FAMILY = "照片", "简历", "家庭成员"
LISTS = {
    RESUME: ("时段", "内容"),
    FAMILY: ("称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"),
}
NAMES = (*FIELDS, PHOTO, *LISTS)
MOST_LOOPS = 20
PLAIN = (
    nodes.TemplateData,
    nodes.Const,
    nodes.Output,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)


class Forbidden(TemplateAssertionError):
    """Something in a template that is no known placeholder; ``name`` is empty where it is no placeholder at all."""

    def __init__(self, name: str, line: int):
        super().__init__(name or "forbidden", line)
        self.placeholder = name


class Sandbox(ImmutableSandboxedEnvironment):
    """Whatever is compiled here has been looked through first."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        tree = self.parse(source) if isinstance(source, str) else source
        for found in forbidden(tree, whole=True):
            raise found
        return super().compile(tree, *args, **kwargs)


def forbidden(tree: nodes.Template, *, whole: bool = False) -> Iterator[Forbidden]:
    """All that a template may not hold. ``whole``: with the loop over all forms that the program puts around it."""
    if sum(1 for _loop in tree.find_all(nodes.For)) > MOST_LOOPS:
        yield Forbidden("", 1)
        return
    for node in tree.body:
        yield from _forbidden(node, {}, whole=whole)


def _forbidden(node: nodes.Node, scope: dict[str, tuple[str, ...]], *, whole: bool = False) -> Iterator[Forbidden]:
    inner: Iterable[nodes.Node] = node.iter_child_nodes()
    if isinstance(node, nodes.Getattr | nodes.Name):
        inner = ()
        if (name := _unknown(node, scope)) is not None:
            yield Forbidden(name, node.lineno)
    elif isinstance(node, nodes.For) and whole and _is_around(node):
        inner, scope = node.body, {"loop": ("first",)}
    elif isinstance(node, nodes.For) and _is_known_loop(node, scope):
        loop = {node.target.name: LISTS[node.iter.name], "loop": ("first", "last", "index")}  # type: ignore[attr-defined]
        inner, scope = (*node.body, *node.else_), loop
    elif not isinstance(node, PLAIN):
        inner = ()
        yield Forbidden("", node.lineno)
    for child in inner:
        yield from _forbidden(child, scope)


def _unknown(node: nodes.Getattr | nodes.Name, scope: dict[str, tuple[str, ...]]) -> str | None:
    """Its name, empty where it is no placeholder at all; ``None`` where it is known."""
    if isinstance(node, nodes.Name):
        return None if node.name in NAMES and node.ctx == "load" else node.name
    if not isinstance(node.node, nodes.Name) or node.node.name not in scope:
        return ""
    return None if node.attr in scope[node.node.name] else f"{node.node.name}.{node.attr}"


def _is_around(node: nodes.For) -> bool:
    return isinstance(node.iter, nodes.Name) and node.iter.name == ALL and isinstance(node.target, nodes.Tuple)


def _is_known_loop(node: nodes.For, scope: dict[str, tuple[str, ...]]) -> bool:
    """One loop inside another would multiply what comes out."""
    simple = isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name) and not node.recursive
    nested = set(scope) - {"loop"}
    return simple and not nested and node.test is None and node.iter.name in LISTS  # type: ignore[attr-defined]


@cache
def default_template() -> bytes:
    return (files("cadres") / "data" / "approval_form.docx").read_bytes()


def write_docx(
    sheets: Iterable[Sheet], *, who: str = "", short: str = "", line: str = "", template: bytes | None = None
) -> bytes:
    """All sheets in one document by the template; ``short`` above and ``line`` below each page, as a watermark.

    Template and photos came from outside, so it is written apart.
    """
    return _written(list(sheets), who, short, line, template)


@reads_apart(bounds=MAKING)
def _written(sheets: list[Sheet], who: str, short: str, line: str, template: bytes | None) -> bytes:
    document = DocxTemplate(BytesIO(template or default_template()))
    document.init_docx()
    _put_around(document.docx)
    rows = [_values(sheet, document) for sheet in sheets]
    document.render({ALL: rows}, Sandbox(), autoescape=True)
    made: Document = document.docx
    _set_sizes(made)
    _fill_empty_cells(made)
    _mark(made, who, short, line)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _put_around(document: Document) -> None:
    """The whole of the template once for each form, each on a new page."""
    body = document.element.body
    first = body[0]
    if first.tag != qn("w:p"):
        first = OxmlElement("w:p")
        body.insert(0, first)
    for old in first.findall(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}"):
        old.getparent().remove(old)
    break_before = first.get_or_add_pPr()._add_pageBreakBefore()
    break_before.set(qn("w:val"), "{% if loop.first %}0{% else %}1{% endif %}")
    begin, end = document.add_paragraph("{%p for " + ", ".join(NAMES) + f" in {ALL} %}}"), document.add_paragraph()
    end.text = "{%p endfor %}"
    body.insert(0, begin._p)


def _values(sheet: Sheet, document: DocxTemplate) -> tuple[Any, ...]:
    """In the order of ``NAMES``."""
    members = ((m.relation, m.name, m.born, m.political_status, m.work) for m in sheet.family)
    step = sheet.resume_step
    lines = [(Cell(line.when, step), Cell(line.what, step)) for line in sheet.resume] or [(Cell(), Cell())]
    lists = (
        [dict(zip(LISTS[RESUME], map(_text, line), strict=True)) for line in lines],
        [dict(zip(LISTS[FAMILY], map(_text, member), strict=True)) for member in members],
    )
    return (*(_text(get(sheet)) for get in FIELDS.values()), _photo(sheet, document), *lists)


def _text(what: Cell | str) -> str:
    text = writable(what.text if isinstance(what, Cell) else what).translate(WITHOUT_SIGNS)
    if not isinstance(what, Cell) or not what.step or not text:
        return text
    sign = chr(0xFDD0 + what.step)
    return "\n".join(sign + line for line in text.split("\n"))


def _photo(sheet: Sheet, document: DocxTemplate) -> Any:
    if not sheet.photo:
        return "照\n片"
    try:
        Image.from_blob(sheet.photo)
    except PICTURE_ERRORS:  # a picture that browsers show and Word's reader does not know
        return "照片"
    return InlineImage(document, BytesIO(sheet.photo), height=PHOTO_HEIGHT)


def _set_sizes(document: Document) -> None:
    """Runs that bear a sign get its size, unless the template's own is smaller still."""
    for run in document.element.body.iter(qn("w:r")):
        texts = [text for text in run.iter(qn("w:t")) if text.text and not STEP_SIGNS.keys().isdisjoint(text.text)]
        if not texts:
            continue
        size = min(STEP_SIGNS[sign] for text in texts for sign in text.text if sign in STEP_SIGNS)
        properties = run.get_or_add_rPr()
        own = properties.sz_val
        if own is None or own > Pt(size):
            properties.sz_val = Pt(size)
        for text in texts:
            text.text = text.text.translate(WITHOUT_SIGNS)


def _fill_empty_cells(document: Document) -> None:
    """A cell that lost all paragraphs by an ``if`` would make the file unreadable."""
    for cell in document.element.body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _mark(document: Document, who: str, short: str, line: str) -> None:
    document.settings.odd_and_even_pages_header_footer = False
    for section in document.sections:
        section.different_first_page_header_footer = False
        for part, text in ((section.header, short), (section.footer, line)):
            if text:
                paragraph = part.paragraphs[0] if not part.paragraphs[0].text else part.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = paragraph.add_run(writable(text))
                run.font.size, run.font.color.rgb = Pt(7.5), GREY
    properties = document.core_properties
    properties.author = properties.last_modified_by = who[:MOST_SIGNS]
    properties.keywords, properties.comments = short[:MOST_SIGNS], line[:MOST_SIGNS]
