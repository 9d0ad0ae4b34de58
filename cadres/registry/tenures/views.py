"""The list of tenures; each is read on the page of its cadre or its post."""

from django.utils.translation import gettext_lazy

from cadres.registry.tenures.filters import TenureFilter
from cadres.registry.tenures.models import Tenure
from cadres.registry.tenures.tables import TenureTable
from cadres.shared.lists.views import RecordList


class TenureList(RecordList):
    model = Tenure
    table_class = TenureTable
    filterset_class = TenureFilter
    permission = "cadres.view_tenure"
    personal = "cadre_id"
    title = gettext_lazy("Tenures")
    default_sort = "-since"
