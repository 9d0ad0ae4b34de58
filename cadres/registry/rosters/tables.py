"""The list of rosters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.registry.rosters.models import Roster
from cadres.shared.lists.columns import LinkColumn
from cadres.shared.lists.filters import RecordFilter
from cadres.shared.lists.tables import RecordTable
from cadres.shared.pages.forms import YesNoInput


class RosterFilter(RecordFilter):
    q = filters.CharFilter(field_name="name", lookup_expr="icontains", label=_("Name"))
    shared = filters.BooleanFilter(widget=YesNoInput, label=_("Shared"))

    class Meta:
        model = Roster
        fields: list[str] = []


class RosterTable(RecordTable):
    name = LinkColumn("cadres:roster_detail", verbose_name=_("Name"))
    owner = tables.Column(verbose_name=_("Kept by"))
    shared = tables.BooleanColumn(verbose_name=_("Shared"), yesno="✓,—")
    order = tables.Column(verbose_name=_("Order"))
    grouping = tables.Column(verbose_name=_("Grouped by"))

    class Meta(RecordTable.Meta):
        model = Roster
        fields = ("name", "owner", "shared", "order", "grouping")
        sorts = {"name": "name"}
