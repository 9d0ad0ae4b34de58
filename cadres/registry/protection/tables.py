import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy

from cadres.registry.protection.models import Kinship
from cadres.registry.protection.workflow import MOVES
from cadres.shared.lists.tables import RecordTable


class KinshipTable(RecordTable):
    user = tables.Column(verbose_name=gettext_lazy("Account"))
    cadre = tables.Column(verbose_name=gettext_lazy("Cadre"))
    moves = tables.Column(verbose_name=gettext_lazy("Settle"), exclude_from_export=True, empty_values=())

    class Meta(RecordTable.Meta):
        model = Kinship
        fields = ("user", "relation", "cadre", "stage", "confirmed_by", "moves")
        sorts = {}

    def render_moves(self, record, table):
        """The moves that this reader may take; the service decides again."""
        reader = table.request.user
        if not reader.has_perm("cadres.settle_kinship") or reader.pk in (record.user_id, record.proposed_by_id):
            return "—"
        moves = [move for move in MOVES if record.stage in move.sources]
        links = [(reverse("cadres:kinship_move", args=[record.pk, move.name]), move.label) for move in moves]
        return format_html_join(" ", '<a class="link" href="{}">{}</a>', links) or "—"
