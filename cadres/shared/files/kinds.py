"""What kind of file it is, by its content; anything else than the five kinds that are taken in is refused."""

import zipfile
from typing import IO

from django.utils.translation import gettext as _

from cadres.shared.errors import Objection
from cadres.shared.files.apart import reads_apart
from cadres.shared.files.packages import OLE, BadPackage, Limits, check_package, check_whole
from cadres.shared.files.pdf import MOST_PAGES, BadPdf, check_pdf
from cadres.shared.files.pictures import JPEG_START, PNG_START, BadPicture, examine

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
PACKAGE = Limits(entries=2000, unpacked=200 * MEGABYTE, strings=60 * MEGABYTE)

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
}
ENDINGS = {"pdf": ("pdf",), "jpeg": ("jpg", "jpeg", "jpe"), "png": ("png",), "docx": ("docx",), "xlsx": ("xlsx",)}
VIEWABLE = ("application/pdf", "image/jpeg", "image/png")  # a browser shows them by itself


class BadFile(ValueError):
    """Why a file is not taken in, and what to do."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)

    @property
    def objection(self) -> Objection:
        return Objection(f"file-{self.code}", _why(self.code))


@reads_apart(raises=(BadFile,))
def kind_of(file: IO[bytes], size: int) -> str:
    """One of ``MEDIA_TYPES``, whatever its name says. Raises ``BadFile`` and nothing else for any bytes."""
    if size > LARGEST:
        raise BadFile("too-large")
    file.seek(0)
    head = file.read(16)
    if not head:
        raise BadFile("empty")
    if head.startswith(OLE):
        raise BadFile("old-office")
    try:
        if head.startswith(b"PK"):
            if not zipfile.is_zipfile(file):
                raise BadFile("damaged")
            kind = check_package(file, PACKAGE)
            check_whole(file)
            return kind
        kind = _plain(file, head)
    except (BadPackage, BadPdf, BadPicture) as error:
        raise BadFile(error.code) from error
    finally:
        file.seek(0)
    return kind


def _plain(file: IO[bytes], head: bytes) -> str:
    file.seek(0)
    data = file.read(LARGEST + 1)
    if head.startswith(b"%PDF"):
        check_pdf(data)
        kind = "pdf"
    elif head.startswith((JPEG_START, PNG_START)):
        picture = examine(data)
        if b"%PDF-" in data[:1024]:
            raise BadFile("two-kinds")
        kind = picture.kind
    else:
        raise BadFile("kind")
    if zipfile.is_zipfile(file):
        raise BadFile("two-kinds")
    return kind


def _why(code: str) -> str:
    return {
        "too-large": _("The file is larger than %(limit)d MB. Scan it with fewer dots or divide it.")
        % {"limit": LARGEST // MEGABYTE},
        "empty": _("The file is empty. Save or scan it again."),
        "old-office": _("This is an old Office file or has a password. Save it as .docx or .xlsx without a password."),
        "kind": _("This is none of PDF, JPEG, PNG, .docx and .xlsx by its content. Save it as one of them."),
        "two-kinds": _("The file is of two kinds at once. Open it and save it again as one of them."),
        "pixels": _("The picture has more than 150 million dots. Scan it with fewer."),
        "macros": _("The file holds macros. Save it without them, as .docx or .xlsx."),
        "unpacks": _("The file unpacks to far more than its size. Make it anew from the paper."),
        "entities": _("The file declares entities, which no Office file does. Make it anew from the paper."),
        "hidden": _("Something is hidden before, behind or inside the file. Open it in Office and save it again."),
        "embedded": _("Another file or an object is embedded. Take it out and put it in as a paper of its own."),
        "links": _("The file fetches something from elsewhere when it is opened. Break its links in Office."),
        "damaged": _("The file is damaged or not complete. Save or scan it again."),
        "locked": _("The PDF is encrypted or has a password. Save it without protection."),
        "acting": _("The PDF can act by itself: script, program start, form or media. Print it to PDF anew."),
        "holding": _("Another file is attached to the PDF. Take it out and put it in as a paper of its own."),
        "pages": _("The PDF has more than %(limit)d pages. Divide it.") % {"limit": MOST_PAGES},
        "unreadable": _("The PDF packs its inner parts so that they cannot be checked. Print it to PDF anew."),
    }[code]
