"""Papers of a file: the tab, putting in, particulars, giving out, new editions, withdrawal, the catalogue to print."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cadres.platform.access_log.choices import AccessKind
from cadres.platform.access_log.services import open_part, refuse_barred
from cadres.platform.log.models import Step
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.pages import CadreSection
from cadres.registry.cadre_files.presenters import concerned
from cadres.registry.documents import services as documents
from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.registry.documents.forms import DocumentForm, EditionForm, NewDocumentsForm, WithdrawalForm
from cadres.registry.documents.models import Document
from cadres.registry.documents.points import Reliance, relying_on
from cadres.shared.errors import Refused
from cadres.shared.files.names import date_parts
from cadres.shared.files.serving import stream
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.forms import MoveForm
from cadres.shared.pages.matter import Matter, Paper, Part
from cadres.shared.pages.records import Guarded, RecordDetail

VIEW, KEEP, DISCIPLINE = "cadres.view_document", "cadres.keep_documents", "cadres.view_discipline_paper"
TONES = {DocumentStage.ASKED: "warn", DocumentStage.WITHDRAWN: "bad"}


@dataclass
class Shelf:
    """One class of the file with its papers. ``closed``: to this user."""

    key: str
    label: str
    papers: list[Document] = field(default_factory=list)
    closed: bool = False


def shelves(papers: Iterable[Document], user: Any) -> list[Shelf]:
    """All classes in order; each paper in the file gets its place in its class, the stage of others its colour."""
    found = {value: Shelf(value, label) for value, label in DocumentClass.choices}
    found[DocumentClass.DISCIPLINE].closed = not user.has_perm(DISCIPLINE)
    for paper in papers:
        shelf = found[paper.section]
        shelf.papers.append(paper)
        paper.place = f"{shelf.key}-{len(shelf.papers)}"
        paper.tone = TONES.get(paper.stage, "neutral")
        paper.year, paper.month, paper.day = date_parts(paper.dated)
    return list(found.values())


class CadreDocuments(CadreSection):
    """The papers class by class; behind a paper its former editions; below, what was withdrawn."""

    permission = VIEW
    template_name = "cadres/documents/cadre_documents.html"
    section = "documents"

    def get_context(self, record: Cadre) -> dict[str, Any]:
        user = self.request.user
        rows = Document.objects.visible_to(user).filter(cadre=record).in_order()
        papers = list(rows.select_related("put_in_by", "asked_by", "settled_by"))
        moves = [move for move in documents.DOCUMENTS.moves if user.has_perm(move.permission)]
        former = {paper.pk: paper for paper in papers if paper.stage == DocumentStage.REPLACED}
        for paper in papers:
            paper.editions = list(_behind(paper, former))
            paper.available_moves = [move for move in moves if paper.stage in move.sources]
        there = [paper for paper in papers if paper.stage in (DocumentStage.KEPT, DocumentStage.ASKED)]
        size = sum(paper.size for paper in papers if paper.destroyed_at is None)
        found = shelves(there, user)
        return {
            **super().get_context(record),
            "shelves": [shelf for shelf in found if shelf.papers],
            "empty": [shelf for shelf in found if not shelf.papers and not shelf.closed],
            "closed": [shelf for shelf in found if shelf.closed],
            "withdrawn": [paper for paper in papers if paper.stage == DocumentStage.WITHDRAWN],
            "number": len(there),
            "pages": sum(paper.pages or 0 for paper in there),
            "size": size,
            "room": settings.DOCUMENTS_PER_CADRE,
            "may_keep": user.has_perm(KEEP),
            "may_settle": user.has_perm("cadres.settle_withdrawal"),
        }


def _behind(paper: Document, former: dict[int, Document]) -> Iterable[Document]:
    while paper.replaces_id in former:
        paper = former[paper.replaces_id]
        yield paper


class Catalogue(RecordDetail):
    """The catalogue (目录) that lies on top of a file, on A4."""

    model = Cadre
    permission = VIEW
    template_name = "cadres/documents/documents_catalogue.html"

    def get_queryset(self) -> QuerySet:
        if not self.request.user.has_perm("cadres.view_cadre"):
            return Cadre.objects.none()
        return super().get_queryset().only("name", "division")

    def check_record(self, record: Cadre) -> None:
        open_part(record, "catalogue", by=self.request.user, kind=AccessKind.PRINT)

    def get_context(self, record: Cadre) -> dict[str, Any]:
        papers = Document.objects.visible_to(self.request.user).filter(cadre=record).in_the_file().in_order()
        return {
            "shelves": shelves(papers, self.request.user),
            "title": _("Catalogue of the papers of a personnel file"),
            "back": reverse("cadres:cadre_documents", args=[record.pk]),
        }


class DocumentsPutIn(FormPage):
    """Each file stands by itself: what is wrong with one keeps no other out."""

    model = Cadre
    permission = KEEP
    form_class = NewDocumentsForm
    title = gettext_lazy("Put papers into the file")
    submit_label = gettext_lazy("Put in")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().only("name", "division")

    def check_record(self, record: Cadre) -> None:
        open_part(record, "documents", by=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = self.request.GET.get("section")
        return {"closed": not self.request.user.has_perm(DISCIPLINE), "initial": {"section": asked}}

    def save(self, form: NewDocumentsForm) -> HttpResponse:
        results = [self._put_in(file, form.values()) for file in form.cleaned_data["files"]]
        done = sum(result["paper"] is not None for result in results)
        back = reverse("cadres:cadre_documents", args=[self.record.pk])
        if done == len(results):
            text = ngettext("%(n)d paper is in the file.", "%(n)d papers are in the file.", done)
            messages.success(self.request, text % {"n": done})
            return redirect(back)
        context = {"record": self.record, "results": results, "done": done, "refused": len(results) - done}
        return render(self.request, "cadres/documents/documents_report.html", context)

    def _put_in(self, file: Any, values: dict[str, Any]) -> dict[str, Any]:
        result: dict[str, Any] = {"name": file.name, "paper": None, "objections": ()}
        try:
            result["paper"] = documents.add_document(
                self.record, file, name=file.name, values=values, by=self.request.user
            )
        except Refused as refused:
            result["objections"] = refused.objections
        return result


class DocumentPage(FormPage):
    """A form about one paper."""

    model = Document
    permission = KEEP

    def check_record(self, record: Document) -> None:
        refuse_barred(self.request.user, record.cadre_id)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What cannot be done is said before anything is typed."""
        documents.refuse_not_kept(self.record)
        return super().get(request, **kwargs)


class DocumentChange(DocumentPage):
    form_class = DocumentForm
    title = gettext_lazy("Change the particulars of the paper")
    success_message = gettext_lazy("The particulars are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def save(self, form: DocumentForm) -> Document:
        seen = form.cleaned_data["seen"]
        return documents.change_document(self.record, form.values(), by=self.request.user, seen=seen)


class DocumentEdition(DocumentPage):
    form_class = EditionForm
    title = gettext_lazy("Put in a new edition")
    submit_label = gettext_lazy("Put in")
    success_message = gettext_lazy("The new edition is in the file; the former stays behind it.")

    def save(self, form: EditionForm) -> Document:
        file, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
        return documents.add_edition(self.record, file, name=file.name, by=self.request.user, reason=reason)


class DocumentMove(MovePage):
    model = Document
    workflow = documents.DOCUMENTS
    take = documents.move_document
    template_name = "cadres/documents/document_move.html"

    def check_record(self, record: Document) -> None:
        refuse_barred(self.request.user, record.cadre_id)

    @cached_property
    def relying(self) -> list[Reliance]:
        """What would lose its paper by this move."""
        return relying_on(self.record) if self.kwargs["name"] in ("ask", "confirm") else []

    @property
    def form_class(self) -> type[MoveForm]:
        return WithdrawalForm if self.kwargs["name"] == "confirm" and self.relying else MoveForm

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("cadre", "asked_by", "put_in_by")

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "relying": self.relying}

    def matter(self) -> Matter:
        record = self.record
        facts = [
            (pgettext("paper", "Class"), record.get_section_display()),
            (_("Date of the paper"), record.dated),
            (_("Number of the paper"), record.number),
            (_("Put in by"), record.put_in_by),
        ]
        if record.asked_by:
            asked = Step.objects.of(record).filter(move="ask").last()
            facts += [(_("Withdrawal asked for by"), record.asked_by), (_("Reason"), asked.reason if asked else "")]
        paper = Paper(record.title, reverse("cadres:document_view", args=[record.pk]))
        return Matter(
            concerned=(concerned(record.cadre_id, record.cadre.name, shown=True),),
            parts=(Part(record.title, tuple(facts)),),
            papers=(paper,) if record.viewable and not record.destroyed_at else (),
        )


class DocumentDownload(Guarded):
    """The paper part by part, never whole in memory."""

    permission = VIEW
    download = True

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        rows = Document.objects.visible_to(request.user).select_related("cadre")
        paper = get_object_or_404(rows.only(*PAPER, "cadre__division"), pk=pk)
        if not (self.download or paper.viewable):
            raise Http404
        parts = documents.open_paper(paper, by=request.user, download=self.download)
        return stream(paper, parts, download=self.download)


class DocumentView(DocumentDownload):
    """Shown by the browser, where a page of its own could do nothing."""

    download = False


PAPER = ("cadre", "section", "name", "content_type", "size", "sha256", "stage", "destroyed_at")
