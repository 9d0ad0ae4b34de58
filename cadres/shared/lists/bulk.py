"""Actions on the selected rows of a list (批量操作)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise

from cadres.shared.extensions import Point
from cadres.shared.lists.selected import MOST_SELECTED
from cadres.shared.numbers import keys_of


@dataclass(frozen=True)
class Bulk:
    """One thing to do with the selected rows: ``run(view, rows)`` is given rows within the user's reach only."""

    key: str
    label: str | Promise
    permission: str
    run: Callable[[Any, QuerySet], HttpResponse]


@dataclass(frozen=True)
class ListAction:
    """A ``Bulk`` that another noun adds to the list whose key is ``on``."""

    on: str
    bulk: Bulk


LIST_ACTIONS: Point[ListAction] = Point("list actions", key=lambda action: f"{action.on} {action.bulk.key}")


def lead_to(url_name: str) -> Callable[[Any, QuerySet], HttpResponse]:
    """Leads to a page whose address names the selected rows: ``?chosen=1.2.3``."""

    def run(_view: Any, rows: QuerySet) -> HttpResponse:
        keys = ".".join(str(pk) for pk in rows.values_list("pk", flat=True))
        return redirect(f"{reverse(url_name)}?chosen={keys}")

    return run


def picked(query: QueryDict) -> list[int]:
    """The keys that ``lead_to`` named; what is no key is passed over."""
    return keys_of(query.get("chosen", ""), MOST_SELECTED)


def export_selected(view: Any, rows: QuerySet) -> HttpResponse:
    """The selected rows as a workbook, in the columns and the order of the list."""
    return view.export(rows, "xlsx", picks=rows.order_by().values_list("pk", flat=True))
