"""The list of matters of accounts (账号审批)."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.account_requests.models import AccountRequest
from cadres.platform.account_requests.tables import AccountRequestFilter, AccountRequestTable
from cadres.shared.lists.definition import ListDefinition

VIEW = "cadres.view_account_request"

ACCOUNT_REQUEST_LIST = ListDefinition(
    key="cadres:account_request_list",
    title=_("Matters of accounts"),
    permission=VIEW,
    model=AccountRequest,
    table_class=AccountRequestTable,
    filterset_class=AccountRequestFilter,
)
