"""What binds accounts and roles; see ``docs/roles.md``."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.laws import SECURITY_LEVELS

SEPARATION = "security.separation"

RULES = (
    Rule(
        key=SEPARATION,
        title=_("System, security and audit administration lie in separate hands, and nobody decides about himself"),
        source=SECURITY_LEVELS.article("8.1.4.2"),
        acts_in=_("accounts and roles"),
    ),
)
