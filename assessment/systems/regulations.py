"""Numbers of the assessment that a county may set, each with its source; see ``cadres.shared.regulations``."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged, end_of
from cadres.shared.regulations.laws import ASSESSMENT, CIVIL_SERVANTS_ASSESSMENT, COUNTY

# The formula's name: kept with every scoring, so that an old score is read by the formula that made it.
FORMULA = "2026-1"

JUMP = "assess.jump_share"
NOT_EXCELLENT, NO_GRADE = "assess.sanction_not_excellent", "assess.sanction_no_grade"

ON_SCORING, ON_GRADING, ON_ENTRY = _("Scoring a cycle"), _("Confirming a grade"), _("Entering values")

RULES = (
    Rule(
        key="assess.excellent_share",
        title=_("Largest share of the scored leaders that may be graded excellent"),
        source=ASSESSMENT.article(),
        confidence="C",
        value=Decimal(25),
        unit="%",
        low=Decimal(0),
        high=Decimal(30),
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=ON_GRADING,
    ),
    Rule(
        key=NOT_EXCELLENT,
        title=_("Nobody is graded excellent in the year of a sanction or measure, or while it has effect"),
        source=CIVIL_SERVANTS_ASSESSMENT.article(),
        confidence="C",
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=ON_GRADING,
    ),
    Rule(
        key=NO_GRADE,
        title=_("Nobody is given a grade while a demerit, a heavier sanction or probation has effect"),
        source=CIVIL_SERVANTS_ASSESSMENT.article(),
        confidence="C",
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND, Action.OFF),
        acts_in=ON_GRADING,
    ),
    Rule(
        key="assess.min_months",
        title=_("Least time in the post within the year for a leader to be scored"),
        source=CIVIL_SERVANTS_ASSESSMENT.article(),
        confidence="C",
        value=6,
        unit=_("months"),
        low=1,
        high=12,
        acts_in=ON_SCORING,
    ),
    Rule(
        key="assess.tier_minimum",
        title=_("Least number of townships in a tier for comparing them within it"),
        source=COUNTY,
        confidence="C",
        value=3,
        unit=_("townships"),
        low=2,
        high=10,
        acts_in=ON_SCORING,
    ),
    Rule(
        key="assess.reference_cut",
        title=_("Left out at either end when the bounds of comparison are drawn"),
        source=COUNTY,
        confidence="C",
        value=Decimal(5),
        unit="%",
        low=Decimal(0),
        high=Decimal(25),
        acts_in=ON_SCORING,
    ),
    Rule(
        key="assess.missing_values",
        title=_("Every indicator has a value for every township"),
        source=COUNTY,
        confidence="C",
        action=Action.REMIND,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND, Action.OFF),
        acts_in=ON_SCORING,
    ),
    Rule(
        key=JUMP,
        title=_("Difference from last year's value above which a value must be checked"),
        source=COUNTY,
        confidence="C",
        value=Decimal(50),
        unit="%",
        low=Decimal(5),
        high=Decimal(500),
        action=Action.REMIND,
        acts_in=ON_ENTRY,
    ),
    Rule(
        key="assess.band_excellent",
        title=_("Least total for which excellent is suggested"),
        source=COUNTY,
        confidence="C",
        value=Decimal(70),
        unit=pgettext_lazy("unit", "points"),
        low=Decimal(0),
        high=Decimal(100),
        acts_in=ON_SCORING,
    ),
    Rule(
        key="assess.band_competent",
        title=_("Least total for which competent is suggested"),
        source=COUNTY,
        confidence="C",
        value=Decimal(35),
        unit=pgettext_lazy("unit", "points"),
        low=Decimal(0),
        high=Decimal(100),
        acts_in=ON_SCORING,
    ),
    Rule(
        key="assess.band_basic",
        title=_("Least total for which basically competent is suggested"),
        source=COUNTY,
        confidence="C",
        value=Decimal(20),
        unit=pgettext_lazy("unit", "points"),
        low=Decimal(0),
        high=Decimal(100),
        acts_in=ON_SCORING,
    ),
)

CYCLE = Judged(
    key="assessment.cycle",
    title=_("Yearly assessment: values, scores and grades"),
    says=_("the last day of the assessed year"),
    why=_("A year is assessed by what counted when it ended, however late scores and grades are confirmed."),
    day=lambda cycle: end_of(cycle.year),
)
SYSTEM = Judged(
    key="assessment.system",
    title=_("Indicator system"),
    says=_("the day of the step"),
    why=_("A draft has no day of its own before it is put in force."),
    day=lambda _system: None,
)
