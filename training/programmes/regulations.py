"""National numbers and sources of training, and which day's law judges what (see ``docs/training.md``)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged, end_of
from cadres.shared.regulations.laws import CIVIL_SERVANTS, COUNTY, TRAINING

HOURS_YEAR = "training.hours_year"
DAYS_YEAR = "training.days_year"
HOURS_A_DAY = "training.hours_a_day"
INDUCTION_MONTHS = "training.induction_months"
ABSENCE_PART = "training.absence_part"
CLASH = "training.clash"

RULES = (
    Rule(
        key=HOURS_YEAR,
        title=_("least hours of training a year at section rank"),
        source=TRAINING.article("14"),
        value=90,
        unit=_("hours"),
        acts_in=_("hours of the year"),
    ),
    Rule(
        key=DAYS_YEAR,
        title=_("least days of training a year at section rank"),
        source=TRAINING.article("14"),
        value=12,
        unit=_("days"),
        acts_in=_("hours of the year"),
    ),
    Rule(
        key=HOURS_A_DAY,
        title=_("hours that count as a day of training"),
        source=_("derived from the hours and the days of a year"),
        confidence="B",
        value=Decimal("7.5"),
        unit=_("hours"),
        acts_in=_("hours of the year"),
        why_fixed=_("It follows from what the law asks for a year, in hours or in days."),
    ),
    Rule(
        key=INDUCTION_MONTHS,
        title=_("time after taking up a post by which training for it must be finished"),
        source=(TRAINING.article("14"), CIVIL_SERVANTS.article("67")),
        value=12,
        unit=_("months"),
        acts_in=_("training needs"),
    ),
    Rule(
        key=ABSENCE_PART,
        title=_("part of the hours above which who missed them is withdrawn: one in"),
        source=TRAINING.article("15"),
        value=7,
        acts_in=_("attendance and closing of a class"),
    ),
    Rule(
        key=CLASH,
        title=_("nobody is called up to several classes on the same days"),
        source=COUNTY,
        confidence="C",
        actions=(Action.BLOCK, Action.REMIND),
        acts_in=_("roll-call"),
    ),
)

CLASS = Judged(
    key="training.class",
    title=_("Class, its call-ups and its results"),
    says=_("the first day of the class"),
    why=_("Who takes part knows from its first day what absence costs; a later change judges later classes."),
    day=lambda training_class: training_class.starts_on,
)
HOURS = Judged(
    key="training.hours",
    title=_("Hours of training in a year"),
    says=_("the last day of the year"),
    why=_("The law asks for hours a year; a number that is raised from a later year on does not judge this one anew."),
    day=end_of,
)
INDUCTION = Judged(
    key="training.induction",
    title=_("Training for a new post"),
    says=_("the first day in the post"),
    why=_("The time to finish it begins to run on that day."),
    day=lambda tenure: tenure.held.lower,
)
