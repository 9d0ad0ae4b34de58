import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.registry.organizations.models import Organization
from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable


class OrganizationTable(RecordTable):
    name = LinkColumn("cadres:organization_detail", verbose_name=_("Name"))
    kind = tables.Column(verbose_name=_("Kind"))
    division = LinkColumn("cadres:division_detail", key="division_id", verbose_name=_("Division"))
    term_ends = DayColumn(verbose_name=_("Last day of the term"))

    class Meta(RecordTable.Meta):
        model = Organization
        fields = ("name", "kind", "division", "term_ends")
        sorts = {"name": "name_key", "division": "division_id"}
