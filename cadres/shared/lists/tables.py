"""Tables (列表): columns are declared once and serve page, CSV and XLSX."""

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django_tables2 import utils

_read_signature = utils.signature
_signatures: dict[Callable, Any] = {}


def _signature(function: Callable) -> Any:
    """django-tables2 reads the signature of the same few methods for every cell: half the time of a long list."""
    method = getattr(function, "__func__", None)
    if method is None:
        return _read_signature(function)
    if method not in _signatures:
        _signatures[method] = _read_signature(function)
    return _signatures[method]


utils.signature = _signature


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
