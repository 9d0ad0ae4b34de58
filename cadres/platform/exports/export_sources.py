"""What the base gives out: lists, rosters, appointment forms, whole kinds of records."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.exports.points import Line, TableSource
from cadres.shared.lists.definition import MOST_PICKED, rows_of
from cadres.shared.lists.filter_labels import filter_words
from cadres.shared.lists.views import RecordList


def list_of(name: str) -> type[RecordList] | None:
    """The list with this URL name, if it is one of personal data."""
    try:
        view = getattr(resolve(reverse(name)).func, "view_class", None)
    except (NoReverseMatch, Resolver404):
        return None
    return view if view and issubclass(view, RecordList) and view.personal else None


def numbers(text: str) -> list[int]:
    """Keys written as "3.17.20"; anything else is passed over."""
    return [int(part) for part in text.replace(",", ".").split(".") if part.isascii() and part.isdigit()][:MOST_PICKED]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return localdate()


class ListSource(TableSource):
    """Any ``RecordList`` that says ``personal``: with its filter, columns and order, or the rows picked in it."""

    key = "list"

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:  # noqa: ARG003 -- as in Source
        name = query.get("list", "")
        if list_of(name) is None:
            raise Http404
        pick = [part for part in query.get("pick", "").split(".") if part.isalnum()][:MOST_PICKED]
        return {"list": name, "query": query.get("query", "").replace("\0", ""), "pick": pick}

    @cached_property
    def view(self) -> RecordList:
        """The list as the user would see it."""
        view_class = list_of(self.params["list"])
        if view_class is None:
            raise Http404
        request = HttpRequest()
        request.method, request.path = "GET", reverse(self.params["list"])
        request.GET, request.user = QueryDict(self.params["query"]), self.user
        view = view_class()
        view.setup(request)
        return view

    @property
    def permissions(self) -> tuple[str, ...]:
        return (self.view.permission,)

    @property
    def title(self) -> Any:
        return self.view.title

    @property
    def url(self) -> str:
        return f"{self.view.request.path}?{self.params['query']}"

    def rows(self) -> Any:
        view, pick = self.view, self.params["pick"]
        rows = rows_of(view.get_queryset(), pick) if pick else view.found()[1]
        if self.closed:
            rows = rows.exclude(**{f"{view.personal}__in": self.closed})
        return rows.order_by(view._order(), "pk")

    def told(self) -> list[tuple[str, str]]:
        if self.params["pick"]:
            return [(_("Selected"), _("%(number)d rows, one by one") % {"number": len(self.params["pick"])})]
        filterset, _rows, sentences = self.view.found()
        words = [(label, text) for label, text, _names in filter_words(filterset.form, self.view.request.GET)]
        return [*words, *((_("Condition"), text) for text, _url in sentences)] or [(_("Filter"), _("none: all rows"))]

    def header(self) -> list[str]:
        return self.view.export_header()

    def count(self, most: int) -> int:
        return self.rows().order_by().values("pk")[:most].count()

    def sample(self, number: int) -> Iterator[list[Any]]:
        for _record, cells in self.view.export_cells(self.rows()[:number]):
            yield cells

    def lines(self) -> Iterator[Line]:
        cadre_of = attrgetter(self.view.personal.replace("__", "."))
        for record, cells in self.view.export_cells(self.rows()):
            yield cadre_of(record), cells
