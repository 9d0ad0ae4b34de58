import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import pgettext
from pypinyin import Style, lazy_pinyin, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

# Surnames that pypinyin reads by their commoner sound.
SURNAMES = {"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "尉": "yu"}


# What typists and programs write for the dot in a transcribed name (GB/T 15834 has U+00B7).
DOTS = re.compile(r"[\u2022\u2027\u2219\u22c5\u30fb\uff65\u2024]")
WIDE = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
NARROW = {sign: sign - 0xFEE0 for sign in WIDE}
BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def joined(texts: Iterable[Any]) -> str:
    """Names one after the other, with the sign that the reader's language puts between them."""
    return pgettext("between names", ", ").join(str(text) for text in texts)


def name_text(name: str) -> str:
    """A person's name in its one spelling, by which it is stored, compared and searched for.

    Narrow letters and digits, one kind of dot without spaces round it, no invisible signs, no spaces between Chinese
    characters.

    >>> name_text("王 伟"), name_text("买买提•阿不都"), name_text("李\u200b四")
    ('王伟', '买买提·阿不都', '李四')
    """
    narrow = DOTS.sub("·", name.translate(NARROW))
    seen = "".join(sign for sign in narrow if unicodedata.category(sign) != "Cf")
    return BETWEEN_CHINESE.sub("", re.sub(r"\s*·\s*", "·", " ".join(seen.split())))


def _letters(text: str) -> Any:
    """What is not Chinese sorts letter by letter; the library takes a list but is typed for text."""
    return list(text.lower())


def name_key(name: str) -> str:
    """Pinyin by which a Chinese name sorts: syllables joined by spaces, surname readings corrected.

    >>> name_key("曾志强")
    'zeng zhi qiang'
    """
    syllables = lazy_pinyin(name.strip(), style=Style.NORMAL, errors=_letters)
    if name[:1] in SURNAMES and syllables:
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables)


@cache
def _syllables() -> frozenset[str]:
    sounds = {sound for sounds in pinyin_dict.pinyin_dict.values() for sound in sounds.split(",")}
    return frozenset(plain for plain in map(to_normal, sounds) if re.fullmatch(r"[a-z]*[aeiouv][a-z]*", plain))


def pinyin_prefixes(text: str) -> list[str]:
    """What a ``name_key`` may begin with when somebody types ``text`` without or with spaces; at most eight.

    The last syllable may be unfinished; the reading with the longest syllables comes first.

    >>> pinyin_prefixes("zengzhiq")
    ['zeng zhi q']
    """
    typed = re.sub(r"[^a-z ]", "", text.lower().replace("ü", "v"))
    if " " in typed.strip():
        return [" ".join(typed.split())]
    found: list[str] = []
    _split(typed.strip(), [], found)
    return list(dict.fromkeys(found)) or [typed.strip()]


def _split(rest: str, before: list[str], found: list[str]) -> None:
    if len(found) >= 8:
        return
    if not rest:
        found.append(" ".join(before))
        return
    for length in range(min(6, len(rest)), 0, -1):
        if rest[:length] in _syllables():
            _split(rest[length:], [*before, rest[:length]], found)
    if rest not in _syllables() and any(syllable.startswith(rest) for syllable in _syllables()):
        found.append(" ".join([*before, rest]))
