"""The record beside a list (侧栏), with its neighbours."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from cadres.shared.lists.keyset import cursor_at, paginate
from cadres.shared.lists.selected import rows_of


def side_panel(rows: QuerySet, key: str, order: str) -> dict[str, Any]:
    """The record of the side panel with its neighbours in the list as it is filtered and sorted. Three queries."""
    record = rows_of(rows, [key]).first()
    if record is None:
        raise Http404
    after, before = (
        paginate(rows, order=order, size=1, cursor=cursor_at(record, order=order, backwards=backwards)).rows
        for backwards in (False, True)
    )
    return {"record": record, "next": after[0] if after else None, "previous": before[0] if before else None}
