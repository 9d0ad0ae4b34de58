"""National numbers and sources of the incentives, and what a county may set (see ``docs/incentives.md``)."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from incentives.awards.choices import AwardKind

DISCIPLINE_PARTY = _("Party Disciplinary Regulation 2023, Art 10")
DISCIPLINE_PUBLIC = _("Law on Administrative Sanctions for Public Employees, Arts 8 and 19")
DISCIPLINE_TALK = _("Appointment Regulation 2019, Art 24(6)")
REWARDS = _("Civil Servants Reward Provisions 2020")
SUMS = _("Notice on the standards of bonuses for civil servants")
ASSESSMENT = _("Civil Servants Assessment Provisions 2020, Art 19")
RESULT = _("Appointment Regulation 2019, Art 24(3)")
RECUSAL = _("Civil Servants Law, Art 76")
LOCAL = _("no national number: the county sets it")

_SOFT = (Action.BLOCK, Action.OVERRIDE, Action.REMIND)
_ON_PROPOSAL = _("proposal and approval of an award")

# The most that may be paid with an award, in yuan.
_SUMS = {
    AwardKind.COMMENDATION: (_("bonus with a commendation, at most"), 1_500, SUMS, 1_500),
    AwardKind.MERIT_3: (_("bonus with third-class merit, at most"), 3_000, SUMS, 3_000),
    AwardKind.MERIT_2: (_("bonus with second-class merit, at most"), 6_000, SUMS, 6_000),
    AwardKind.MERIT_1: (_("bonus with first-class merit, at most"), 12_000, SUMS, 12_000),
    AwardKind.TITLE: (_("bonus with a title of honour, at most"), 20_000, SUMS, 20_000),
    AwardKind.SUBSIDY: (_("hardship subsidy of a year, at most"), 7_200, LOCAL, 100_000),
    AwardKind.BONUS: (_("bonus of a year, at most"), 20_000, LOCAL, 100_000),
    AwardKind.HEAVY: (_("heavy reward, at most"), 20_000, LOCAL, 500_000),
}


def bonus_key(kind: str) -> str:
    """Key of the rule that bounds the money paid with an award of this kind."""
    return f"award.bonus_{kind}"


RULES = (
    Rule(
        key="award.discipline",
        title=_("a sanction in effect bars every award"),
        source=DISCIPLINE_PUBLIC,
        acts_in=_("proposal, approval and granting of an award"),
    ),
    Rule(
        key="award.excellent",
        title=_("a commendation needs the grade “excellent” of that year"),
        source=REWARDS,
        confidence="B",
        actions=_SOFT,
        acts_in=_ON_PROPOSAL,
    ),
    Rule(
        key="award.result",
        title=_("no recommendation after a grade of “basically competent” or below"),
        source=RESULT,
        confidence="B",
        actions=(Action.BLOCK, Action.OVERRIDE),
        acts_in=_ON_PROPOSAL,
    ),
    Rule(
        key="award.three_excellent",
        title=_("years of “excellent” in a row that earn third-class merit"),
        source=ASSESSMENT,
        value=3,
        unit=_("years"),
        low=3,
        high=3,
        acts_in=_("suggestions of awards"),
    ),
    Rule(
        key="award.commendation_share",
        title=_("commendations among the serving main leaders in a year, at most"),
        source=_("known for public institutions 2018; verify"),
        confidence="C",
        value=20,
        unit="%",
        low=1,
        high=30,
        action=Action.OVERRIDE,
        actions=_SOFT,
        acts_in=_ON_PROPOSAL,
    ),
    Rule(
        key="award.merit_3_share",
        title=_("third-class merits among the serving main leaders in a year, at most"),
        source=_("known for public institutions 2018; verify"),
        confidence="C",
        value=2,
        unit="%",
        low=1,
        high=10,
        action=Action.REMIND,
        actions=_SOFT,
        acts_in=_ON_PROPOSAL,
    ),
    *(
        Rule(
            key=bonus_key(kind),
            title=title,
            source=source,
            confidence="C",
            value=most,
            unit=_("yuan"),
            low=0,
            high=high,
            actions=(Action.BLOCK, Action.OVERRIDE),
            acts_in=_ON_PROPOSAL,
        )
        for kind, (title, most, source, high) in _SUMS.items()
    ),
    Rule(
        key="subsidy.monthly",
        title=_("township work subsidy a month, at most"),
        source=_("wage reform 2015, amounts by province: about 200 to 600 yuan; verify"),
        confidence="C",
        value=600,
        unit=_("yuan"),
        low=0,
        high=3_000,
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("rates of the township work subsidy"),
    ),
)
