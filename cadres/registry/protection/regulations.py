"""What keeps people from acting in their own case (回避); see ``docs/protection.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.recusal import OWN_CASE
from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import CIVIL_SERVANTS

RULES = (
    Rule(
        key=OWN_CASE,
        title=_("Nobody takes part where the case is his own or that of his kin"),
        source=CIVIL_SERVANTS.article("76"),
        acts_in=_("every decision about a person"),
    ),
)

KINSHIP = Judged(
    key="cadres.kinship",
    title=_("Kinship that closes a file"),
    says=_("the day of the step"),
    why=_("Who may read a file is asked anew on every day."),
    day=lambda _kinship: None,
)
