"""Pure rules of the base: tiers, ages, periods, pinyin, identity numbers. No database, no request."""

import re


def masked(text: str) -> str:
    """The first three and last four signs of a number, the rest starred; short text is starred whole.

    >>> masked("511923198203011234")
    '511***********1234'
    """
    if len(text) < 9:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def identity_text(number: str) -> str:
    """An identity number as it is compared: no spaces, the check sign as a capital.

    >>> identity_text(" 51192319820301123x")
    '51192319820301123X'
    """
    return re.sub(r"\s", "", number or "").upper()


def identity_number_is_sound(number: str) -> bool:
    """18 signs whose last is the check digit of the others (GB 11643)."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]
