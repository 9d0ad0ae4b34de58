from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.platform.accounts import masked_fields
from cadres.platform.accounts.lists import ACCOUNT_LIST
from cadres.platform.accounts.regulations import RULES, SIGN_IN
from cadres.platform.accounts.services import sign_ins
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages import idle
from cadres.shared.pages.menu import MENU, TILES, MenuEntry, Tile
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.retention import KEPT, LOG_INS, Kept


def register() -> None:
    CONCERNS.add(
        nobody("cadres.User", "an account is run by the administrators and by who logs in with it"),
        nobody("cadres.Remit", "part of an account"),
        nobody("cadres.Activation", "part of an account"),
        nobody("cadres.FormerPassword", "part of an account"),
        nobody("cadres.SignIn", "part of an account"),
        nobody("cadres.ApiToken", "part of an account"),
    )
    LISTS.add(ACCOUNT_LIST)
    catalogue.RULES.add(*RULES)
    KEPT.add(
        Kept("sign_ins", _("Ended sessions"), "cadres.SignIn", "ended_at", LOG_INS, Q(ended_at__isnull=False)),
        Kept("log_ins", _("Log-ins"), "axes.AccessLog", "attempt_time", LOG_INS),
        Kept("failed_log_ins", _("Failed log-ins"), "axes.AccessFailureLog", "attempt_time", LOG_INS),
    )
    judging.JUDGED.add(SIGN_IN)
    user_logged_in.connect(idle.begin, dispatch_uid="cadres.idle")
    user_logged_in.connect(sign_ins.begin, dispatch_uid="cadres.sign_ins")
    user_logged_out.connect(sign_ins.left, dispatch_uid="cadres.sign_ins")
    idle.went_on.connect(sign_ins.went_on, dispatch_uid="cadres.sign_ins")
    MASKED_FIELDS.add(*masked_fields.FIELDS)
    MENU.add(
        MenuEntry("administration", _("Accounts"), "cadres:account_list", "cadres.view_account", "people", place=30),
        MenuEntry("administration", _("API tokens"), "cadres:token_list", "cadres.manage_tokens", "key", place=50),
        MenuEntry("administration", _("Who may do what"), "cadres:matrix", "cadres.view_matrix", "rules", place=60),
    )
    TILES.add(
        Tile(
            _("Accounts"),
            _("Open, close and reset accounts."),
            "cadres:account_list",
            "cadres.manage_accounts",
            "people",
            place=10,
        ),
        Tile(
            _("Roles of accounts"),
            _("Give each account its role."),
            "cadres:account_list",
            "cadres.manage_roles",
            "shield",
            place=30,
        ),
        Tile(
            _("API tokens"),
            _("Make and revoke tokens of clients."),
            "cadres:token_list",
            "cadres.manage_tokens",
            "key",
            place=40,
        ),
        Tile(
            _("Who may do what"),
            _("Every permission of every role."),
            "cadres:matrix",
            "cadres.view_matrix",
            "rules",
            place=50,
        ),
    )
