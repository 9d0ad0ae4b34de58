"""Corrections: the list, one of them with old and new side by side, proposing, deciding."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.services import open_part
from cadres.platform.attachments.services import board_of
from cadres.platform.log.pages import RequestDetail
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.pages import PartPage
from cadres.registry.corrections import services as corrections
from cadres.registry.corrections.choices import CorrectionStage
from cadres.registry.corrections.forms import AnnulmentForm, EntryForm, TenureForm
from cadres.registry.corrections.lists import CORRECTION_LIST
from cadres.registry.corrections.models import Correction
from cadres.registry.corrections.presenters import facts_of, lines_of, matter_of
from cadres.registry.corrections.workflow import PROPOSE, SETTLE, VIEW
from cadres.registry.sanctions.models import Sanction
from cadres.registry.tenures.models import Tenure
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import MovePage
from cadres.shared.pages.matter import Matter

TONES = {CorrectionStage.PROPOSED: "warn", CorrectionStage.APPLIED: "good", CorrectionStage.DECLINED: "bad"}


class CorrectionList(RecordList):
    definition = CORRECTION_LIST
    empty_text = gettext_lazy("Nothing has been corrected yet. A correction begins in the cadre's file.")


class CorrectionDetail(RequestDetail):
    model = Correction
    permission = VIEW
    template_name = "cadres/corrections/detail.html"
    workflow = corrections.CORRECTIONS
    move_url_name = "cadres:correction_move"
    asker, ask, settle, tones = "proposed_by", PROPOSE, SETTLE, TONES

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()

    def check_record(self, record: Correction) -> None:
        open_part(record.cadre, "correction", by=self.request.user)

    def facts(self, record: Correction) -> list[tuple[Any, Any]]:
        return facts_of(record)

    def get_context(self, record: Correction) -> dict[str, Any]:
        board = board_of(record, by=self.request.user)
        return super().get_context(record) | {"lines": lines_of(record), "board": board}


class CorrectionMove(MovePage):
    model = Correction
    workflow = corrections.CORRECTIONS
    take = corrections.move_correction

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()

    def check_record(self, record: Correction) -> None:
        open_part(record.cadre, "correction", by=self.request.user)

    def matter(self) -> Matter:
        return matter_of(self.record, by=self.request.user)


class Proposal(PartPage):
    permission = PROPOSE
    submit_label = gettext_lazy("Propose the correction")
    success_message = gettext_lazy("Proposed. Nothing changes before a department leader has approved it.")

    def get_context(self) -> dict[str, Any]:
        found = super().get_context()
        if self.section == "timeline":  # a page of its own
            found["back"] = reverse("cadres:cadre_timeline", args=[self.cadre.pk])
        return found


class CorrectionEnter(Proposal):
    model, form_class, section, title = Cadre, EntryForm, "timeline", gettext_lazy("Enter a tenure by correction")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: EntryForm) -> Correction:
        post, values = form.cleaned_data["post"], form.values()
        return corrections.propose_entry(self.record, post, values, by=self.request.user, **form.paper())


class CorrectionTenure(Proposal):
    """The form comes with what stands on record."""

    model, form_class, section, title = Tenure, TenureForm, "timeline", gettext_lazy("Correct a tenure")

    def get_form_kwargs(self) -> dict[str, Any]:
        found = {name: getattr(self.record, name) for name in corrections.PAPERS}
        return {"initial": found | {"since": self.record.held.lower, "until": self.record.held.upper}}

    def save(self, form: TenureForm) -> Correction:
        return corrections.propose_tenure(self.record, form.values(), by=self.request.user, **form.paper())


class SanctionAnnul(Proposal):
    model, form_class, section, title = (
        Sanction,
        AnnulmentForm,
        "sanctions",
        gettext_lazy("Annul a sanction or measure"),
    )

    def save(self, form: AnnulmentForm) -> Correction:
        on = form.cleaned_data["on"]
        return corrections.propose_annulment(self.record, on=on, by=self.request.user, **form.paper())
