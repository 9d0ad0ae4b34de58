"""How a year's days are written, one entry a line: ``2027-02-05..2027-02-13 holiday 春节``.

The same words stand in the cells of a table: from, to, kind, name. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cadres.platform.calendar.rules.days import Entry

FREE = ("holiday", "free", "off", "放假", "休", "休息")
WORKED = ("works", "work", "working", "workday", "上班", "班", "调休上班")
MOST = 200  # lines
NAME = 60  # signs
LONGEST = 200  # signs of a line
DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)(?:\s*日)?"
LINE = re.compile(rf"{DAY}(?:\s*(?:\.\.|…|~|～|至|到|—+|–|\s)\s*{DAY})?[\s,，:：]*([^\d\s]\S*)[\s,，]*(.*)")


def read_text(text: str) -> tuple[list[Entry], list[str]]:
    """Entries, and what is wrong by line; empty lines and those that begin with # are passed over."""
    entries, faults = [], []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if len(lines) > MOST:
        return [], [_("More than %(most)d lines.") % {"most": MOST}]
    for number, line in lines:
        found = read_line(line)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            faults.append(_("Line %(number)d: %(fault)s") % {"number": number, "fault": found})
    return entries, faults


def read_line(line: str) -> Entry | str:
    """The entry, or what is wrong with it."""
    match = LINE.fullmatch(" ".join(line.split())) if len(line) <= LONGEST else None
    if match is None:
        return _("Write it like “2027-02-05..2027-02-13 holiday 春节”.")
    *numbers, kind, name = match.groups()
    kind = kind.lower()
    if kind not in (*FREE, *WORKED):
        return _("Say “holiday” or “works” after the days, not “%(kind)s”.") % {"kind": kind[:20]}
    try:
        first = date(*map(int, numbers[:3]))
        last = date(*map(int, numbers[3:])) if numbers[3] else first
    except ValueError:
        return _("There is no such day.")
    return Entry(first, last, kind in WORKED, name.strip()[:NAME])


def text_of_table(rows: Iterable[Iterable[Any]]) -> str:
    """A table of from, to, kind and name in the notation of lines; a first row without a day is its heading."""
    return "\n".join(_lines(rows))


def _lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        cells = [cell.date().isoformat() if isinstance(cell, datetime) else str(cell or "").strip() for cell in row]
        if not any(cells) or (number == 0 and not any(sign.isdigit() for sign in cells[0])):
            continue
        yield " ".join(cell for cell in cells if cell)


def text_of(entries: Iterable[Entry]) -> str:
    """What ``read_text`` reads back."""
    return "\n".join(_line(entry) for entry in entries)


def _line(entry: Entry) -> str:
    days = entry.first.isoformat() if entry.first == entry.last else f"{entry.first}..{entry.last}"
    return f"{days} {'works' if entry.works else 'holiday'} {entry.name}".rstrip()


def entries_of(days: Iterable[tuple[date, bool, str]]) -> list[Entry]:
    """Single days in order put together to ranges of one kind and name."""
    found: list[Entry] = []
    for day, works, name in sorted(days):
        last = found[-1] if found else None
        follows = last is not None and (day - last.last).days == 1
        if last is not None and follows and not works and not last.works and name == last.name:
            found[-1] = Entry(last.first, day, works, name)
        else:
            found.append(Entry(day, day, works, name))
    return found
