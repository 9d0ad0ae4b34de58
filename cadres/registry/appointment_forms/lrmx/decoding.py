"""A form file's bytes as text, where they leave no doubt, whatever the file declares of itself."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cadres.registry.appointment_forms.lrmx.form import BadForm, Fault
from cadres.shared.files.safe_cells import UNWRITABLE, writable

# What a file may declare → how it is decoded: GB2312 means GBK on every machine of an office.
ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "utf-16": "utf-16",
    "unicode": "utf-16",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
}
SHOWN = {"utf-8": "UTF-8", "gb18030": "GBK", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}

MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
TWO_BYTES = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}  # how "<" begins a file without a mark

DECLARED = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
DECLARED_WITHIN = 200  # bytes; searching the whole of a hostile file could take hours

# Every form says 男 or 女, and no wrong decoding of the bytes does.
PROOF = re.compile(r"<XingBie>\s*[男女]\s*</XingBie>")
OLD_PROOF = re.compile(r'\A\s*"[^"]*","\s*[男女]\s*"')

CHARACTER = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")


def text_of(data: bytes) -> tuple[str, list[Fault]]:
    """The text of an ``.lrmx`` file and what was done to it. Raises ``BadForm``.

    The parser is given text, so what the file declares of its encoding binds nobody any more.
    """
    declared = DECLARED.match(data[:DECLARED_WITHIN])
    name = declared[1].decode() if declared else ""
    said = next((known for mark, known in (MARKS | TWO_BYTES).items() if data.startswith(mark)), "")
    said = said or (ENCODINGS.get(name.lower(), "") if declared else "utf-8")
    return _decoded(data, said, name, PROOF)


def old_text_of(data: bytes) -> tuple[str, list[Fault]]:
    """The same for an ``.lrm`` file, which declares nothing and is in GBK."""
    said = next((known for mark, known in MARKS.items() if data.startswith(mark)), "gb18030")
    return _decoded(data, said, "", OLD_PROOF)


def _decoded(data: bytes, said: str, name: str, proof: re.Pattern[str]) -> tuple[str, list[Fault]]:
    """As the file says if that gives the sex, else as anything else that does, else as the file says."""
    for encoding in dict.fromkeys((said, "utf-8", "gb18030")):
        text = _tried(data, encoding)
        if text is None or not proof.search(text):
            continue
        if encoding == said:
            return cleaned(text)
        text, remarks = cleaned(text)
        return text, [Fault(_told(SHOWN[encoding], name), "", 1), *remarks]
    if not said:
        raise BadForm(Fault(_("The file is in an encoding that forms do not use. Save it as UTF-8."), "", 1))
    text = _tried(data, said)
    if text is None:
        message = _("Some bytes here are no characters. Open the form in its editor and export it once more.")
        raise BadForm(Fault(message, "", _line_of_fault(data, said)))
    return cleaned(text)


def _told(found: str, said: str) -> str:
    if not said:
        return _("The file is in %(found)s and does not say so. It was read; look at its names.") % {"found": found}
    message = _("The file is in %(found)s although it says %(said)s. It was read; look at its names.")
    return message % {"found": found, "said": said}


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).removeprefix("\ufeff") if encoding else None
    except UnicodeError:
        return None


def _line_of_fault(data: bytes, encoding: str) -> int:
    """The line of the first bytes that are no characters; 0 where bytes of lines cannot be counted."""
    if encoding not in ("utf-8", "gb18030"):
        return 0
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def cleaned(text: str) -> tuple[str, list[Fault]]:
    r"""Without the signs that XML cannot hold, written out or by their number; a break of Word's becomes a line.

    >>> cleaned("法\x0b学院&#7;")[0]
    '法\n学院'
    """
    lines = list(_unfit(text))
    if not lines:
        return text, []
    message = _("Here stood a sign that no text has. A line break was put for it, or nothing. Look at the text.")
    return writable(CHARACTER.sub(_written_out, text)), [Fault(message, "", line) for line in dict.fromkeys(lines)][:5]


def _unfit(text: str) -> Iterator[int]:
    """The lines on which such signs stand."""
    places = [found.start() for found in re.finditer(f"[\x0b\x0c]|{UNWRITABLE.pattern}", text)]
    places += [found.start() for found in CHARACTER.finditer(text) if _written_out(found) != found[0]]
    for place in sorted(places[:50]):
        yield text.count("\n", 0, place) + 1


def _written_out(found: re.Match[str]) -> str:
    """What stands for a sign by its number, if XML does not allow it; else the reference as it is."""
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > 0x10FFFF:
        return ""
    sign = chr(number)
    return found[0] if writable(sign) == sign else writable(sign)
