"""The list of accounts (账号)."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.filters import AccountFilter
from cadres.platform.accounts.models import User
from cadres.platform.accounts.tables import AccountTable
from cadres.shared.lists.definition import ListDefinition


def rows(user: Any, _query: QueryDict) -> QuerySet:
    return User.objects.visible_to(user).prefetch_related("remits__division")


VIEW = "cadres.view_account"

ACCOUNT_LIST = ListDefinition(
    key="cadres:account_list",
    title=_("Accounts"),
    permission=VIEW,
    model=User,
    rows=rows,
    table_class=AccountTable,
    filterset_class=AccountFilter,
    default_sort="username",
)
