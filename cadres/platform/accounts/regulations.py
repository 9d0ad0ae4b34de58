"""What binds accounts and roles; see ``docs/roles.md``."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.choices import Role
from cadres.shared.regulations.catalogue import Action, Rule
from cadres.shared.regulations.judging import Judged
from cadres.shared.regulations.laws import SECURITY_LEVELS

SEPARATION = "security.separation"
FACTOR = "security.second_factor."  # and the role


def second_factor_rule(role: Role, title: str | Promise) -> Rule:
    """Of a role that the installation names a county sets nothing: it may ask for more, never for less."""
    named = role in settings.SECOND_FACTOR_ROLES
    return Rule(
        key=f"{FACTOR}{role}",
        title=title,
        source=_("Set by the county beyond what the installation asks for (SECOND_FACTOR_ROLES)"),
        confidence="C",
        action=Action.BLOCK if named else Action.OFF,
        actions=() if named else (Action.OFF, Action.BLOCK),
        why_fixed=_("The installation asks this role for it already.") if named else "",
        acts_in=_("accounts and roles"),
    )


RULES = (
    Rule(
        key=SEPARATION,
        title=_("System, security and audit administration lie in separate hands, and nobody decides about himself"),
        source=SECURITY_LEVELS.article("8.1.4.2"),
        acts_in=_("accounts and roles"),
    ),
    second_factor_rule(Role.STAFF, _("Department staff sign in with a second factor")),
    second_factor_rule(Role.LEADER, _("Department leaders sign in with a second factor")),
    second_factor_rule(Role.TOWNSHIP, _("Township leaders sign in with a second factor")),
    second_factor_rule(Role.SYSTEM, _("System administrators sign in with a second factor")),
    second_factor_rule(Role.SECURITY, _("Security administrators sign in with a second factor")),
    second_factor_rule(Role.AUDIT, _("Audit administrators sign in with a second factor")),
)

SIGN_IN = Judged(
    key="cadres.sign_in",
    title=_("Signing in"),
    says=_("today"),
    why=_("Whether an account is safe enough is asked anew for each page."),
    day=lambda day: day,
)
