"""The list of terms that end and rotations that fall due (任期监测)."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.definition import ListDefinition
from selection.terms.filters import WatchFilter
from selection.terms.models import Watch
from selection.terms.tables import WatchTable


def rows(user: Any, query: QueryDict) -> QuerySet:
    """Those still open, unless the filter asks for others."""
    found = Watch.objects.visible_to(user).for_list()
    return found if "settled" in query else found.unsettled()


WATCH_LIST = ListDefinition(
    key="selection:watch_list",
    title=_("Terms and rotation"),
    permission="selection.view_watch",
    model=Watch,
    rows=rows,
    table_class=WatchTable,
    filterset_class=WatchFilter,
    default_sort="due_on",
    personal="tenure__cadre_id",
)
