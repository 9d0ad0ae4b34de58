"""Names of files and dates of papers, as people and other programs write them."""

import re
import unicodedata
from datetime import date

from cadres.shared.files.kinds import ENDINGS

LONGEST = 120
PLACES = re.compile(r"[/\\]")
UNWANTED = re.compile(r'[<>:"|?*]')
NOTHING_LEFT = "document"
PARTIAL = re.compile(r"(\d{4})(?:[.\-/年]?(\d{1,2})(?:[.\-/月]?(\d{1,2}))?)?[日月年]?\Z")


def clean_name(name: str, kind: str) -> str:
    """A name that can do no harm: no folder, nothing invisible or turning the direction, its kind's own ending."""
    stem, ending = split_name(name)
    stem = stem if ending in ENDINGS[kind] or not ending else f"{stem}.{ending}"
    return f"{stem or NOTHING_LEFT}.{ENDINGS[kind][0]}"


def split_name(name: str) -> tuple[str, str]:
    """Stem and ending (small letters, without the dot) of the cleaned name."""
    last = PLACES.split(name)[-1]
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", last))
    stem, dot, ending = " ".join(UNWANTED.sub(" ", shown).split()).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return stem.strip(". ")[:LONGEST], ending.strip().lower()


def fits(name: str, kind: str) -> bool:
    """Whether the name's ending says what the content is; a name without ending says nothing."""
    ending = split_name(name)[1]
    return not ending or ending in ENDINGS[kind]


def partial_date(text: str) -> str:
    """A date known to the year, month or day, as it is stored: 1998, 1998-09 or 1998-09-01. Raises ``ValueError``."""
    found = PARTIAL.match(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = found[1], found[2], found[3]
    if not 1900 <= int(year) <= 2200:
        raise ValueError(text)
    date(int(year), int(month or 1), int(day or 1))  # refuses the thirteenth month and the thirtieth of February
    return "-".join([f"{int(year)}", *(f"{int(part):02d}" for part in (month, day) if part)])


def date_parts(stored: str) -> tuple[str, str, str]:
    """Year, month and day for the columns of a catalogue; what is not known stays empty."""
    year, month, day = [*stored.split("-"), "", "", ""][:3]
    return year, month.lstrip("0"), day.lstrip("0")
