"""The page of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _

from cadres.shared.files.spreadsheets import BYTE_ORDER_MARK, csv_text, write_workbook
from cadres.shared.lists.bulk import LIST_ACTIONS, Bulk
from cadres.shared.lists.carried_params import carried_params, carried_url, carried_with
from cadres.shared.lists.counting import bounded_count
from cadres.shared.lists.definition import ListDefinition, Listing
from cadres.shared.lists.export_links import ask_url
from cadres.shared.lists.keyset import BadCursor, Page, paginate
from cadres.shared.lists.saved_views import SAVED_VIEWS
from cadres.shared.lists.selected import rows_of, selected
from cadres.shared.lists.side_panel import side_panel
from cadres.shared.pages.records import Guarded
from cadres.shared.recusal import leaves_out

MOST_COUNTED = 10_000
KEEP_VIEWS = "cadres.keep_views"
SHAPE = ("columns", "sort")  # how rows are shown, not which


@dataclass(frozen=True)
class Total:
    """The number of rows of a list: ``more`` than that, or ``None`` where counting would have taken too long."""

    number: int | None
    more: bool = False


class ListPage(Guarded):
    """A page about a list, for whoever may see the list."""

    definition: ListDefinition

    @classproperty
    def permission(cls) -> str:  # noqa: N805 -- the class is what it is asked of
        return cls.definition.permission


class RecordList(ListPage):
    """The page of a ``definition``, with filter, sort, export and keyset pages; htmx gets the table alone.

    What the list is, its definition says (``lists.py`` of the noun); here stands what only the page has, all of it
    optional: ``template_name``, ``heading_actions`` (label, URL name, permission), ``empty_text``, ``conditions_url``
    (the page that builds the conditions), ``bulk_actions``, ``panel_template``.
    """

    template_name = "components/record_list.html"
    heading_actions: tuple[tuple[Any, str, str], ...] = ()
    empty_text: Any = ""
    conditions_url = ""
    bulk_actions: tuple[Bulk, ...] = ()
    panel_template = ""

    @cached_property
    def listing(self) -> Listing:
        """The list as this address and this user ask for it."""
        return self.definition.asked_by(self.request.user, self.definition.as_usual(self.request.GET), **self.kwargs)

    def get_title(self) -> Any:
        return self.definition.title

    def get_context(self) -> dict[str, Any]:
        """More for the template; override and extend."""
        return {}

    def get_panel_context(self, record: Any) -> dict[str, Any]:
        """What ``panel_template`` shows of the record."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        listing, definition = self.listing, self.definition
        fragment = request.htmx and not (request.htmx.boosted or request.htmx.history_restore_request)
        keeps = definition.saved_views and request.user.has_perm(KEEP_VIEWS)
        views = SAVED_VIEWS.only(request.user, definition.key) if keeps and not fragment else []
        first = next((one for one in views if one.is_default and one.user_id == request.user.pk), None)
        if first and not request.GET:
            return redirect(first)
        if definition.exportable and (wanted := request.GET.get("export")) in ("csv", "xlsx"):
            return self.export(listing.rows, wanted)
        title, rows, order = self.get_title(), listing.rows, listing.order
        panel = side_panel(rows, request.GET["panel"], order) if self.panel_template and "panel" in request.GET else {}
        if panel:
            panel |= self.get_panel_context(panel["record"])
        context: dict[str, Any] = {"title": title, "panel": panel, "panel_template": self.panel_template}
        if panel and fragment and request.htmx.target == "panel":
            return render(request, "components/_panel.html", context)
        try:
            page = paginate(rows, order=order, size=settings.PAGE_SIZE, cursor=request.GET.get("cursor") or None)
        except BadCursor as error:
            raise Http404(_("This page of the list no longer exists.")) from error
        columns = listing.columns
        carried = carried_with(request.GET, definition.usual, "columns")
        context |= {
            "table": definition.table_class(
                page.rows, request=request, exclude=columns.hidden, sequence=columns.sequence
            ),
            "page": page,
            "leaves_out": leaves_out(rows.model, request.user),
            "filter": listing.filterset,
            "sort": order,
            "sorts": definition.sorts,
            "columns": columns,
            "sentences": self._sentences(),
            "views": views,
            "list_name": definition.key if keeps else "",
            "total": self._total(page),
            "conditions_url": self.conditions_url,
            "exportable": definition.exportable,
            "bulk_actions": [one for one in self._bulk_actions() if self._may(one.permission)],
            "carried": carried,
            "columns_rest": f"{urlencode(carried)}&" if carried else "",
            "list_query": carried_url(listing.query, "view"),
            "list_rest": urlencode(carried_with(request.GET, definition.usual, "where")),
            "bare_url": f"{request.path}?view=all" if keeps else request.path,
            "heading_actions": [(label, name) for label, name, perm in self.heading_actions if self._may(perm)],
            "empty_text": self.empty_text,
            **self.get_context(),
        }
        response = render(request, "components/table.html" if fragment else self.template_name, context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])  # or "back" would show the fragment alone
        return response

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """One of the ``bulk_actions`` with the selected rows."""
        action = next((one for one in self._bulk_actions() if one.key == request.POST.get("bulk")), None)
        if action is None:
            return self.http_method_not_allowed(request)
        if not self._may(action.permission):
            raise PermissionDenied
        rows = rows_of(self.listing.everything(), selected(request)).order_by(self.listing.order, "pk")
        if not rows.exists():
            messages.warning(request, _("Select records first."))
            return redirect(request.get_full_path())
        return action.run(self, rows)

    def _bulk_actions(self) -> list[Bulk]:
        return [*self.bulk_actions, *(one.bulk for one in LIST_ACTIONS if one.on == self.definition.key)]

    def _total(self, page: Page) -> Total:
        """How many rows there are; only what one page does not show is counted, and not without end."""
        if not page.previous and not page.next:
            return Total(len(page.rows))
        found = bounded_count(self.listing.rows, MOST_COUNTED)
        return Total(min(found, MOST_COUNTED), more=found > MOST_COUNTED) if found is not None else Total(None)

    def _may(self, permission: str) -> bool:
        return self.request.user.has_perm(permission)

    def _sentences(self) -> list[tuple[str, str]]:
        """The conditions in words, each with the address of the list without it."""
        rest = urlencode(carried_with(self.request.GET, self.definition.usual, "where", "view"))
        return [(one.words, f"{self.request.path}?{rest}&where={quote(one.others)}") for one in self.listing.sentences]

    def export(
        self, rows: QuerySet, kind: str, picks: Iterable[Any] = ()
    ) -> HttpResponse | FileResponse | StreamingHttpResponse:
        """The rows as a file; of personal data only the page that asks for it. ``picks``: keys of selected rows."""
        if self.definition.personal:
            pick = ".".join(map(str, picks))
            query = urlencode(
                [one for one in carried_params(self.listing.query, "view") if not pick or one[0] in SHAPE]
            )
            return redirect(ask_url("list", kind, list=self.definition.key, query=query, pick=pick))
        listing = self.listing
        name = f"{rows.model._meta.model_name}-{timezone.localdate():%Y%m%d}.{kind}"
        cells = (cells for _record, cells in listing.cells(rows.order_by(listing.order, "pk")))
        if kind == "csv":
            text = chain([BYTE_ORDER_MARK], csv_text(listing.header(), cells))
            response = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        book = write_workbook(str(self.get_title()), listing.header(), cells)
        return FileResponse(book, as_attachment=True, filename=name)
