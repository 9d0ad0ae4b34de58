"""National numbers and sources of the incentives, and what a county may set (see ``docs/incentives.md``)."""

from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged, end_of
from cadres.shared.regulations.laws import (
    APPOINTMENT,
    CIVIL_SERVANTS_ASSESSMENT,
    CIVIL_SERVANTS_REWARDS,
    COUNTY,
    PARTY_DISCIPLINE,
    PUBLIC_SANCTIONS,
    Source,
)
from incentives.awards.choices import AwardKind

SUMS = _("Notice on the standards of bonuses for civil servants")
SHARES = _("known for public institutions (2018); verify")

_STRICT = (Action.BLOCK, Action.OVERRIDE)
_SOFT = (Action.BLOCK, Action.OVERRIDE, Action.REMIND)
_ON_PROPOSAL = _("proposal and approval of an award")
_ON_EVERY_STEP = _("proposal, approval and granting of an award")

# The most that may be paid with an award, in yuan: the sum, its source, the most that a county may set.
_SUMS: dict[AwardKind, tuple[int, Source, int]] = {
    AwardKind.COMMENDATION: (1_500, SUMS, 1_500),
    AwardKind.MERIT_3: (3_000, SUMS, 3_000),
    AwardKind.MERIT_2: (6_000, SUMS, 6_000),
    AwardKind.MERIT_1: (12_000, SUMS, 12_000),
    AwardKind.TITLE: (20_000, SUMS, 20_000),
    AwardKind.SUBSIDY: (7_200, COUNTY, 100_000),
    AwardKind.BONUS: (20_000, COUNTY, 100_000),
    AwardKind.HEAVY: (20_000, COUNTY, 500_000),
}


def bonus_key(kind: str) -> str:
    """Key of the rule that bounds the money paid with an award of this kind."""
    return f"award.bonus_{kind}"


def discipline_key(kind: str) -> str:
    """Key of the rule by which a sanction of this kind bars awards."""
    if kind.startswith("party"):
        return "award.discipline_party"
    return "award.discipline" if kind.startswith("admin") else "award.discipline_measure"


RULES = (
    Rule(
        key="award.discipline",
        title=_("an administrative sanction in effect bars every award"),
        source=PUBLIC_SANCTIONS.article("8, 19"),
        acts_in=_ON_EVERY_STEP,
    ),
    Rule(
        key="award.discipline_party",
        title=_("a party sanction in effect bars every award"),
        source=PARTY_DISCIPLINE.article("10–12"),
        acts_in=_ON_EVERY_STEP,
    ),
    Rule(
        key="award.discipline_measure",
        title=_("an organizational measure in effect bars every award"),
        source=APPOINTMENT.article("24(6)", read_in="2019"),
        confidence="B",
        actions=_STRICT,
        acts_in=_ON_EVERY_STEP,
    ),
    Rule(
        key="award.excellent",
        title=_("a commendation needs the grade “excellent” of that year"),
        source=CIVIL_SERVANTS_REWARDS.article(),
        confidence="B",
        actions=_SOFT,
        acts_in=_ON_PROPOSAL,
    ),
    Rule(
        key="award.result",
        title=_("no recommendation after a grade of “basically competent” or below"),
        source=APPOINTMENT.article("24(3)", read_in="2019"),
        confidence="B",
        actions=_STRICT,
        acts_in=_ON_PROPOSAL,
    ),
    Rule(
        key="award.three_excellent",
        title=_("years of “excellent” in a row that earn third-class merit"),
        source=CIVIL_SERVANTS_ASSESSMENT.article("19"),
        value=3,
        unit=_("years"),
        acts_in=_("suggestions of awards"),
    ),
    Rule(
        key="award.commendation_share",
        title=_(
            "commendations among the serving main leaders in a year, at most; else as many as are graded excellent"
        ),
        source=(CIVIL_SERVANTS_REWARDS.article(), SHARES),
        confidence="C",
        value=20,
        unit="%",
        low=1,
        high=30,
        action=Action.OFF,
        actions=(*_SOFT, Action.OFF),
        acts_in=_ON_PROPOSAL,
    ),
    Rule(
        key="award.merit_3_share",
        title=_(
            "third-class merits among the serving main leaders in a year, at most, beside those for years of excellent"
        ),
        source=(CIVIL_SERVANTS_REWARDS.article(), SHARES),
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
            title=format_lazy(_("most money paid with an award: {award}"), award=kind.label),
            source=source,
            confidence="C",
            value=most,
            unit=_("yuan"),
            low=0,
            high=high,
            actions=_STRICT,
            acts_in=_ON_PROPOSAL,
        )
        for kind, (most, source, high) in _SUMS.items()
    ),
)

AWARD = Judged(
    key="incentives.award",
    title=_("Award"),
    says=_("the day on which it is proposed"),
    why=_("Sum and share are decided on as they stood when the award was proposed, however long approval takes."),
    day=lambda award: award.proposed_at and localdate(award.proposed_at),
)
EARNED = Judged(
    key="incentives.earned",
    title=_("Award earned by yearly results"),
    says=_("the last day of the year in which it was earned"),
    why=_("Results of a year earn what the law promised for that year."),
    day=end_of,
)
