"""National numbers of ranks (职级) and their source; see ``docs/ranks.md``."""

from typing import NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Rank
from cadres.shared.regulations.catalogue import Action, Rule

PARALLEL = _("Provisions on Parallel Posts and Ranks of Civil Servants (2019)")
HIGHEST_IN_COUNTY = _("Provisions on Parallel Posts and Ranks of Civil Servants (2019), Art 10")
LAW = _("Civil Servants Law, Art 19")
EXCELLENT_YEAR = _("Provisions on Assessment of Civil Servants (2020), Art 19")
BASIC_YEAR = _("Provisions on Assessment of Civil Servants (2020), Art 21")

NO_SKIPPING = "rank.no_skipping"
COUNTY_HIGHEST = "rank.county_highest"
EXCELLENT = "rank.excellent_months"
BASIC = "rank.basic_months"
EXCELLENT_MONTHS = 6
BASIC_MONTHS = 12


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
RULES = (
    *(
        Rule(
            key=years_key(rank),
            title=format_lazy(_("Years that lead to the rank: {rank}"), rank=Rank(rank).label),
            source=PARALLEL,
            value=step.years,
            unit=_("years"),
            low=step.years,
            high=step.years,
            action=Action.REMIND,
            acts_in=PROMOTION,
        )
        for rank, step in STEPS.items()
    ),
    Rule(
        key=EXCELLENT,
        title=_("Each year assessed as excellent shortens the years in a rank"),
        source=EXCELLENT_YEAR,
        value=EXCELLENT_MONTHS,
        unit=_("months"),
        low=EXCELLENT_MONTHS,
        high=EXCELLENT_MONTHS,
        action=Action.REMIND,
        acts_in=PROMOTION,
    ),
    Rule(
        key=BASIC,
        title=_("A year assessed as basically competent does not count among the years in a rank"),
        source=BASIC_YEAR,
        value=BASIC_MONTHS,
        unit=_("months"),
        low=BASIC_MONTHS,
        high=BASIC_MONTHS,
        action=Action.REMIND,
        acts_in=PROMOTION,
    ),
    Rule(
        key=NO_SKIPPING,
        title=_("No rank is skipped"),
        source=LAW,
        confidence="B",
        action=Action.OVERRIDE,
        acts_in=PROMOTION,
    ),
    Rule(
        key=COUNTY_HIGHEST,
        title=_("Counties and townships set ranks up to second-grade consultant"),
        source=HIGHEST_IN_COUNTY,
        action=Action.OVERRIDE,
        acts_in=PROMOTION,
    ),
)
