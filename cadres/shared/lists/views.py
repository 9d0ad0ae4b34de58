"""The list of records."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from cadres.shared.files.spreadsheets import BYTE_ORDER_MARK, csv_text, write_workbook
from cadres.shared.lists.conditions import ConditionSet, read
from cadres.shared.lists.definition import (
    SAVED_VIEWS,
    Bulk,
    Columns,
    beside,
    columns_of,
    kept,
    kept_url,
    picked,
    rows_of,
)
from cadres.shared.lists.export_links import ask_url
from cadres.shared.lists.keyset import BadCursor, paginate
from cadres.shared.pages.records import Guarded

EXPORT_CHUNK = 1000
SHAPE = ("columns", "sort")  # how rows are shown, not which


class RecordList(Guarded):
    """A list with filter, sort, export and keyset pages; htmx gets the table alone.

    Declare ``model``, ``table_class``, ``filterset_class``, ``permission``, ``title``; optional ``default_sort``
    (a non-null field, "-" for falling), ``template_name``, ``heading_actions`` (label, URL name, permission),
    ``empty_text``; and of the tools in docs/lists.md: ``list_name`` (its own URL name; gives saved views),
    ``conditions`` with ``conditions_url`` (the page that builds them), ``bulk_actions``, ``panel_template``.

    ``personal`` leads from a row to the id of the cadre it tells of ("pk", "cadre_id", "tenure__cadre_id"): its
    exports are then asked for and approved (docs/exports.md) instead of given at once. ``exportable``: whether it is
    given out at all.
    """

    model: Any
    table_class: Any
    filterset_class: Any
    title: Any = ""
    default_sort = "-pk"
    template_name = "components/record_list.html"
    heading_actions: tuple[tuple[Any, str, str], ...] = ()
    empty_text: Any = ""
    list_name = ""
    conditions: ConditionSet | None = None
    conditions_url = ""
    bulk_actions: tuple[Bulk, ...] = ()
    panel_template = ""
    personal = ""
    exportable = True

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user).for_list()

    def get_context(self) -> dict[str, Any]:
        """More for the template; override and extend."""
        return {}

    def get_panel_context(self, record: Any) -> dict[str, Any]:
        """What ``panel_template`` shows of the record."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        fragment = request.htmx and not (request.htmx.boosted or request.htmx.history_restore_request)
        views = [] if fragment or not self.list_name else SAVED_VIEWS.only(request.user, self.list_name)
        first = next((one for one in views if one.is_default and one.user_id == request.user.pk), None)
        if first and not request.GET:
            return redirect(first)
        filterset, rows, sentences = self.found()
        order = self._order()
        if self.exportable and (wanted := request.GET.get("export")) in ("csv", "xlsx"):
            return self.export(rows, wanted)
        panel = beside(rows, request.GET["panel"], order) if self.panel_template and "panel" in request.GET else {}
        if panel:
            panel |= self.get_panel_context(panel["record"])
        context: dict[str, Any] = {"title": self.title, "panel": panel, "panel_template": self.panel_template}
        if panel and fragment and request.htmx.target == "panel":
            return render(request, "components/_panel.html", context)
        try:
            page = paginate(rows, order=order, size=settings.PAGE_SIZE, cursor=request.GET.get("cursor") or None)
        except BadCursor as error:
            raise Http404(_("This page of the list no longer exists.")) from error
        columns = self._columns()
        context |= {
            "table": self.table_class(page.rows, request=request, exclude=columns.hidden),
            "page": page,
            "filter": filterset,
            "sort": order,
            "sorts": getattr(self.table_class.Meta, "sorts", {}),
            "columns": columns,
            "sentences": sentences,
            "views": views,
            "list_name": self.list_name,
            "conditions_url": self.conditions_url,
            "exportable": self.exportable,
            "bulk_actions": [one for one in self.bulk_actions if request.user.has_perm(one.permission)],
            "kept": kept(request.GET, "columns"),
            "list_query": kept_url(request.GET, "view"),
            "list_rest": kept_url(request.GET, "where"),
            "bare_url": f"{request.path}?view=all" if self.list_name else request.path,
            "heading_actions": [(label, name) for label, name, perm in self.heading_actions if self._may(perm)],
            "empty_text": self.empty_text,
            **self.get_context(),
        }
        response = render(request, "components/table.html" if fragment else self.template_name, context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])  # or "back" would show the fragment alone
        return response

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """One of the ``bulk_actions`` with the selected rows."""
        action = next((one for one in self.bulk_actions if one.key == request.POST.get("bulk")), None)
        if action is None:
            return self.http_method_not_allowed(request)
        if not self._may(action.permission):
            raise PermissionDenied
        rows = rows_of(self.get_queryset(), picked(request)).order_by(self._order(), "pk")
        if not rows.exists():
            messages.warning(request, _("Select records first."))
            return redirect(request.get_full_path())
        return action.run(self, rows)

    def _may(self, permission: str) -> bool:
        return self.request.user.has_perm(permission)

    def found(self) -> tuple[Any, QuerySet, list[tuple[str, str]]]:
        """The filter, the rows that fit it and the conditions, and the conditions in words."""
        filterset = self.filterset_class(self.request.GET or None, queryset=self.get_queryset(), request=self.request)
        return filterset, *self._searched(filterset.qs)

    def _searched(self, rows: QuerySet) -> tuple[QuerySet, list[tuple[str, str]]]:
        """The rows that meet ``?where=``, and it in words, each part with the address of the list without it."""
        if self.conditions is None or not (text := self.request.GET.get("where", "")):
            return rows, []
        wanted, user = read(text), self.request.user
        rest = kept_url(self.request.GET, "where", "view")
        sentences = [
            (words, f"{self.request.path}?{rest}&where={quote(str(less))}")
            for words, less in self.conditions.sentences(wanted, user)
        ]
        try:
            return rows.filter(self.conditions.where(wanted, user)), sentences
        except ValidationError:  # told by the words; showing everything instead would mislead
            return rows.none(), sentences

    def _columns(self) -> Columns:
        return columns_of(self.table_class, self.request.GET.getlist("columns"))

    def _order(self) -> str:
        sorts = getattr(self.table_class.Meta, "sorts", {})
        asked = self.request.GET.get("sort", "")
        if asked.lstrip("-") in sorts:
            sign = "-" if asked.startswith("-") else ""
            return f"{sign}{sorts[asked.lstrip('-')]}"
        return self.default_sort

    def export(
        self, rows: QuerySet, kind: str, picks: Iterable[Any] = ()
    ) -> HttpResponse | FileResponse | StreamingHttpResponse:
        """The rows as a file; of personal data only the page that asks for it. ``picks``: keys of selected rows."""
        if self.personal:
            pick = ".".join(map(str, picks))
            query = urlencode([one for one in kept(self.request.GET, "view") if not pick or one[0] in SHAPE])
            name = self.request.resolver_match.view_name
            return redirect(ask_url("list", kind, list=name, query=query, pick=pick))
        name = f"{self.model._meta.model_name}-{timezone.localdate():%Y%m%d}.{kind}"
        cells = (cells for _record, cells in self.export_cells(rows.order_by(self._order(), "pk")))
        if kind == "csv":
            text = chain([BYTE_ORDER_MARK], csv_text(self.export_header(), cells))
            response = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        book = write_workbook(str(self.title), self.export_header(), cells)
        return FileResponse(book, as_attachment=True, filename=name)

    def export_header(self) -> list[str]:
        return [str(column.header) for column in self._exported()]

    def export_cells(self, rows: QuerySet) -> Iterator[tuple[Any, list[Any]]]:
        """Each record with its cells, in the columns shown; a thousand rows in memory at a time."""
        names = [column.name for column in self._exported()]
        stream = rows.iterator(chunk_size=EXPORT_CHUNK)
        while chunk := list(islice(stream, EXPORT_CHUNK)):
            for row in self.table_class(chunk).rows:
                yield row.record, [row.get_cell_value(name) for name in names]

    def _exported(self) -> list[Any]:
        columns = self.table_class([], exclude=self._columns().hidden).columns.iterall()
        return [column for column in columns if not getattr(column.column, "exclude_from_export", False)]
