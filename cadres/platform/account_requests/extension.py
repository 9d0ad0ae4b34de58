from django.utils.translation import gettext_lazy as _

from cadres.platform.account_requests.lists import ACCOUNT_REQUEST_LIST
from cadres.platform.account_requests.merge_policies import POLICIES
from cadres.platform.account_requests.notices import NOTICES
from cadres.platform.account_requests.regulations import ACCOUNT_REQUEST, RULES
from cadres.platform.account_requests.services import REQUESTS, tell_holder, warn_administrators
from cadres.platform.account_requests.todo import TODO_LISTS
from cadres.platform.accounts.points import TELL, WARN
from cadres.platform.merging import points as merging
from cadres.platform.notices import points as notice_kinds
from cadres.shared.lists.definition import LISTS
from cadres.shared.owned import OWNED, owned_by
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.pages.todo import TODO
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue, judging
from cadres.shared.workflow import WORKFLOWS


def register() -> None:
    TELL.add(tell_holder)
    WARN.add(warn_administrators)
    CONCERNS.add(nobody("cadres.AccountRequest", "an account; who confirms it is another person anyway"))
    LISTS.add(ACCOUNT_REQUEST_LIST)
    merging.RELATIONS.add(*POLICIES)
    catalogue.RULES.add(*RULES)
    judging.JUDGED.add(ACCOUNT_REQUEST)
    notice_kinds.KINDS.add(*NOTICES)
    TODO.add(*TODO_LISTS)
    WORKFLOWS.add(REQUESTS)
    OWNED.add(owned_by(REQUESTS))
    MENU.add(
        MenuEntry(
            "administration",
            _("Matters of accounts"),
            "cadres:account_request_list",
            "cadres.view_account_request",
            "shield",
            place=35,
        )
    )
