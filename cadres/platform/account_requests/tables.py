"""The list of matters of accounts: columns and filter."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.account_requests.choices import RequestKind, RequestStage
from cadres.platform.account_requests.models import AccountRequest
from cadres.platform.log.filters import RecordedFilter
from cadres.shared.lists.columns import LinkColumn, MomentColumn
from cadres.shared.lists.tables import RecordTable


class AccountRequestFilter(RecordedFilter):
    when = "asked_at"

    kind = filters.ChoiceFilter(label=_("What"), choices=RequestKind.choices)
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=RequestStage.choices)

    class Meta:
        model = AccountRequest
        fields: list[str] = []

    def filter_user(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(account__username=text.strip())


class AccountRequestTable(RecordTable):
    account = LinkColumn("cadres:account_request_detail", verbose_name=_("Account"))
    kind = tables.Column(verbose_name=_("What"))
    role = tables.Column(verbose_name=_("Role"))
    asked_by = tables.Column(verbose_name=_("Asked for by"))
    asked_at = MomentColumn(verbose_name=_("Asked for at"))
    stage = tables.Column(verbose_name=_("Stage"))
    decided_by = tables.Column(verbose_name=_("Decided by"))

    class Meta(RecordTable.Meta):
        model = AccountRequest
        fields: Any = ("account", "kind", "role", "asked_by", "asked_at", "stage", "decided_by")
        sorts = {"asked_at": "asked_at"}
