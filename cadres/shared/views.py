"""The generic pages. A view elsewhere is a declaration; the work is done here."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views import View

from cadres.shared.conditions import ConditionSet, read
from cadres.shared.drafts import ASKED, OPEN, Drafting, Kept
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.exports import ask_url
from cadres.shared.forms import MoveForm, SeenForm
from cadres.shared.keyset import BadCursor, paginate
from cadres.shared.lists import HOOKS, Bulk, Columns, beside, columns_of, kept, kept_url, picked, rows_of
from cadres.shared.once import new_mark, once
from cadres.shared.spreadsheets import BYTE_ORDER_MARK, csv_text, write_workbook

EXPORT_CHUNK = 1000
SHAPE = ("columns", "sort")  # how rows are shown, not which


class Guarded(View):
    """Needs ``permission``; a view that names none is a programming error, found by the access-matrix test."""

    permission: str
    background = False  # asked for by a page itself, which is no sign of anybody working: ``cadres.shared.idle``

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def check_record(self, record: Any) -> None:
        """What stands against opening a record within reach; raises ``PermissionDenied``. Called when it is read."""


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
        views = [] if fragment or not self.list_name else HOOKS.saved_views(request.user, self.list_name)
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


class RecordDetail(Guarded):
    """One record within the user's reach; outside it there is nothing (404)."""

    model: Any
    template_name: str

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def get_object(self) -> Any:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_context(self, record: Any) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        record = self.get_object()
        self.check_record(record)
        return render(request, self.template_name, {"record": record, **self.get_context(record)})


class FormPage(Drafting, Guarded):
    """A form whose success is one service call. Refusals are shown beside what was typed; nothing typed is lost.

    A form over something saved is a ``SeenForm``, so that nobody overwrites what another person saved meanwhile.
    Implement ``save(form)``; return the record (its page is shown next) or a response. ``get_form_kwargs`` may read
    the record by ``self.record`` when ``model`` is set and the URL has a ``pk``.
    """

    form_class: Any
    model: Any = None
    title: Any = ""
    submit_label: Any = ""
    success_message: Any = ""
    template_name = "components/form_page.html"
    record: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.model is not None and "pk" in kwargs and request.user.has_perm(self.permission):
            self.record = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
            self.check_record(self.record)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {}

    def get_context(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> Any:
        raise NotImplementedError

    def make_form(self, **kwargs: Any) -> Any:
        return self.form_class(**kwargs, **self.get_form_kwargs())

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        found = self.find_draft()
        if found is not None and request.GET.get(ASKED) == OPEN:
            return self._draft_page(found)
        return self._page(self.make_form(), found=found)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if ASKED in request.POST:
            return self.answer_draft(self.make_form())
        return once(request, lambda: self._receive(request))

    def _receive(self, request: HttpRequest) -> HttpResponse:
        form = self.make_form(data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            done = self.save(form)
        except Refused as refused:
            return self._page(form, status=422, objections=refused.objections)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._page(form, status=422)
        except OutOfDate as error:
            if isinstance(form, SeenForm):
                return self._both_versions(form, error)
            self.keep_draft(form)  # there may be no such form any more; if there is, what was typed waits in it
            messages.warning(request, str(error))
            return redirect(self.record or "home")
        self.drop_draft()
        if self.success_message:
            messages.success(request, self.success_message)
        return done if isinstance(done, HttpResponseBase) else redirect(done)

    def _both_versions(self, form: SeenForm, error: OutOfDate) -> HttpResponse:
        """What was typed stays in the form, what was saved meanwhile stands above it; saving again decides."""
        objections, again = self._over_present(form, str(error))
        return self._page(again, status=409, objections=objections)

    def _over_present(self, form: SeenForm, told: str) -> tuple[tuple[Objection, ...], Any]:
        """What stands between what was typed and what is saved now, and the form of the one over the other."""
        if self.record is not None:
            self.record = self.get_queryset().get(pk=self.record.pk)
        fresh = self.make_form()
        objections = (Objection("out-of-date", told), *form.differences(fresh))
        return objections, self.make_form(data=form.rebased(fresh), files=form.files)

    def _draft_page(self, found: Kept) -> HttpResponse:
        """What was typed once, over what is saved now. Nothing is judged before the person presses the button."""
        form, objections = self.make_form(data=found.data), ()
        if isinstance(form, SeenForm) and form.is_stale():
            told = _("Somebody has changed this since you typed your draft. What only they changed is taken over.")
            objections, form = self._over_present(form, told)
        form._errors = ErrorDict()
        return self._page(form, objections=objections, found=found, opened=True)

    def _page(
        self,
        form: Any,
        status: int = 200,
        objections: tuple = (),
        found: Kept | None = None,
        opened: bool = False,
    ) -> HttpResponse:
        context = {
            "form": form,
            "objections": objections,
            "title": self.title,
            "submit_label": self.submit_label or _("Save"),
            "record": self.record,
            "once": new_mark(),
            "draft": self.draft_context(form, found, opened=opened),
            **self.get_context(),
        }
        return render(self.request, self.template_name, context, status=status)


class MovePage(FormPage):
    """One move of a record with stages, on ``<noun>/<pk>/moves/<name>/``: what it needs, what stands against it.

    Declare ``model``, ``workflow``, ``take`` (the app's own service, called as ``take(record, name, by=…, **data)``)
    and ``forms`` (a move's name → its form; ``MoveForm`` where a reason is all).
    """

    workflow: Any
    take: Any
    forms: dict[str, Any] = {}
    default_form: Any = MoveForm
    template_name = "components/move_page.html"

    @property
    def permission(self) -> str:  # type: ignore[override]
        if self.kwargs["name"] not in self.workflow:
            raise Http404
        return self.workflow[self.kwargs["name"]].permission

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        return self.forms.get(self.kwargs["name"], self.default_form)

    def get_form_kwargs(self) -> dict[str, Any]:
        seen = {"seen_stage": getattr(self.record, self.workflow.stage_field)}
        kwargs: dict[str, Any] = {"initial": seen}
        if getattr(self.form_class, "wants_record", False):
            kwargs["record"] = self.record
        return kwargs

    def get_context(self) -> dict[str, Any]:
        move = self.workflow[self.kwargs["name"]]
        return {"title": move.label, "submit_label": move.label, "move": move}

    def save(self, form: Any) -> Any:
        return type(self).take(self.record, self.kwargs["name"], by=self.request.user, **form.cleaned_data)
