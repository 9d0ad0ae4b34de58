"""Actions on the selected rows of a list (批量操作)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Bulk:
    """One thing to do with the selected rows: ``run(view, rows)`` is given rows within the user's reach only."""

    key: str
    label: str | Promise
    permission: str
    run: Callable[[Any, QuerySet], HttpResponse]


def export_selected(view: Any, rows: QuerySet) -> HttpResponse:
    """The selected rows as a workbook, in the columns and the order of the list."""
    return view.export(rows, "xlsx", picks=rows.order_by().values_list("pk", flat=True))
