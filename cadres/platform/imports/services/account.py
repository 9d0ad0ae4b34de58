"""What of a workbook was read and what was not, and why: shown after each reading, before anything is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from cadres.shared.files.workbooks import OpenSheet
from cadres.shared.names import joined
from cadres.shared.phrases import clauses, titled

OWN = ("lists", "说明", "Notes")  # sheets that the template brings along
MOST_TOLD = 20


@dataclass
class SheetAccount:
    """One sheet: read, or ``why`` not. ``passed`` are lines that say nothing in any column that is read."""

    title: str
    why: str = ""
    header_line: int = 0
    above: int = 0
    rows: int = 0
    blank: int = 0
    columns: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    hidden_lines: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def warns(self) -> bool:
        """Whether something that stands in the sheet did not come in, or came in though nobody saw it."""
        return bool(self.unread or self.hidden_lines or self.hidden_columns or self.merged or self.passed)

    def facts(self) -> Iterable[tuple[str, str]]:
        """Label and text of each thing that is to be told."""
        header = _("line %(line)d") % {"line": self.header_line}
        if self.above:
            above = _("%(line)s; lines above it that are no part of the table: %(number)d")
            header = above % {"line": header, "number": self.above}
        yield _("Header"), header
        yield _("Lines read"), str(self.rows)
        yield _("Columns read"), joined(self.columns)
        told = (
            (_("Columns not read: not in the template, or twice"), clauses(self.unread)),
            (
                _("Lines passed over: nothing in a column that is read"),
                _told([titled(n, t) for n, t in self.passed]),
            ),
            (_("Hidden lines, read too"), _told(spans(self.hidden_lines))),
            (_("Hidden columns, read too"), joined(self.hidden_columns)),
            (_("Merged over several lines: only the first has the value"), _told(self.merged)),
            (_("Empty lines passed over"), str(self.blank or "")),
        )
        yield from ((label, text) for label, text in told if text)

    def shown(self) -> dict[str, Any]:
        facts = [] if self.why else [list(fact) for fact in self.facts()]
        return {"title": self.title, "why": self.why, "facts": facts, "warns": self.warns}


def left_out(sheet: OpenSheet, top: list[list[str]], other: Iterable[str]) -> SheetAccount:
    """A sheet that is not read. ``other`` are the columns of its own header, where it has one."""
    names = joined(other)
    if sheet.title in OWN:
        why = _("belongs to the template")
    elif not any(any(texts) for texts in top):
        why = _("empty")
    elif not sheet.is_visible:
        why = _("not read: the sheet is hidden")
    elif names:
        why = _("not read: its header has other columns (%(names)s)") % {"names": names}
    else:
        why = _("not read: no header of the template in its first lines")
    return SheetAccount(sheet.title, why=why)


@dataclass
class Account:
    """All sheets of a workbook."""

    sheets: list[SheetAccount]

    def shown(self) -> list[dict[str, Any]]:
        return [sheet.shown() for sheet in self.sheets]


def spans(lines: list[int]) -> list[str]:
    """Lines that follow one another told together.

    >>> spans([55, 56, 57, 60])
    ['55–57', '60']
    """
    breaks = [place for place, (one, next_one) in enumerate(pairwise(lines), start=1) if next_one != one + 1]
    parts = [lines[first:last] for first, last in pairwise([0, *breaks, len(lines)])]
    return [str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts if part]


def _told(parts: list[str]) -> str:
    more = len(parts) - MOST_TOLD
    text = clauses(parts[:MOST_TOLD])
    return text if more <= 0 else _("%(text)s and %(number)d more") % {"text": text, "number": more}
