"""National numbers of ranks (职级) and their source; see ``docs/ranks.md``."""

from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Rank
from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import CIVIL_SERVANTS, CIVIL_SERVANTS_ASSESSMENT, PARALLEL_RANKS

NO_SKIPPING = "rank.no_skipping"
COUNTY_HIGHEST = "rank.county_highest"
EXCELLENT = "rank.excellent_months"
BASIC = "rank.basic_months"


class Step(NamedTuple):
    """What leads to a rank: the rank below, or the level of a leading post, and the years in it."""

    below: str
    years: int
    grade: str = ""


# Ranks of inspectors are set outside counties, and no number of theirs is on record here.
STEPS = {
    Rank.CLERK_1: Step(Rank.CLERK_2, 2),
    Rank.PRINCIPAL_4: Step(Rank.CLERK_1, 2),
    Rank.PRINCIPAL_3: Step(Rank.PRINCIPAL_4, 2, Grade.SECTION_DEPUTY),
    Rank.PRINCIPAL_2: Step(Rank.PRINCIPAL_3, 2),
    Rank.PRINCIPAL_1: Step(Rank.PRINCIPAL_2, 2, Grade.SECTION_CHIEF),
    Rank.CONSULTANT_4: Step(Rank.PRINCIPAL_1, 2),
    Rank.CONSULTANT_3: Step(Rank.CONSULTANT_4, 2, Grade.COUNTY_DEPUTY),
    Rank.CONSULTANT_2: Step(Rank.CONSULTANT_3, 2),
    Rank.CONSULTANT_1: Step(Rank.CONSULTANT_2, 3, Grade.COUNTY_CHIEF),
}
HIGHEST = Rank.CONSULTANT_2  # that counties and townships may set


def years_key(rank: str) -> str:
    """Key of the rule that says how many years lead to this rank."""
    return f"rank.years.{Rank(rank)[4:]}"


PROMOTION = _("promotion to a rank")
RANK = Judged(
    key="cadres.rank",
    title=_("Level or rank"),
    says=_("its first day"),
    why=_("The years before a promotion are those that the law of that day asks for."),
    day=lambda record: record.since,
)
RULES = (
    *(
        Rule(
            key=years_key(rank),
            title=format_lazy(_("Years that lead to the rank: {rank}"), rank=Rank(rank).label),
            source=PARALLEL_RANKS.article(),
            value=step.years,
            unit=_("years"),
            action=Action.REMIND,
            acts_in=PROMOTION,
        )
        for rank, step in STEPS.items()
    ),
    Rule(
        key=EXCELLENT,
        title=_("Each year assessed as excellent shortens the years in a rank"),
        source=CIVIL_SERVANTS_ASSESSMENT.article("19"),
        value=6,
        unit=_("months"),
        action=Action.REMIND,
        acts_in=PROMOTION,
    ),
    Rule(
        key=BASIC,
        title=_("A year assessed as basically competent does not count among the years in a rank"),
        source=CIVIL_SERVANTS_ASSESSMENT.article("21"),
        value=12,
        unit=_("months"),
        action=Action.REMIND,
        acts_in=PROMOTION,
    ),
    Rule(
        key=NO_SKIPPING,
        title=_("No rank is skipped"),
        source=CIVIL_SERVANTS.article("19"),
        confidence="B",
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=PROMOTION,
    ),
    Rule(
        key=COUNTY_HIGHEST,
        title=_("Counties and townships set ranks up to second-grade consultant"),
        source=PARALLEL_RANKS.article("10"),
        action=Action.OVERRIDE,
        acts_in=PROMOTION,
    ),
)
