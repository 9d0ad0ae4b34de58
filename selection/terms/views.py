"""The watch list."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.views import RecordList
from selection.terms.filters import WatchFilter
from selection.terms.models import Watch
from selection.terms.tables import WatchTable


class WatchList(RecordList):
    """Terms that end and rotations that fall due; those still open unless the filter asks for others."""

    model = Watch
    table_class = WatchTable
    filterset_class = WatchFilter
    permission = "selection.view_watch"
    personal = "tenure__cadre_id"
    title = _("Terms and rotation")
    default_sort = "due_on"
    empty_text = _("Nothing falls due. The watch looks every night.")

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if "settled" in self.request.GET else rows.unsettled()
