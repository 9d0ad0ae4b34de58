"""Tables (列表): columns are declared once and serve page, CSV and XLSX."""

import django_tables2 as tables


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
