"""Rewards and punishments on the appointment form (奖惩情况): what was typed, and what that does not tell yet.

A typed text is never changed. Which of the records it tells already is read by the word for the reward or the
sanction and by the year or month beside it; each mention accounts for one record, so that nothing is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

NONE = {"", "无", "暂无"}
STOP = "；;。\n"
_YEAR = r"(?:19|20)\d\d"
_ASSESSED = re.compile(rf"((?:{_YEAR}\s*年?(?:度)?\s*[、,，和及]\s*)*){_YEAR}\s*年度")
_SPAN = re.compile(rf"({_YEAR})\s*年?(?:度)?\s*(?:[-－—–~～]+|至|到)\s*({_YEAR})\s*年度?")
_MONTH = re.compile(rf"({_YEAR})\s*(?:年\s*|[.．])(\d{{1,2}})")
_PLAIN = re.compile(rf"({_YEAR})\s*年")

Token = tuple[int, ...]  # a year, or a year and a month


@dataclass(frozen=True)
class Line:
    """One record as the form tells it. ``words`` name it in a typed text; ``year`` is the year it is for, if any."""

    on: date
    text: str
    words: tuple[str, ...]
    year: int | None = None


@dataclass
class Mention:
    """A word in a typed text with what says when: years assessed, or else months, or else years."""

    word: str
    assessed: list[Token]
    months: list[Token]
    plain: list[Token]

    def take(self, line: Line, *, exactly: bool) -> bool:
        """Whether it tells of the line; it then tells of no other of that year."""
        if self.word not in line.words:
            return False
        assessed: list[Token] = [] if line.year is None else [(line.year,)]
        month: Token = (line.on.year, line.on.month)
        wanted = [(self.assessed, token) for token in assessed] + [(self.months, month)]
        if not exactly:
            wanted += [(self.plain, token) for token in (*assessed, month[:1])]
        for tokens, token in wanted:
            if token in tokens:
                tokens.remove(token)
                return True
        return False


def composed(typed: str, lines: Iterable[Line], known: Iterable[str] = ()) -> str:
    """What was typed, and after it the lines it does not tell; the very text where it tells all of them.

    ``known`` are all words for rewards and sanctions, those of other records too: they part one mention from the next.
    """
    missing = untold(typed, list(lines), known)
    if not missing:
        return typed
    added = "；".join(line.text for line in missing) + "。"
    before = "" if typed.strip().rstrip("。") in NONE else typed.rstrip().rstrip("；;，,")
    if not before:
        return added
    between = "\n" if "\n" in before else "" if before.endswith("。") else "；"
    return f"{before}{between}{added}"


def untold(typed: str, lines: Sequence[Line], known: Iterable[str] = ()) -> list[Line]:
    """The lines that the typed text does not tell, the earliest first."""
    found = mentions(typed, {*known, *(word for line in lines for word in line.words)})
    left = sorted(lines, key=lambda line: (line.on, line.year or 0, line.text))
    for exactly in (True, False):
        left = [line for line in left if not any(one.take(line, exactly=exactly) for one in found)]
    return left


def mentions(typed: str, words: Iterable[str]) -> list[Mention]:
    """Each word with what stands before it, back to the word before, and after it, up to the next mark."""
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return []
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    found: list[Mention] = []
    for sentence in re.split(f"[{STOP}]", typed):
        start, inherited = 0, ""
        met = list(pattern.finditer(sentence))
        for place, one in enumerate(met):
            end = met[place + 1].start() if place + 1 < len(met) else len(sentence)
            after = re.split("[，,、]", sentence[one.end() : end])[0]
            text = sentence[start : one.start()] + after
            start = one.end() + len(after)
            if not re.search(_YEAR, text):
                text = inherited
            inherited = text
            found.append(_mention(one.group(), text))
    return found


def _mention(word: str, text: str) -> Mention:
    assessed: list[Token] = []
    for first, last in _SPAN.findall(text):
        assessed += [(year,) for year in range(int(first), int(last) + 1)]
    text = _SPAN.sub("", text)
    for run in _ASSESSED.finditer(text):
        assessed += [(int(year),) for year in re.findall(_YEAR, run.group())]
    months: list[Token] = [(int(year), int(month)) for year, month in _MONTH.findall(_ASSESSED.sub("", text))]
    plain: list[Token] = [(int(year),) for year in _PLAIN.findall(text)]
    if assessed:
        return Mention(word, assessed, [], [])
    return Mention(word, [], months, [] if months else plain)
