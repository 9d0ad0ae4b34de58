"""What binds who holds several posts at one time."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action, Rule

CHAIR, ONE_SHOULDER = "gov.chair", "pilot.one_shoulder"
ORGANIC_LAW = _("Organic Law of Local Congresses and Governments, Art 18")
DECLARATION = _("Declaration of the county")

RULES = (
    Rule(
        key=ONE_SHOULDER,
        title=_("Secretary and head in one person only in a declared pilot"),
        source=DECLARATION,
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
    ),
    Rule(
        key=CHAIR,
        title=_("The chair of the people's congress holds no administrative post"),
        source=ORGANIC_LAW,
        confidence="A",
        action=Action.BLOCK,
        acts_in=_("Appointment"),
    ),
)
