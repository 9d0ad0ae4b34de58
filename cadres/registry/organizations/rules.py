"""How long a term may last. Pure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cadres.registry.organizations.regulations import LEAST, MOST, SHIFT
from cadres.shared.dates import add_months
from cadres.shared.errors import Objection


def lasts_lawfully(first: date, after: date, book: Any) -> Iterator[Objection]:
    """``after`` is the day after the last. An election may be put forward or back by some months."""
    shift = book.number(SHIFT)
    least, most = book.number(LEAST), book.number(MOST)
    values = {"least": least, "most": most, "months": shift}
    if after < add_months(first, least * 12 - shift):
        text = _("A term lasts %(least)d years, up to %(months)d months less. Check both days.") % values
        yield Objection("term-too-short", text, book.source(LEAST), LEAST)
    if after > add_months(first, most * 12 + shift):
        text = _("A term lasts %(most)d years, up to %(months)d months more. Check both days.") % values
        yield Objection("term-too-long", text, book.source(MOST), MOST)
