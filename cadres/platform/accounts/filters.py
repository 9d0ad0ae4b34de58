import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.choices import Role
from cadres.shared.lists.filters import RecordFilter
from cadres.shared.pages.forms import YesNoInput


class AccountFilter(RecordFilter):
    q = filters.CharFilter(label=_("Name or user name"), method="filter_q")
    role = filters.ChoiceFilter(label=_("Role"), choices=Role.choices)
    is_active = filters.BooleanFilter(widget=YesNoInput, label=_("Active"))

    def filter_q(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Q(name__icontains=text) | Q(username__icontains=text))
