"""Exports of personal data: asking, deciding, fetching once, and the list of all requests."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cadres.platform.exports import services as exports
from cadres.platform.exports.choices import ExportFormat, ExportStage
from cadres.platform.exports.forms import ExportForm
from cadres.platform.exports.lists import EXPORT_LIST, VIEW
from cadres.platform.exports.models import ExportRequest
from cadres.platform.exports.points import Source, source_of
from cadres.platform.exports.workflow import APPROVE, ASK
from cadres.platform.jobs.presenters import shown
from cadres.platform.log.pages import RequestDetail
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Concerned, Matter, Paper, Part
from cadres.shared.pages.records import Guarded
from cadres.shared.pages.stage_progress import stage_progress
from cadres.shared.workflow import AvailableMove

SHOWN = 100  # rows for who decides
OPEN = (ExportStage.REQUESTED, ExportStage.APPROVED)
TONES = {
    ExportStage.REQUESTED: "warn",
    ExportStage.APPROVED: "info",
    ExportStage.FETCHED: "good",
    ExportStage.DECLINED: "bad",
}
STEPS = {
    "request": gettext_lazy("Asked for"),
    "make": gettext_lazy("The file was made"),
    "lapse": gettext_lazy("Not decided in time; where it is needed, it is asked for again"),
    "expire": gettext_lazy("Not fetched in time; the file is deleted"),
}


class ExportList(RecordList):
    definition = EXPORT_LIST
    empty_text = gettext_lazy(
        "Nobody has asked for an export yet. It begins at the list that is wanted: CSV or Excel."
    )


class ExportNew(FormPage):
    """``?of=`` a source, ``as=`` a format, and what the source needs to know which of its things is meant."""

    form_class = ExportForm
    permission = ASK
    asks_again = True
    title = gettext_lazy("Ask for an export")
    template_name = "cadres/exports/export_new.html"

    @cached_property
    def source(self) -> Source:
        query, user = self.request.GET, self.request.user
        kind = source_of(query.get("of", ""))
        source = kind(user, kind.read(user, query))
        if self.wanted not in source.formats:
            raise Http404
        if not user.has_perms(list(source.permissions)):
            raise PermissionDenied
        return source

    @property
    def wanted(self) -> str:
        return self.request.GET.get("as", "")

    @cached_property
    def waits(self) -> bool:
        return exports.needs_approval(exports.home_of(self.request.user))

    def get_context(self) -> dict[str, Any]:
        source = self.source
        rows = source.count(exports.MOST_COUNTED + 1)
        most = exports.MOST_COUNTED
        return {
            "facts": [
                (_("What"), source.title),
                *source.condition_labels(),
                (pgettext("export", "Columns"), "、".join(source.header())),
                (_("Records"), _("more than %(number)d") % {"number": most} if rows > most else rows),
                (_("Format"), ExportFormat(self.wanted).label),
            ],
            "back": source.url,
            "waits": self.waits,
            "submit_label": _("Ask for approval") if self.waits else _("Make the file"),
        }

    def save(self, form: ExportForm) -> ExportRequest:
        return exports.request_export(self.source, self.wanted, by=self.request.user, **form.cleaned_data)


class ExportDetail(RequestDetail):
    """The request with its steps. The auditor reads everything but which persons it is about."""

    model = ExportRequest
    permission = VIEW
    template_name = "cadres/exports/export_detail.html"
    workflow = exports.EXPORTS
    move_url_name = "cadres:export_move"
    asker, ask, settle, tones, began = "requested_by", ASK, APPROVE, TONES, STEPS

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("requested_by", "decided_by", "job", "division")

    def facts(self, record: ExportRequest) -> list[tuple[Any, Any]]:
        return facts_of(record, content=self.request.user.has_perm(ASK))

    def moves(self, record: ExportRequest) -> list[AvailableMove]:
        return [one for one in super().moves(record) if not _needless(one)]

    def get_context(self, record: ExportRequest) -> dict[str, Any]:
        user, found = self.request.user, super().get_context(record)
        fetch = next((one for one in found["available_moves"] if one.move.name == "fetch"), None)
        making = record.requested_by_id == user.pk and record.job and record.stage == ExportStage.APPROVED
        return found | {
            "available_moves": [one for one in found["available_moves"] if one is not fetch],
            "fetch": fetch,
            "stages": stages_of(record),
            "job": shown(record.job) if making else None,
            "rows_shown": user.has_perm(ASK) and record.stage in OPEN,
        }


def _needless(offer: Any) -> bool:
    """Moves that are only for when something went otherwise: no button while it did not."""
    return offer.move.name in ("release", "remake") and bool(offer.objections)


def facts_of(record: ExportRequest, *, content: bool) -> list[tuple[Any, Any]]:
    labels = [(label, text) for label, text in record.told] if content else []
    decided = record.decided_by or (_("no second person needed") if record.waived else None)
    later = [
        (_("Approval document"), record.document),
        (_("Asked for by"), record.requested_by),
        (_("Asked for at"), record.requested_at),
        (_("To be decided before"), record.stage == ExportStage.REQUESTED and exports.decided_before(record)),
        (_("Decided by"), decided),
        (_("To be fetched before"), record.expires_at),
        (_("Downloaded at"), record.fetched_at),
    ]
    return [
        (_("What"), record.title),
        *labels,
        (pgettext("export", "Columns"), "、".join(record.columns)),
        (_("Records"), record.counted),
        (_("Format"), record.get_format_display()),
        (_("Purpose"), record.purpose),
        *((label, value) for label, value in later if value),
    ]


def stages_of(record: ExportRequest) -> list[dict[str, Any]]:
    """The way of a request; one that was declined, withdrawn, not decided or not fetched ends there."""
    way = [ExportStage.REQUESTED, ExportStage.APPROVED, ExportStage.FETCHED]
    passed = way[:2] if record.stage == ExportStage.EXPIRED else way[:1]
    return stage_progress(way, ExportStage(record.stage), passed=passed)


class ExportRows(Guarded):
    """The first rows as they will stand in the file, for who decides and who asked; what is masked stays masked."""

    permission = ASK

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = ExportRequest.objects.visible_to(request.user).select_related("requested_by")
        record = get_object_or_404(rows.filter(stage__in=OPEN), pk=pk)
        source = exports.loaded(record, shown_to=request.user)
        context = {
            "record": record,
            "header": [pgettext("person", "Name")] if source.key == "forms" else source.header(),
            "rows": list(source.sample(SHOWN)) if exports.may_have(record.requested_by, source) else [],
            "shown": SHOWN,
            "left_out": bool(source.closed - record.requested_by.barred_cadres),
        }
        response = render(request, "cadres/exports/export_rows.html", context)
        response["Cache-Control"] = "no-store"
        return response


class ExportMove(MovePage):
    """The steps; "fetch" answers with the file, which is then gone."""

    model = ExportRequest
    workflow = exports.EXPORTS
    take = exports.move_export

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("requested_by", "decided_by", "job")

    def matter(self) -> Matter:
        record = self.record
        rows = Paper(pgettext("export", "See the rows"), reverse("cadres:export_rows", args=[record.pk]))
        return Matter(
            concerned=(Concerned(record.requested_by, what=_("asks for the export")),),
            parts=(Part(_("What was asked for"), tuple(facts_of(record, content=True))),),
            papers=(rows,) if record.stage in OPEN else (),
        )

    def save(self, form: Any) -> Any:
        if self.kwargs["name"] != "fetch":
            return super().save(form)
        stored, content = exports.fetch(self.record, by=self.request.user, **form.cleaned_data)
        response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.content_type)
        response["Cache-Control"] = "no-store"
        return response
