"""Reading a ``.lrmx`` file that anybody may have made."""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser
from django.utils.translation import gettext as _

from cadres.registry.appointment_forms.lrmx.decoding import text_of
from cadres.registry.appointment_forms.lrmx.elements import FAMILY, ITEM, LEAVES, PHOTO, RELATIVE, RESUME
from cadres.registry.appointment_forms.lrmx.form import BadForm, Fault, Form, Relative
from cadres.registry.appointment_forms.lrmx.writer import element_source
from cadres.shared.files.photos import LARGEST_PHOTO, photo_type
from cadres.shared.files.pictures import BMP_START, JPEG_START, PNG_START, BadPicture, repaired
from cadres.shared.names import BETWEEN_CHINESE, name_text

LARGEST_FILE = 5 * 1024 * 1024

PHOTO_STARTS = (JPEG_START, PNG_START)

DEEPEST, MOST_ELEMENTS = 20, 5000


@dataclass
class Node:
    """One element as it stands in the file; ``parts`` are its texts and child elements in order."""

    name: str
    attributes: dict[str, str]
    line: int
    parts: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def children(self) -> list["Node"]:
        return [part for part in self.parts if isinstance(part, Node)]


class _Builder(ContentHandler):
    """Builds nodes, refusing what is too deep or too many."""

    def __init__(self, locator: Any) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self._locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 -- SAX's name
        line = self._locator.getLineNumber()
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise BadForm(Fault(_("The file is nested too deeply or holds too many elements."), "", line))
        node = Node(name, dict(attrs.items()), line)
        if self._open:
            self._open[-1].parts.append(node)
        else:
            self.root = node
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802 -- SAX's name
        self._open.pop()

    def characters(self, content: str) -> None:
        self._open[-1].parts.append(content)


def read(data: bytes) -> Form:
    """The form in a file. Raises ``BadForm`` with every fault and its line."""
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        raise BadForm(Fault(_("The file is larger than %(limit)d MB. Use a smaller photo.") % {"limit": limit}))
    if not data.strip():
        raise BadForm(Fault(_("The file is empty.")))
    text, remarks = text_of(data)
    root = _parse(text)
    if root.name != "Person":
        message = _("This is not an appointment form: it begins with <%(name)s> instead of <Person>.")
        raise BadForm(Fault(message % {"name": root.name[:60]}, "", root.line))
    form = _form(root)
    form.remarks[:0] = remarks
    return form


def _parse(text: str) -> Node:
    parser = create_parser(forbid_dtd=True)
    builder = _Builder(parser)
    parser.setContentHandler(builder)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException as error:
        message = _("The file declares a document type or entities, which no appointment form does. It was refused.")
        raise BadForm(Fault(message)) from error
    except SAXParseException as error:
        raise BadForm(_not_xml(error.getLineNumber() or 0)) from error
    except (SAXException, ValueError, LookupError) as error:
        if isinstance(error, BadForm):
            raise
        raise BadForm(_not_xml(0)) from error
    if builder.root is None:
        raise BadForm(_not_xml(0))
    return builder.root


def _not_xml(line: int) -> Fault:
    return Fault(_("The file is damaged: it is not well-formed XML here. Export it once more."), "", line)


def _form(root: Node) -> Form:
    form, faults = Form(), []
    for node in root.children:
        if node.name in form.lines:
            faults.append(Fault(_("This element stands twice. Delete one of them."), node.name, node.line))
            continue
        if node.name == FAMILY:
            form.family, found = _family(node)
            faults += found
        elif node.name in (*LEAVES, PHOTO):
            if node.children:
                faults.append(Fault(_("Only text may stand in this element."), node.name, node.line))
            elif node.name == PHOTO:
                form.photo, remarks = _photo(node)
                form.remarks += remarks
            else:
                form.values[node.name] = trimmed(node.name, node.text)
        else:
            form.unknown.append(source_of(node))
            continue
        form.lines[node.name] = node.line
    if faults:
        raise BadForm(*faults)
    return form


def trimmed(name: str, text: str) -> str:
    """Text as it is kept: no white space around it, none inside a padded name; the résumé keeps its own spaces."""
    if name == RESUME:
        return _without_blank_ends(text) if text.strip() else ""
    text = text.strip()
    return name_text(text) if name == "XingMing" else text


def relative_text(name: str, text: str) -> str:
    """As ``trimmed``; a relative's name is matched with nobody and keeps its spelling."""
    return BETWEEN_CHINESE.sub("", text.strip()) if name == "XingMing" else trimmed(name, text)


def _without_blank_ends(text: str) -> str:
    """Whole blank lines go, the blanks of the first and last line stay."""
    first = text.rfind("\n", 0, len(text) - len(text.lstrip(" \t\n"))) + 1
    end = text.find("\n", len(text.rstrip(" \t\n")))
    return text[first:] if end < 0 else text[first:end]


def _family(node: Node) -> tuple[list[Relative], list[Fault]]:
    family, faults = [], []
    for item in node.children:
        if item.name != ITEM:
            faults.append(Fault(_("Only <Item> may stand in this element."), FAMILY, item.line))
            continue
        relative = Relative(line=item.line)
        seen = set()
        for child in item.children:
            if child.name not in RELATIVE:
                relative.unknown.append(source_of(child))
            elif child.name in seen or child.children:
                faults.append(Fault(_("Each part of a family item holds text and stands once."), FAMILY, child.line))
            else:
                seen.add(child.name)
                setattr(relative, RELATIVE[child.name], relative_text(child.name, child.text))
        if not relative.empty:
            family.append(relative)
    return family, faults


def _photo(node: Node) -> tuple[bytes, list[Fault]]:
    text = "".join(node.text.split())
    if not text:
        return b"", []
    try:
        return usable(base64.b64decode(text, validate=True), node.line)
    except (binascii.Error, ValueError):
        return b"", [Fault(_("The photo is damaged and was left out. Put in another."), PHOTO, node.line)]


def usable(photo: bytes, line: int = 0) -> tuple[bytes, list[Fault]]:
    """The photo as it is, repaired, or left out; what was done to it is said. One bad photo keeps no form out."""
    mended, remark = photo, ""
    if not photo_type(photo):
        if not photo.startswith((*PHOTO_STARTS, BMP_START)):
            return b"", [Fault(_("The photo is neither JPEG nor PNG and was left out. Put in another."), PHOTO, line)]
        try:
            mended = repaired(photo)
        except BadPicture:
            return b"", [Fault(_("The photo is damaged and was left out. Put in another."), PHOTO, line)]
        remark = _("Something hung behind the photo and was cut off. Look at it.")
        if photo.startswith(BMP_START):
            remark = _("The photo was a bitmap (BMP) and was made into a JPEG. Look at it.")
    if len(mended) > LARGEST_PHOTO:
        message = _("The photo is larger than %(limit)d MB and was left out. Use a smaller one.")
        return b"", [Fault(message % {"limit": LARGEST_PHOTO >> 20}, PHOTO, line)]
    return mended, [Fault(remark, PHOTO, line)] if remark else []


def source_of(node: Node) -> str:
    """The element written out again, so that what this program does not know is kept."""
    inner = [part if isinstance(part, str) else source_of(part) for part in node.parts]
    texts = [isinstance(part, str) for part in node.parts]
    return element_source(node.name, node.attributes, inner, texts)
