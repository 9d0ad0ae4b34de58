import django_tables2 as tables
from django.utils.translation import gettext_lazy

from cadres.platform.accounts.models import User
from cadres.shared.lists.columns import LinkColumn, MomentColumn
from cadres.shared.lists.tables import RecordTable
from cadres.shared.names import joined


class AccountTable(RecordTable):
    username = LinkColumn("cadres:account_detail", verbose_name=gettext_lazy("User name"))
    remits = tables.Column(verbose_name=gettext_lazy("Answers for"), empty_values=())
    last_login = MomentColumn(verbose_name=gettext_lazy("Last login"))

    class Meta(RecordTable.Meta):
        model = User
        fields = ("username", "name", "role", "remits", "is_active", "last_login")
        sorts = {"username": "username", "name": "name"}

    def render_remits(self, record):
        return joined(remit.division.name for remit in record.remits.all()) or "–"

    def value_remits(self, record):
        return " ".join(remit.division_id for remit in record.remits.all())
