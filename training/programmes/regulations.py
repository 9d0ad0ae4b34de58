"""National numbers and sources of training (see ``docs/training.md``)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

YEARLY = _("Cadre Education and Training Regulation 2023, Art 14")
ABSENCE = _("Cadre Education and Training Regulation 2023, Art 15")
INDUCTION = _("Cadre Education and Training Regulation 2023, Art 14; Civil Servants Law, Art 67")

HOURS_YEAR = "training.hours_year"
DAYS_YEAR = "training.days_year"
HOURS_A_DAY = "training.hours_a_day"
INDUCTION_MONTHS = "training.induction_months"
ABSENCE_PART = "training.absence_part"
CLASH = "training.clash"

RULES = (
    Rule(
        key=HOURS_YEAR,
        title=_("hours of training a year at section rank, at least"),
        source=YEARLY,
        value=90,
        unit=_("hours"),
        low=90,
        high=90,
        acts_in=_("hours of the year"),
    ),
    Rule(
        key=DAYS_YEAR,
        title=_("days of training a year at section rank, at least"),
        source=YEARLY,
        value=12,
        unit=_("days"),
        low=12,
        high=12,
        acts_in=_("hours of the year"),
    ),
    Rule(
        key=HOURS_A_DAY,
        title=_("hours that count as a day of training"),
        source=_("derived: 12 days or 90 hours"),
        confidence="B",
        value=Decimal("7.5"),
        unit=_("hours"),
        low=Decimal("7.5"),
        high=Decimal("7.5"),
        acts_in=_("hours of the year"),
    ),
    Rule(
        key=INDUCTION_MONTHS,
        title=_("training for the new post within so many months of taking it up"),
        source=INDUCTION,
        value=12,
        unit=_("months"),
        low=12,
        high=12,
        acts_in=_("training needs"),
    ),
    Rule(
        key=ABSENCE_PART,
        title=_("withdrawn when more than this part of the hours is missed: one in"),
        source=ABSENCE,
        value=7,
        low=7,
        high=7,
        acts_in=_("attendance and closing of a class"),
    ),
    Rule(
        key=CLASH,
        title=_("nobody is called up to two classes on the same days"),
        source=_("no national rule: the county sets it"),
        confidence="C",
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("roll-call"),
    ),
)
