"""The regulations (法规) that rules cite, with their editions: name and number stand here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cadres.shared.phrases import clauses


@dataclass(frozen=True)
class Edition:
    """One edition of a law. ``since``: its first day in force; left out for the oldest that the program knows."""

    label: str | Promise
    since: date = date.min


@dataclass(frozen=True)
class Law:
    """A regulation with its editions, the oldest first; without one, the edition is not cited.

    ``by_reference``: written for county level and above. Townships follow it by reference, so a county may choose
    how strictly; ``note`` says so where the text itself leaves townships out.
    """

    name: str | Promise
    editions: tuple[Edition, ...] = ()
    by_reference: bool = False
    note: str | Promise = ""

    def edition_on(self, day: date) -> Edition | None:
        """The edition in force on a day; before the first one, the first."""
        past = [edition for edition in self.editions if edition.since <= day]
        return past[-1] if past else next(iter(self.editions), None)

    def article(self, number: str = "", *, read_in: str = "") -> "Citation":
        """``number`` as read in the edition ``read_in``, else in the first. "" where the article is not known."""
        label = read_in or (self.editions[0].label if self.editions else "")
        return Citation(self, ((label, number),) if number else ((label, ""),))


@dataclass(frozen=True)
class Citation:
    """One article (条款) of a law: its number in each edition in which it was read, the oldest first."""

    law: Law
    numbers: tuple[tuple[str | Promise, str], ...]

    def renumbered(self, edition: str, number: str) -> "Citation":
        """The same article with its number in a later edition."""
        return replace(self, numbers=(*self.numbers, (edition, number)))

    def on(self, day: date) -> str:
        """How it is cited on a day. A number not yet read in that day's edition names the edition it was read in."""
        edition = self.law.edition_on(day)
        labels = [one.label for one in self.law.editions]
        reach = labels.index(edition.label) if edition else 0
        known = [pair for pair in self.numbers if not edition or labels.index(pair[0]) <= reach]
        label, number = (known or self.numbers)[-1] if self.numbers else ("", "")
        if not known and edition:
            edition = self.law.editions[labels.index(label)]
        text = str(self.law.name)
        if edition:
            text = gettext("%(law)s (%(edition)s)") % {"law": text, "edition": edition.label}
        if number:
            text = gettext("%(law)s, %(article)s") % {"law": text, "article": _named(number)}
            if edition and label != edition.label:
                text = gettext("%(article)s as numbered in %(edition)s") % {"article": text, "edition": label}
        if self.law.note:
            text = gettext("%(source)s; %(note)s") % {"source": text, "note": self.law.note}
        return text

    @property
    def days(self) -> list[date]:
        """The days on which another edition took over, from the first edition in which the article was read."""
        labels = [one.label for one in self.law.editions]
        if not labels:
            return [date.min]
        return [one.since for one in self.law.editions[labels.index(self.numbers[0][0]) :]]


def _named(number: str) -> str:
    """``24(3)`` is item 3 of article 24; ``8, 19`` are two articles."""
    first, _comma, other = number.partition(", ")
    if other:
        return gettext("%(article)s and %(other)s") % {"article": _named(first), "other": _named(other)}
    article, _bracket, item = number.rstrip(")").partition("(")
    if item:
        return gettext("Art %(number)s(%(item)s)") % {"number": article, "item": item}
    return gettext("Art %(number)s") % {"number": number}


# A law's article, or the words that say where else a number comes from.
Source = Citation | str | Promise


def cited(sources: Iterable[Source], day: date) -> str:
    """All sources of a rule as they stand on a day, in one line."""
    return clauses(one.on(day) if isinstance(one, Citation) else one for one in sources)


BY_ANALOGY = _("for townships by analogy")

APPOINTMENT = Law(
    _("Regulation on Appointment of Leading Cadres"),
    (Edition("2014"), Edition("2019", date(2019, 3, 3))),
    by_reference=True,
)
ASSESSMENT = Law(_("Regulation on the Assessment of Leading Cadres"), (Edition("2019"),), by_reference=True)
CIVIL_SERVANTS = Law(_("Civil Servants Law"))
CIVIL_SERVANTS_ASSESSMENT = Law(_("Rules on the Assessment of Civil Servants"), (Edition("2020"),))
CIVIL_SERVANTS_RANKS = Law(_("Measures for Posts, Ranks and Grades of Civil Servants"), (Edition("2020"),))
CIVIL_SERVANTS_RECUSAL = Law(_("Recusal Rules for Civil Servants"), (Edition("2020"),))
CIVIL_SERVANTS_REWARDS = Law(_("Reward Rules for Civil Servants"), (Edition("2020"),))
CYBERSECURITY = Law(_("Cybersecurity Law"), (Edition("2016"), Edition("2025", date(2026, 1, 1))))
EXCHANGE = Law(_("Rules on Exchange of Leading Cadres"), (Edition("2006"),), by_reference=True, note=BY_ANALOGY)
GRASSROOTS_ELECTIONS = Law(_("Regulation on Elections of Grassroots Party Organizations"), (Edition("2020"),))
HOLIDAYS = Law(_("Measures on Holidays for National Festivals and Commemoration Days"), (Edition("2024"),))
MEASURES = Law(_("Provisions on Organizational Measures"), (Edition(_("trial, 2021")),), by_reference=True)
ORGANIC_LAW = Law(_("Organic Law of Local Congresses and Governments"), (Edition("2022"),))
PARALLEL_RANKS = Law(_("Provisions on Parallel Posts and Ranks of Civil Servants"), (Edition("2019"),))
PARTY_CONSTITUTION = Law(_("Party Constitution"))
PARTY_DISCIPLINE = Law(_("Regulation on Party Discipline"), (Edition("2023"),))
PERSONAL_INFORMATION = Law(_("Personal Information Protection Law"))
PERSONNEL_FILES = Law(_("Regulation on the Work of Cadre Personnel Files"), (Edition("2018"),))
PUBLIC_SANCTIONS = Law(_("Law on Administrative Sanctions for Public Employees"))
RETIREMENT = Law(_("Decision on Gradually Raising the Statutory Retirement Age"), (Edition("2024", date(2025, 1, 1)),))
RURAL_ORGANIZATIONS = Law(_("Regulation on Rural Grassroots Party Organizations"), (Edition("2019"),))
SECURITY_LEVELS = Law("GB/T 22239", (Edition("2019"),))
TERMS = Law(_("Provisional Rules on Terms of Office"), (Edition("2006"),), by_reference=True, note=BY_ANALOGY)
TRAINING = Law(_("Regulation on Education and Training of Cadres"), (Edition("2023"),))

# Where no text of the nation gives the number.
COUNTY = _("Set by the county; no national text gives a number")
LOCAL_PRACTICE = _("Local practice")
OWN = _("Own rule of this program, set by the county")
BALLOT_CUSTOM = _("Rule of the county on deciding by secret ballot; the national text leaves voice, hand or ballot")
YEARLY_NOTICE = _("State Council's yearly notice on the arrangement of holidays")
