"""What the base gives out: lists, rosters, appointment forms, whole kinds of records."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.exports.points import Line, TableSource
from cadres.shared.lists.definition import LISTS, ListDefinition, Listing
from cadres.shared.lists.filter_labels import filter_words
from cadres.shared.lists.selected import MOST_SELECTED, rows_of
from cadres.shared.numbers import keys_of


def list_of(key: str) -> ListDefinition:
    """The list of this key, if it is one of personal data; raises ``Http404``."""
    found = LISTS.get(key)
    if found is None or not found.personal:
        raise Http404
    return found


def numbers(text: str) -> list[int]:
    """Keys written as "3.17.20"; anything else is passed over."""
    return keys_of(text.replace(",", "."))[:MOST_SELECTED]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return localdate()


class ListSource(TableSource):
    """Any list that is ``personal``: with its filter, columns and order, or the rows picked in it."""

    key = "list"

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:  # noqa: ARG003 -- as in Source
        definition = list_of(query.get("list", ""))
        pick = [part for part in query.get("pick", "").split(".") if part.isalnum()][:MOST_SELECTED]
        return {"list": definition.key, "query": query.get("query", "").replace("\0", ""), "pick": pick}

    @cached_property
    def definition(self) -> ListDefinition:
        return list_of(self.params["list"])

    @cached_property
    def listing(self) -> Listing:
        """The list as the user would see it."""
        return self.definition.asked_by(self.user, QueryDict(self.params["query"]))

    @property
    def permissions(self) -> tuple[str, ...]:
        return (self.definition.permission,)

    @property
    def title(self) -> Any:
        return self.definition.title

    @property
    def url(self) -> str:
        return f"{reverse(self.definition.key)}?{self.params['query']}"

    def rows(self) -> Any:
        listing, pick = self.listing, self.params["pick"]
        rows = rows_of(listing.everything(), pick) if pick else listing.rows
        if self.closed:
            rows = rows.exclude(**{f"{self.definition.personal}__in": self.closed})
        return rows.order_by(listing.order, "pk")

    def condition_labels(self) -> list[tuple[str, str]]:
        if self.params["pick"]:
            return [(_("Selected"), _("%(number)d rows, one by one") % {"number": len(self.params["pick"])})]
        listing = self.listing
        words = [(label, text) for label, text, _names in filter_words(listing.filterset.form, listing.query)]
        sentences = [(_("Condition"), one.words) for one in listing.sentences]
        return [*words, *sentences] or [(_("Filter"), _("none: all rows"))]

    def header(self) -> list[str]:
        return self.listing.header()

    def count(self, most: int) -> int:
        return self.rows().order_by().values("pk")[:most].count()

    def sample(self, number: int) -> Iterator[list[Any]]:
        for _record, cells in self.listing.cells(self.rows()[:number]):
            yield cells

    def lines(self) -> Iterator[Line]:
        cadre_of = attrgetter(self.definition.personal.replace("__", "."))
        for record, cells in self.listing.cells(self.rows()):
            yield cadre_of(record), cells
