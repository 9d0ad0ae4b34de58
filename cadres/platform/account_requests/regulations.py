"""What binds matters of accounts that need two people; see ``docs/roles.md``."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import SECURITY_LEVELS

HANDS = "security.two_people"

RULES = (
    Rule(
        key=HANDS,
        title=_("Powerful roles, activation codes and API tokens are never settled by one person alone"),
        source=SECURITY_LEVELS.article("8.1.4.2"),
        acts_in=_("accounts and roles"),
    ),
)

ACCOUNT_REQUEST = Judged(
    key="cadres.account_request",
    title=_("Matter of an account"),
    says=_("the day on which it was asked for"),
    why=_("Who asked knows from that day who decides."),
    day=lambda asked: asked.asked_at and localdate(asked.asked_at),
)
