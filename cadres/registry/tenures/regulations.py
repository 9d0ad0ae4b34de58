"""What binds who holds several posts at one time."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.laws import ORGANIC_LAW

CHAIR, ONE_SHOULDER = "gov.chair", "pilot.one_shoulder"

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
)
