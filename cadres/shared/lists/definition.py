"""A list (列表) declared once, below the page, the export and the API that show it. See docs/lists.md."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise, cached_property

from cadres.shared.extensions import Point
from cadres.shared.lists.chosen_columns import Columns, columns_of
from cadres.shared.lists.conditions import ConditionSet, read
from cadres.shared.lists.filters import RecordFilter
from cadres.shared.lists.tables import RecordTable
from cadres.shared.recusal import listed_to

CHUNK = 1000


@dataclass(frozen=True, kw_only=True, eq=False)
class ListDefinition:
    """Which rows a list has, how they are searched, sorted and shown, and who may see it.

    ``key`` is the URL name of its page; saved views and requested exports keep it. ``rows(user, query, **within)``
    are all rows that the user may find in it, where they are not ``visible_to(user).for_list()`` of the ``model``;
    ``within`` are the arguments of the page's address. ``default_sort`` is a field that is never null, "-" for
    falling; the columns one may sort by stand in the table (``Meta.sorts``).

    ``personal`` leads from a row to the id of the cadre it tells of ("pk", "cadre_id", "tenure__cadre_id"): its
    exports are then asked for and approved (docs/exports.md) instead of given at once. ``exportable``: whether it is
    given out at all. ``saved_views``: whether people may keep it under a name as they have filtered it.

    ``usual``: what the filter is set to on the page until somebody says otherwise (field → value), so that those who
    have left stand in nobody's way. It is never silent: it shows as a condition, and goes in words into whatever is
    kept or exported. The API and everything else that reads the list has no such default.
    """

    key: str
    title: str | Promise
    permission: str
    table_class: type[RecordTable]
    filterset_class: type[RecordFilter]
    model: Any = None
    rows: Callable[..., QuerySet] | None = None
    default_sort: str = "-pk"
    conditions: ConditionSet | None = None
    personal: str = ""
    exportable: bool = True
    saved_views: bool = True
    usual: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.model is None and self.rows is None:
            raise TypeError(f"{self.key}: neither a model nor rows")

    @property
    def sorts(self) -> dict[str, str]:
        """Column → the field it sorts by."""
        return getattr(self.table_class.Meta, "sorts", {})

    def as_usual(self, query: QueryDict) -> QueryDict:
        """What the page's address asks for, with what is ``usual`` where it says nothing of that.

        A saved view says all it wants, and so do conditions about the same.
        """
        asked = {row.key for group in read(query.get("where", "")).groups for row in group.rows}
        absent = {name: value for name, value in self.usual.items() if name not in query and name not in asked}
        if not absent or query.get("view", "all") != "all":
            return query
        full = query.copy()
        for name, value in absent.items():
            full[name] = value
        return full

    def asked_by(self, user: Any, query: QueryDict, **within: Any) -> "Listing":
        return Listing(self, user, query, within)


@dataclass(frozen=True)
class Sentence:
    """One of the conditions in words, and the conditions (``?where=``) that remain without it."""

    words: str
    others: str


class Listing:
    """A list as one person asks for it: ``query`` is what an address says after "?"; no request is needed."""

    def __init__(self, definition: ListDefinition, user: Any, query: QueryDict, within: dict[str, Any]):
        self.definition, self.user, self.query, self.within = definition, user, query, within

    def everything(self) -> QuerySet:
        """The rows before anything is searched for: those that were picked one by one are looked up in them.

        What is about the user or a relative of his is not among them (``cadres.shared.recusal``).
        """
        if self.definition.rows is not None:
            return listed_to(self.definition.rows(self.user, self.query, **self.within), self.user)
        return listed_to(self.definition.model.objects.visible_to(self.user).for_list(), self.user)

    @cached_property
    def filterset(self) -> RecordFilter:
        return self.definition.filterset_class(self.query or None, self.everything(), user=self.user)

    @cached_property
    def rows(self) -> QuerySet:
        """The rows that fit filter and conditions, in no order yet.

        What is not understood finds nothing; the form and the sentences tell why, and everything would mislead.
        """
        if self.filterset.is_bound and not self.filterset.is_valid():
            return self.filterset.queryset.none()
        rows, text = self.filterset.qs, self._where
        if self.definition.conditions is None or not text:
            return rows
        try:
            return rows.filter(self.definition.conditions.where(read(text), self.user))
        except ValidationError:
            return rows.none()

    @property
    def sentences(self) -> list[Sentence]:
        if self.definition.conditions is None or not self._where:
            return []
        parts = self.definition.conditions.sentences(read(self._where), self.user)
        return [Sentence(words, str(others)) for words, others in parts]

    @property
    def _where(self) -> str:
        return self.query.get("where", "")

    @property
    def order(self) -> str:
        """The field to sort by: of the column that is asked for, else that of the list."""
        asked, sorts = self.query.get("sort", ""), self.definition.sorts
        field = sorts.get(asked.lstrip("-"))
        if field is None:
            return self.definition.default_sort
        return f"-{field}" if asked.startswith("-") else field

    @property
    def columns(self) -> Columns:
        return columns_of(self.definition.table_class, self.query.getlist("columns"))

    def header(self) -> list[str]:
        """What stands above the cells of an export."""
        return [str(column.header) for column in self._exported()]

    def cells(self, rows: QuerySet) -> Iterator[tuple[Any, list[Any]]]:
        """Each record with its cells, in the columns shown; a thousand rows in memory at a time."""
        names = [column.name for column in self._exported()]
        stream = rows.iterator(chunk_size=CHUNK)
        while chunk := list(islice(stream, CHUNK)):
            for row in self.definition.table_class(chunk).rows:
                yield row.record, [row.get_cell_value(name) for name in names]

    def _exported(self) -> list[Any]:
        shown = self.columns
        table = self.definition.table_class([], exclude=shown.hidden, sequence=shown.sequence)
        columns = table.columns.iterall()
        return [column for column in columns if not getattr(column.column, "exclude_from_export", False)]


LISTS: Point[ListDefinition] = Point("lists", key=lambda definition: definition.key)
