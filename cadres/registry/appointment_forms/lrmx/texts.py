"""What the form's texts mean: months, party entries, yearly results."""

import re
import unicodedata
from datetime import date

from cadres.registry.cadre_files.choices import AnnualGrade, PoliticalStatus, Sex
from cadres.shared import months
from cadres.shared.months import read_month

SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}
SEX_TEXTS = {sex: text for text, sex in SEXES.items()}

GRADES = {
    "优秀": AnnualGrade.EXCELLENT,
    "称职": AnnualGrade.COMPETENT,
    "基本称职": AnnualGrade.BASIC,
    "不称职": AnnualGrade.INCOMPETENT,
    "合格": AnnualGrade.QUALIFIED,
    "基本合格": AnnualGrade.HARDLY_QUALIFIED,
    "不合格": AnnualGrade.UNQUALIFIED,
}
NO_GRADE = "(?:不定|未定|不确定|未确定)(?:考核)?等次|不进行考核|未进行考核|不参加考核|未参加考核|不考核|未考核"
GRADE_TEXTS = {grade: text for text, grade in GRADES.items()} | {AnnualGrade.NONE: "不确定等次"}
OTHER_STATUS_TEXTS = {PoliticalStatus.NO_PARTY: "无党派人士", PoliticalStatus.LEAGUE: "共青团员"}
PARTIES = (
    "民革", "民盟", "民建", "民进", "农工", "致公", "九三", "台盟",
    "国民党革命", "民主同盟", "民主建国", "民主促进", "台湾民主自治",
)  # fmt: skip
COMMUNIST = re.compile(r"(?:中国共产党|中共)?(?:正式)?党员|中国共产党|中共")

YEAR = r"(?:19|20)[0-9]{2}年?度?"
# Years that share what is said after them: 2023、2024年 or 2023年至2025年.
YEARS = re.compile(rf"(?<![0-9]){YEAR}(?:(?:[、和及与]|[至到~\-—–]+){YEAR})*(?![0-9])")
TOGETHER = re.compile(r"([至到~\-—–]*)((?:19|20)[0-9]{2})")
LONGEST_SPAN = 10  # years from first to last
# What stands around a grade and says nothing of it.
AROUND = re.compile(
    r"(?:近|连续)?[一二三四五两]年来?|年度|考核|考评|结果|等次|等级|评为|确定为|评定为|定为|被|均|都|皆|连续|为|[：:，,。；;、.\s()《》“”\"'·]"
)


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
    """Political status and day of joining from the entry 入党时间, which may name a democratic party or nothing.

    The form leaves the entry empty for who is in no party. What is not understood is unknown, with the entry kept
    as it was written. A second party behind a day of joining (200406；民盟) leaves the membership that the day tells.

    >>> [str(party(text)[0]) for text in ("2010.12（农工党）", "是", "")]
    ['04', '99', '13']
    """
    text = unicodedata.normalize("NFKC", text).strip()
    first, *rest = (part.strip() for part in re.split("[;,、()]", text))
    joined, other_party = read_month(first), any(name in text for name in PARTIES)
    if other_party and (joined is None or text[text.index(first) + len(first) :].lstrip().startswith("(")):
        return PoliticalStatus.OTHER_PARTY, None
    if joined is None:
        return _membership(text) or (PoliticalStatus.UNKNOWN if text else PoliticalStatus.MASSES), None
    if other_party or not any(rest):
        return PoliticalStatus.MEMBER, joined
    said = {_membership(one) for one in rest if one}
    for status in (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY):
        if said == {status}:
            return status, joined
    return PoliticalStatus.UNKNOWN, None


def _membership(text: str) -> PoliticalStatus | None:
    """What a word of the entry says of the person; ``None`` when it is not understood."""
    if "预备" in text:
        return PoliticalStatus.PROBATIONARY
    if "无党派" in text:
        return PoliticalStatus.NO_PARTY
    if re.fullmatch(r"(?:共青|共产主义青年)?团员|共青团", text):
        return PoliticalStatus.LEAGUE
    if COMMUNIST.fullmatch(text):
        return PoliticalStatus.MEMBER
    return PoliticalStatus.MASSES if text in ("群众", "无", "/", "-") else None


def party_text(status: str, joined: date | None, written: str) -> str:
    """The entry 入党时间; ``written`` as it stood in a form before, for democratic parties."""
    if status in (PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY):
        return month_text(joined)
    if status == PoliticalStatus.OTHER_PARTY:
        return written
    if status == PoliticalStatus.UNKNOWN:
        return written or month_text(joined)
    return OTHER_STATUS_TEXTS.get(PoliticalStatus(status), "")


def read_results(text: str) -> tuple[dict[int, AnnualGrade], list[str]]:
    """Grades by year in a text such as 2023年优秀，2024、2025年称职, and the clauses that were not understood.

    A clause is one year, or several joined, with what is said up to the next year. A clause takes no grade from
    another one; where the first year stands behind something that is said, nothing can be told apart.

    >>> read_results("2023年待定，2024年优秀")
    ({2024: AnnualGrade.EXCELLENT}, ['2023年待定'])
    """
    text = unicodedata.normalize("NFKC", text)
    found = list(YEARS.finditer(text))
    if not found or AROUND.sub("", text[: found[0].start()]):
        return {}, [text.strip()] if text.strip() else []
    results: dict[int, AnnualGrade] = {}
    unread, twice = [], set()
    for one, after in zip(found, [*found[1:], None], strict=True):
        said = text[one.end() : after.start() if after else len(text)]
        years, grade = _years_of(one[0]), _grade_of(said)
        if grade is None or not years:
            unread.append((one[0] + said).strip(" ，,;；。、\n"))
            continue
        twice |= {year for year in years if results.get(year, grade) != grade}
        results.update(dict.fromkeys(years, grade))
    for year in sorted(twice):  # named with two grades: neither is taken
        del results[year]
        unread.append(f"{year}年")
    return results, unread


def _years_of(text: str) -> list[int]:
    """The years of a clause, those between two joined ones among them; none for a span that is none."""
    years: list[int] = []
    for span, year in TOGETHER.findall(text):
        first = years[-1] + 1 if span and years else int(year)
        if not first <= int(year) < first + LONGEST_SPAN:
            return []
        years += range(first, int(year) + 1)
    return years


def _grade_of(said: str) -> AnnualGrade | None:
    if re.fullmatch(NO_GRADE, re.sub(r"[：:，,。；;、.\s()]|年度|结果|被|为", "", said)):
        return AnnualGrade.NONE
    return GRADES.get(AROUND.sub("", said))


def yearly_text(results: dict[int, str]) -> str:
    """The last three years, in the words of the form."""
    last = sorted(results)[-3:]
    return "，".join(f"{year}年{GRADE_TEXTS[AnnualGrade(results[year])]}" for year in last)
