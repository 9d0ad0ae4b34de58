import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import pgettext
from pypinyin import Style, lazy_pinyin, pinyin_dict
from pypinyin.contrib.tone_convert import to_normal

from cadres.shared.surnames import COMPOUND, SURNAMES

# Signs that at the head of a place's name are read as the surname (曾口镇, 单县); the library reads them otherwise.
PLACES = frozenset("单曾仇查朴")
OF_A_FAMILY = ("家", "氏")

# What typists and programs write for the dot in a transcribed name (GB/T 15834 has U+00B7).
DOTS = re.compile(r"[\u2022\u2027\u2219\u22c5\u30fb\uff65\u2024]")
# A full stop between Chinese characters stands for it too.
STOPS = re.compile(r"(?<=[\u3400-\u9fff])\s*[.\uff0e]\s*(?=[\u3400-\u9fff])")
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
    seen = STOPS.sub("·", "".join(sign for sign in narrow if unicodedata.category(sign) != "Cf"))
    return BETWEEN_CHINESE.sub("", re.sub(r"\s*·\s*", "·", " ".join(seen.split())))


def _letters(text: str) -> Any:
    """What is not Chinese sorts letter by letter; the library takes a list but is typed for text."""
    return list(text.lower())


def name_key(name: str) -> str:
    """Pinyin by which a person's name sorts: syllables joined by spaces, the surname read as one.

    The given name is read by itself, since 解放军 is a person here and no army.

    >>> name_key("曾志强"), name_key("尉迟恭")
    ('zeng zhi qiang', 'yu chi gong')
    """
    name = name.strip()
    surname, reading = name[:2], COMPOUND.get(name[:2], "") if len(name) > 2 else ""
    if not reading:
        surname, reading = name[:1], SURNAMES.get(name[:1], "")
    return " ".join(filter(None, [reading, _read(name[len(surname) :])])) if reading else _read(name)


def place_key(name: str) -> str:
    """The same of a place or an organization, whose first sign is seldom a surname.

    >>> place_key("翟家镇"), place_key("乐山市"), place_key("曾口镇")
    ('zhai jia zhen', 'le shan shi', 'zeng kou zhen')
    """
    name = name.strip()
    if name[:1] in SURNAMES and (name[:1] in PLACES or name[1:2] in OF_A_FAMILY):
        return f"{SURNAMES[name[0]]} {_read(name[1:])}".strip()
    return _read(name)


def _read(text: str) -> str:
    return " ".join(lazy_pinyin(text, style=Style.NORMAL, errors=_letters))


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
