"""What binds who holds several posts at one time, and how a main post is taken up and left."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Amendment, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import APPOINTMENT, ORGANIC_LAW

CHAIR, ONE_SHOULDER = "gov.chair", "pilot.one_shoulder"
BY_PROCEDURE = "tenure.by_procedure"
OWNED_SINCE = date(2026, 1, 1)  # unless the county states another day; the trigger of tenures holds to it too

RULES = (
    Rule(
        key=ONE_SHOULDER,
        title=_("Secretary and head in one person only in a declared pilot"),
        source=_("Declaration of the county"),
        confidence="C",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
        why_fixed=_("The county decides by declaring a pilot on the page of the township."),
    ),
    Rule(
        key=CHAIR,
        title=_("The chair of the people's congress holds no administrative post"),
        source=ORGANIC_LAW.article("18"),
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
    ),
    Rule(
        key=BY_PROCEDURE,
        title=_("A main post is taken up and left by a procedure, or by an approved correction"),
        source=APPOINTMENT.article(read_in="2019"),
        confidence="B",
        action=Action.OFF,
        actions=(Action.OFF, Action.BLOCK),
        acts_in=_("Workbook of tenures"),
        amended=(Amendment(since=OWNED_SINCE, action=Action.BLOCK),),
    ),
)

TENURE_DAY = Judged(
    key="cadres.tenure_day",
    title=_("First or last day in a main post"),
    says=_("that day itself"),
    why=_("What came before the procedures of this program is brought in from the files."),
    day=lambda day: day,
)
