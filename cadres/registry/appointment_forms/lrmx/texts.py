"""What the form's texts mean: months, party entries, yearly results."""

import re
from datetime import date

from cadres.registry.cadre_files.choices import AnnualGrade, PoliticalStatus, Sex
from cadres.shared import months
from cadres.shared.months import read_month

SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}
SEX_TEXTS = {sex: text for text, sex in SEXES.items()}

# The longer word first: 基本称职 and 不称职 both end in 称职.
GRADES = {
    "优秀": AnnualGrade.EXCELLENT,
    "基本称职": AnnualGrade.BASIC,
    "不称职": AnnualGrade.INCOMPETENT,
    "称职": AnnualGrade.COMPETENT,
    "不定等次": AnnualGrade.NONE,
    "未定等次": AnnualGrade.NONE,
}
GRADE_TEXTS = {
    AnnualGrade.EXCELLENT: "优秀",
    AnnualGrade.COMPETENT: "称职",
    AnnualGrade.BASIC: "基本称职",
    AnnualGrade.INCOMPETENT: "不称职",
    AnnualGrade.NONE: "不定等次",
}
OTHER_STATUS_TEXTS = {PoliticalStatus.NO_PARTY: "无党派人士", PoliticalStatus.LEAGUE: "共青团员"}
PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "国民党革命", "民主同盟")

RESULTS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])|(" + "|".join(GRADES) + ")")


def dotted(text: str) -> str:
    """A month as the paper writes it; other words stay: 200406 is 2004.06, 九三学社 stays.

    >>> dotted("200406"), dotted("无党派人士")
    ('2004.06', '无党派人士')
    """
    found = read_month(text)
    return months.month_text(found) if found else text


def month_text(day: date | None) -> str:
    return f"{day:%Y%m}" if day else ""


def party(text: str) -> tuple[PoliticalStatus, date | None]:
    """Political status and day of joining from the entry 入党时间, which may name a democratic party or nothing."""
    joined = read_month(re.split("[;；,，、（(]", text)[0])
    if joined:
        return PoliticalStatus.MEMBER, joined
    if any(name in text for name in PARTIES):
        return PoliticalStatus.OTHER_PARTY, None
    if "无党派" in text:
        return PoliticalStatus.NO_PARTY, None
    if "团员" in text:
        return PoliticalStatus.LEAGUE, None
    if "预备" in text:
        return PoliticalStatus.PROBATIONARY, None
    return PoliticalStatus.MASSES, None


def party_text(status: str, joined: date | None, written: str) -> str:
    """The entry 入党时间; ``written`` as it stood in a form before, for democratic parties."""
    if status in (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY):
        return month_text(joined)
    if status == PoliticalStatus.OTHER_PARTY:
        return written
    return {PoliticalStatus.NO_PARTY: "无党派人士", PoliticalStatus.LEAGUE: "共青团员"}.get(
        PoliticalStatus(status), ""
    )


def yearly_results(text: str) -> dict[int, AnnualGrade]:
    """Years and grades in a text such as 2023年优秀，2024、2025年称职; years wait for the next grade named.

    >>> [(year, str(grade)) for year, grade in yearly_results("2023年优秀，2024年、2025年均为称职").items()]
    [(2023, 'excellent'), (2024, 'competent'), (2025, 'competent')]
    """
    results: dict[int, AnnualGrade] = {}
    waiting: list[int] = []
    for year, grade in RESULTS.findall(text):
        if year:
            waiting.append(int(year))
        else:
            results.update(dict.fromkeys(waiting, GRADES[grade]))
            waiting = []
    return results


def yearly_text(results: dict[int, str]) -> str:
    """The last three years, in the words of the form."""
    last = sorted(results)[-3:]
    return "，".join(f"{year}年{GRADE_TEXTS[AnnualGrade(results[year])]}" for year in last)
