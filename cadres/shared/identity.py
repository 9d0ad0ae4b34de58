"""Identity numbers (公民身份号码, GB 11643): how they are compared, judged and masked. Pure."""

import re
import unicodedata
from datetime import date

CENTURY = "19"  # of every number of 15 digits: none was given out after 1999
EARLIEST = 1900
SHAPE = re.compile(r"[0-9]{17}[0-9X]")


def masked(text: str) -> str:
    """The first three and last four signs of a number, the rest starred; short text is starred whole.

    >>> masked("511923198203011234")
    '511***********1234'
    """
    if len(text) < 9:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def identity_text(number: str) -> str:
    """An identity number as it is compared: narrow signs, X as a capital, no spaces, hyphens and quotes.

    One of 15 digits is the same number as its 18 signs; other text is returned cleaned.

    >>> identity_text(" 51192319820301123x"), identity_text("511923 820301 123")
    ('51192319820301123X', '511923198203011238')
    """
    narrow = unicodedata.normalize("NFKC", number or "")
    seen = "".join(sign for sign in narrow if unicodedata.category(sign) not in ("Cf", "Cc"))
    text = re.sub(r"[\s\-‐-―'’‘\"“”`]", "", seen).upper()
    if re.fullmatch(r"[0-9]{15}", text):
        longer = text[:6] + CENTURY + text[6:]
        return longer + _check_sign(longer)
    return text


def identity_number_is_sound(number: str) -> bool:
    """18 signs with a day of birth in the calendar, the last the check sign of the others."""
    if not SHAPE.fullmatch(number):
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year >= EARLIEST and _check_sign(number[:17]) == number[17]


def written_number(number: str) -> str:
    """The number as it is compared if it has the signs of one, sound or not; nothing for other words.

    >>> written_number("无"), written_number("110105194912310021")
    ('', '110105194912310021')
    """
    text = identity_text(number)
    return text if SHAPE.fullmatch(text) else ""


def known_number(number: str) -> str:
    """What tells whose file it is: the number as it is compared, or nothing when it is not sound.

    >>> known_number("无"), known_number("11010519491231002x")
    ('', '11010519491231002X')
    """
    text = identity_text(number)
    return text if identity_number_is_sound(text) else ""


def sex_and_month(number: str) -> tuple[bool, str]:
    """Whether a sound number is a man's, and the month of birth in it.

    >>> sex_and_month("11010519491231002X")
    (False, '194912')
    """
    return int(number[16]) % 2 == 1, number[6:12]


def _check_sign(digits: str) -> str:
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(digits))
    return "10X98765432"[total % 11]
