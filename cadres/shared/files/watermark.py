"""The watermark (水印) of whatever leaves the program: who, when, what for, and the number of the request."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

LONGEST = 200  # signs; Excel takes 255 in a header, codes included


@dataclass(frozen=True)
class Watermark:
    """``line`` stands in the file itself, ``short`` in the margin of each printed page."""

    number: int
    who: str
    when: str
    purpose: str

    @property
    def line(self) -> str:
        values = {"number": self.number, "who": self.who, "when": self.when, "purpose": self.purpose}
        return _("Export no. %(number)d, for %(who)s, %(when)s. Purpose: %(purpose)s") % values

    @property
    def short(self) -> str:
        values = {"number": self.number, "who": self.who, "when": self.when}
        return _("Internal. Export no. %(number)d, %(who)s, %(when)s") % values


def on_sheet(sheet: Any, mark: Watermark) -> None:
    """Header and footer of every printed page of a worksheet."""
    sheet.oddHeader.center.text = _plain(mark.short)
    sheet.oddFooter.center.text = _plain(mark.line)


def _plain(text: str) -> str:
    """As it stands: a plain "&" would begin a code there."""
    return text[:LONGEST].replace("&", "＆")


def on_properties(properties: Any, mark: Watermark) -> None:
    """The properties of a workbook."""
    properties.creator = properties.lastModifiedBy = mark.who
    properties.keywords, properties.description = mark.short, mark.line
