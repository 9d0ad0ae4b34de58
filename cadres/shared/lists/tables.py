"""Tables (列表): columns are declared once and serve page, CSV and XLSX."""

import inspect
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.timezone import localdate


class RecordTable(tables.Table):
    """Base of every list. ``Meta.sorts`` maps a column to the non-null field it sorts by; columns in
    ``Meta.optional`` are shown when somebody chooses them.

    Rows arrive sorted and cut by the keyset; the table itself never sorts.
    """

    class Meta:
        template_name = "components/table.html"
        orderable = False
        sorts: dict[str, str] = {}
        optional: tuple[str, ...] = ()

    @cached_property
    def today(self) -> date:
        """The day that ages and years are counted to, asked for once."""
        return localdate()

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request  # the library, given it, would sort and cut anew by what the address says
        for column in self.columns.iterall():
            column.render = _described(column.render)


def _described(render: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with its signature written on it: django-tables2 asks for it at every cell, most of a list's time."""

    def described(**given: Any) -> Any:
        return render(**given)

    described.__signature__ = _signature_of(getattr(render, "__func__", render), inspect.ismethod(render))  # type: ignore[attr-defined]
    return described


@cache
def _signature_of(function: Callable[..., Any], is_method: bool) -> inspect.Signature:
    signature = inspect.signature(function)
    if not is_method:
        return signature
    return signature.replace(parameters=list(signature.parameters.values())[1:])
