"""What binds the showing of masked fields; see ``docs/protection.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.laws import PERSONAL_INFORMATION

PURPOSE = "personal.purpose"
MINIMUM = "personal.minimum"

RULES = (
    Rule(
        key=PURPOSE,
        title=_("Sensitive personal data are shown for a stated purpose only"),
        source=PERSONAL_INFORMATION.article("28"),
        acts_in=_("showing a masked field"),
    ),
    Rule(
        key=MINIMUM,
        title=_("Personal data are read no further than the work needs"),
        source=PERSONAL_INFORMATION.article("6"),
        acts_in=_("looking somebody up by identity number"),
    ),
)
