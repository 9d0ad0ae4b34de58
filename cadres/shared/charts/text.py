"""Numbers as people read them, and how much room a text takes: the server cannot measure, so it estimates."""

from decimal import Decimal
from unicodedata import east_asian_width

from django.utils.formats import number_format

MISSING = "—"
SIZE = 12.0  # of letters in a drawing


def number_text(value: float | Decimal | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """As the language writes it; without ``decimals`` two of them at most, more only for what would show as zero."""
    if value is None:
        return MISSING
    exact = Decimal(str(value))
    if decimals is None:
        given = max(0, -int(exact.normalize().as_tuple().exponent))
        decimals = min(given, max(2, 1 - exact.adjusted()))
    text = number_format(abs(exact), decimals, force_grouping=True)
    sign = "−" if exact < 0 else "+" if signed and exact > 0 else ""
    return sign + text


def width_of(text: str, size: float = SIZE) -> float:
    """A Chinese sign is as wide as it is high, a Latin one 0.62 of that."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.62 for sign in text) * size


def fit(text: str, room: float, size: float = SIZE) -> str:
    """The text, or as much of it as fits, with an ellipsis; nothing where not even that fits."""
    if width_of(text, size) <= room:
        return text
    room -= width_of("…", size)
    used, end = 0.0, 0
    for end, sign in enumerate(text):  # noqa: B007 -- read after the loop
        used += width_of(sign, size)
        if used > room:
            break
    return f"{text[:end]}…" if end else ""
