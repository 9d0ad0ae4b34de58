"""The watch list."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.views import RecordList
from selection.terms.lists import WATCH_LIST


class WatchList(RecordList):
    """Terms that end and rotations that fall due; those still open unless the filter asks for others."""

    definition = WATCH_LIST
    empty_text = _("Nothing falls due. The watch looks every night.")
