"""Numbers of the assessment that a county may set, each with its source; see ``cadres.shared.regulations``."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

# The formula's name: kept with every scoring, so that an old score is read by the formula that made it.
FORMULA = "2026-1"

ASSESSMENT_RULE = _("Regulation on the Assessment of Leading Cadres (2019)")
HOUSE = _("Set by the county; no national text gives a number")

RULES = (
    Rule(
        key="assess.excellent_share",
        title=_("At most this share of the scored leaders is graded excellent"),
        source=ASSESSMENT_RULE,
        confidence="C",
        value=Decimal(25),
        unit="%",
        low=Decimal(0),
        high=Decimal(30),
        action=Action.OVERRIDE,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND),
        acts_in=_("Confirming a grade"),
    ),
    Rule(
        key="assess.min_months",
        title=_("A leader is scored from this many months in the post within the year"),
        source=_("Rules on the Assessment of Civil Servants (2020)"),
        confidence="C",
        value=6,
        unit=_("months"),
        low=1,
        high=12,
        acts_in=_("Scoring a cycle"),
    ),
    Rule(
        key="assess.tier_minimum",
        title=_("Townships are compared within their tier when it has at least this many"),
        source=HOUSE,
        confidence="C",
        value=3,
        low=2,
        high=10,
        acts_in=_("Scoring a cycle"),
    ),
    Rule(
        key="assess.reference_cut",
        title=_("Left out at either end when the bounds of comparison are drawn"),
        source=HOUSE,
        confidence="C",
        value=Decimal(5),
        unit="%",
        low=Decimal(0),
        high=Decimal(25),
        acts_in=_("Scoring a cycle"),
    ),
    Rule(
        key="assess.missing_values",
        title=_("Every indicator has a value for every township"),
        source=HOUSE,
        confidence="C",
        action=Action.REMIND,
        actions=(Action.BLOCK, Action.OVERRIDE, Action.REMIND, Action.OFF),
        acts_in=_("Scoring a cycle"),
    ),
    Rule(
        key="assess.jump_share",
        title=_("A value that differs from last year's by more than this share must be checked"),
        source=HOUSE,
        confidence="C",
        value=Decimal(50),
        unit="%",
        low=Decimal(5),
        high=Decimal(500),
        acts_in=_("Entering values"),
    ),
    Rule(
        key="assess.band_excellent",
        title=_("Suggest excellent from this total (50 is the middle of the county)"),
        source=HOUSE,
        confidence="C",
        value=Decimal(70),
        low=Decimal(0),
        high=Decimal(100),
        acts_in=_("Scoring a cycle"),
    ),
    Rule(
        key="assess.band_competent",
        title=_("Suggest competent from this total"),
        source=HOUSE,
        confidence="C",
        value=Decimal(35),
        low=Decimal(0),
        high=Decimal(100),
        acts_in=_("Scoring a cycle"),
    ),
    Rule(
        key="assess.band_basic",
        title=_("Suggest basically competent from this total"),
        source=HOUSE,
        confidence="C",
        value=Decimal(20),
        low=Decimal(0),
        high=Decimal(100),
        acts_in=_("Scoring a cycle"),
    ),
)
