"""What a cell says. Each parser takes the cell's value and number format and returns the value or says why not.

Pure: no database. An empty cell never gets here.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from cadres.shared.ethnic_groups import ethnic_text
from cadres.shared.identity import identity_number_is_sound, written_number
from cadres.shared.names import name_text
from cadres.shared.numbers import read_number, shown_number

EARLIEST, LATEST = 1900, 2100
SERIALS = range(10_000, 73_416)  # 1927-05-18 to 2100-12-31; below that a number is a year or a slip
EPOCH = date(1899, 12, 30)  # day 0 of Excel's dates from March 1900 on

COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
PARTED = re.compile(r"(\d{4})\s*[.\-/年]\s*(\d{1,2})\s*(?:月|[.\-/月]\s*(\d{1,2})\s*日?)?(?:[ T]00:00(?::00)?)?")
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")

NOTHING = frozenset({"无", "没有", "群众", "/", "-", "--", "—", "——", "―", "无此项", "n/a"})
YES = frozenset({"是", "有", "yes", "y", "true", "√", "1"})
NO = frozenset({"否", "无", "no", "n", "false", "×", "0"})


class BadCell(ValueError):
    """What is wrong with a cell and what to do, for people."""


class NothingSaid(BadCell):
    """The cell says in words that there is nothing; where a value is needed, that is a fault."""


class MonthDate(date):
    """A date known to the month: its first day stands for all of them."""


def same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


type_of_parser = Callable[[Any, str], Any]


def plain(value: Any) -> str:
    """The text of a cell with full-width signs narrowed, outer space and a leading apostrophe gone."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    return unicodedata.normalize("NFKC", str(value)).strip().removeprefix("'").strip()


def text(value: Any, number_format: str = "") -> str:
    """Text as it stands, spaces at the ends and odd line ends aside."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip().removeprefix("'")
    return plain(value)


def name(value: Any, number_format: str = "") -> str:
    """A person's name in its one spelling."""
    return name_text(text(value))


def day(value: Any, number_format: str = "") -> date:
    """A day or a month: yyyyMM, yyyy.MM, yyyy-MM-dd, yyyy年M月, an Excel date or its serial number."""
    if isinstance(value, date):
        return _bounded(value.year, value.month, value.day)
    if isinstance(value, bool | time | timedelta):
        raise BadCell(_("This is no date. Write it like 1982-03-17 or 198203."))
    if isinstance(value, float) and not value.is_integer():
        return _day_of_fraction(value, number_format)
    return _day_of_text(plain(value))


def _day_of_fraction(value: float, number_format: str) -> date:
    number = int(value) if isfinite(value) else 0
    if EARLIEST <= number <= LATEST:
        return _month_of_fraction(value, number_format)
    if number in SERIALS:
        return _day_of_text(str(number))  # with a time of the day
    raise BadCell(_("This is no date. Write it like 1982-03-17 or 198203."))


def _month_of_fraction(value: float, number_format: str) -> date:
    """1982.03 typed as a number: March. 1982.1 is January or October, unless two decimals are shown."""
    month = f"{value:.6f}"[5:].rstrip("0")  # behind the year and the point
    if len(month) == 1:
        if "0.00" not in number_format:
            raise BadCell(_("January or October? Format the column as text and write 1982.01 or 1982.10."))
        month += "0"
    if len(month) != 2:
        raise BadCell(_("This is no date. Write it like 1982-03-17 or 198203."))
    return _bounded(int(value), int(month), None)


def _day_of_text(written: str) -> date:
    if re.fullmatch(r"[0-9]{5}", written) and int(written) in SERIALS:
        return EPOCH + timedelta(days=int(written))
    if re.fullmatch(r"[0-9]{4}", written):
        raise BadCell(_("Only a year. Add the month, like 1982.03."))
    found = COMPACT.fullmatch(written) or PARTED.fullmatch(written)
    if written.casefold() in NOTHING:
        raise NothingSaid(_("This is no date. Write it like 1982-03-17 or 198203."))
    if not found:
        raise BadCell(_("This is no date. Write it like 1982-03-17 or 198203."))
    year, month, of_month = found.groups()
    return _bounded(int(year), int(month), int(of_month or 0) or None)  # 19900800: the day is not known


def _bounded(year: int, month: int, of_month: int | None) -> date:
    if not EARLIEST <= year <= LATEST:
        raise BadCell(_("The year lies outside 1900 to 2100."))
    try:
        return date(year, month, of_month) if of_month is not None else MonthDate(year, month, 1)
    except ValueError as error:
        raise BadCell(_("There is no such day in the calendar.")) from error


def identity(value: Any, number_format: str = "") -> str:
    """An identity number (GB 11643). A number cell is refused: Excel keeps 15 digits of it only."""
    if not isinstance(value, str) or SCIENTIFIC.fullmatch(plain(value)):
        raise BadCell(
            _(
                "Excel has turned the identity number into a number and lost its last digits. "
                "Format the column as text and type it again."
            )
        )
    number = written_number(plain(value))
    if not number:
        raise BadCell(_("An identity number has 18 signs: 17 digits, then a digit or X."))
    if not identity_number_is_sound(number):
        raise BadCell(_("The check digit is wrong. Compare it with the card."))
    return number


def phone(value: Any, number_format: str = "") -> str:
    """A telephone number; eleven digits survive as a number, so that such a cell is taken."""
    number = re.sub(r"[\s\-]", "", plain(value))
    if not re.fullmatch(r"\+?[0-9]{5,15}", number):
        raise BadCell(_("This is no telephone number."))
    return number


def ethnic_group(value: Any, number_format: str = "") -> str:
    """An ethnic group in its one spelling; what is none of the 56 stays as it is."""
    return ethnic_text(text(value))


def division_code(value: Any, number_format: str = "") -> str:
    """A division by code or name; codes of 6 and 9 digits are filled up with zeros."""
    written = plain(value)
    return written.ljust(12, "0") if written.isdigit() and len(written) in (6, 9) else written


def decimal(value: Any, number_format: str = "") -> Decimal:
    """A number; a cell that shows 85 % is 85, stored as 0.85 or typed as text, and so is a number stored as text."""
    if isinstance(value, bool | date | time | timedelta):
        raise BadCell(_("This is no number."))
    if isinstance(value, int | float):
        if not isfinite(value):
            raise BadCell(_("This is no number."))
        return shown_number(value, number_format)
    number = read_number(str(value))
    if number is None:
        raise BadCell(_("This is no number."))
    return number


def whole(value: Any, number_format: str = "") -> int:
    number = decimal(value, number_format)
    if number != number.to_integral_value():
        raise BadCell(_("This must be a whole number."))
    if abs(number) > 10**12:
        raise BadCell(_("This number is too large."))
    return int(number)


def year(value: Any, number_format: str = "") -> int:
    """A year, with or without 年."""
    if isinstance(value, datetime):
        value = value.year
    number = whole(plain(value).removesuffix("年").strip())
    if not EARLIEST <= number <= LATEST:
        raise BadCell(_("The year lies outside 1900 to 2100."))
    return number


def boolean(value: Any, number_format: str = "") -> bool:
    if isinstance(value, bool):
        return value
    written = plain(value).casefold()
    if written in YES:
        return True
    if written in NO:
        return False
    raise BadCell(_("Write 是 or 否 (yes or no)."))


def choice(labels: dict[str, str]) -> type_of_parser:
    """``labels`` maps every label that is understood, casefolded, to the stored value."""

    def parse(value: Any, number_format: str = "") -> str:
        written = plain(value).casefold()
        if written not in labels:
            raise BadCell(_("Not in the list. Choose one of the labels that the template offers."))
        return labels[written]

    return parse
