import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.columns import DayColumn, LinkColumn
from cadres.shared.lists.tables import RecordTable
from incentives.awards.models import Award
from incentives.subsidies.tables import RIGHT, yuan


class AwardTable(RecordTable):
    cadre = LinkColumn("incentives:award_detail", verbose_name=_("Cadre"))
    kind = tables.Column(verbose_name=_("Kind"))
    year = tables.Column(verbose_name=_("Year"), attrs=RIGHT)
    amount = tables.Column(verbose_name=_("Yuan"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))
    proposed_by = tables.Column(verbose_name=_("Proposed by"))
    approved_by = tables.Column(verbose_name=_("Approved by"))
    granted_on = DayColumn(verbose_name=_("Granted on"))

    class Meta(RecordTable.Meta):
        model = Award
        fields: tuple[str, ...] = (
            "cadre",
            "kind",
            "year",
            "amount",
            "stage",
            "proposed_by",
            "approved_by",
            "granted_on",
        )
        sorts = {"cadre": "cadre__name_key", "year": "year", "amount": "amount", "stage": "stage"}

    def render_year(self, value):
        return str(value)  # a year takes no thousands separator

    def value_year(self, value):
        return value

    def render_amount(self, value):
        return yuan(value) if value else "—"

    def value_amount(self, value):
        return value
