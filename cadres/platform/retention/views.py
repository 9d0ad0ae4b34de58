"""How long records are kept, what is older, its disposal; and what is kept about whoever asks."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View

from cadres.platform.jobs.presenters import shown
from cadres.platform.log.pages import RequestDetail
from cadres.platform.retention import services as retention
from cadres.platform.retention.choices import DisposalStage
from cadres.platform.retention.facts import book_of, holdings, kept_since, older
from cadres.platform.retention.forms import DisposalForm
from cadres.platform.retention.lists import DISPOSAL_LIST
from cadres.platform.retention.models import Disposal
from cadres.platform.retention.presenters import facts_of, matter_of, own_data, trial_of
from cadres.platform.retention.workflow import PROPOSE, SETTLE, VIEW
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Matter
from cadres.shared.pages.records import Guarded
from cadres.shared.retention import KEPT, Kept

TONES = {DisposalStage.PROPOSED: "warn", DisposalStage.APPROVED: "info", DisposalStage.DECLINED: "bad"}


class Retention(Guarded):
    """Every kind of records that ends, with how long it is kept and since when there are any."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        book = book_of()
        context = {
            "rows": [(one, book.source(one.kept.rule)) for one in holdings(book)],
            "may_propose": request.user.has_perm(PROPOSE),
        }
        return render(request, "cadres/retention/home.html", context)


class DisposalNew(FormPage):
    """The trial run stands above the form: how many rows of which age would go."""

    permission = PROPOSE
    form_class = DisposalForm
    title = gettext_lazy("Propose a disposal")
    submit_label = gettext_lazy("Propose it")
    success_message = gettext_lazy("Proposed. Nothing is deleted before the security administrator has approved it.")

    @cached_property
    def kept(self) -> Kept:
        found = KEPT.get(self.kwargs["records"])
        if found is None:
            raise Http404
        return found

    def matter(self) -> Matter:
        book = book_of()
        return trial_of(self.kept, book, older(self.kept, kept_since(self.kept, book)).count())

    def save(self, form: DisposalForm) -> Disposal:
        return retention.propose(self.kept, reason=form.cleaned_data["reason"], by=self.request.user)


class DisposalList(RecordList):
    definition = DISPOSAL_LIST
    empty_text = gettext_lazy("Nothing has been disposed of yet.")


class DisposalDetail(RequestDetail):
    model = Disposal
    permission = VIEW
    template_name = "cadres/retention/disposal_detail.html"
    workflow = retention.DISPOSALS
    move_url_name = "cadres:disposal_move"
    asker, ask, settle, tones = "proposed_by", PROPOSE, SETTLE, TONES

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("proposed_by", "decided_by", "job")

    def facts(self, record: Disposal) -> list[tuple[Any, Any]]:
        return facts_of(record)

    def moves(self, record: Disposal) -> list[Any]:
        found = super().moves(record)
        return [one for one in found if not (one.move.name == "resume" and one.objections) and not record.done_at]

    def get_context(self, record: Disposal) -> dict[str, Any]:
        own = record.proposed_by_id == self.request.user.pk
        found = super().get_context(record) | {"job": shown(record.job) if own and record.job else None}
        return found | {"tone": "good"} if record.done_at else found


class DisposalMove(MovePage):
    model = Disposal
    workflow = retention.DISPOSALS
    take = retention.move_disposal

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("proposed_by", "decided_by", "job")

    def matter(self) -> Matter:
        return matter_of(self.record)


class OwnData(View):
    """What the program keeps about whoever looks (个人信息查询); open to everybody who is signed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "cadres/retention/own_data.html", {"parts": own_data(request.user)})
