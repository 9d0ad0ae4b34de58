"""Forms for each piece of evidence: nominees, recommendation, inspection, vote, objections received."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre
from cadres.platform.attachments.services import board_of
from cadres.platform.log.services import OVERRIDE
from cadres.shared.lists.bulk import picked
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.matter import Matter
from cadres.shared.regulations.decide import Split, split_by_action
from selection.elections import services
from selection.elections.facts import collect_facts
from selection.elections.forms import (
    ComplaintForm,
    InspectionForm,
    InspectionsForm,
    NomineeForm,
    NomineesForm,
    RecommendationForm,
    SettlementForm,
    VoteForm,
    WaiverForm,
    WithdrawalForm,
    day_of_registration,
)
from selection.elections.models import Complaint, Election, Inspection, Nominee
from selection.elections.presenters import complaint_matter, waiver_matter
from selection.elections.rules import eligibility
from selection.elections.rules.dossier import Candidate
from selection.elections.workflow import APPROVE, RUN

INSPECTED_TOGETHER = ("team", "began_on", "ended_on", "signed_by_secretary", "signed_by_discipline")
COMMON = ("path", "nominated_by", "registered_on")


class _OfElection(FormPage):
    model = Election
    permission = RUN

    def get_queryset(self):
        return super().get_queryset().select_related("vacancy__post__organization")

    def nominees(self, **which: Any) -> list[Nominee]:
        rows = Nominee.objects.filter(election=self.record, withdrawn_on=None, **which)
        return list(rows.select_related("cadre", "recommendation_vote").order_by("registered_on", "pk"))


class _OfNominee(FormPage):
    model = Nominee

    def get_queryset(self):
        return super().get_queryset().select_related("cadre", "election__vacancy__post__organization", "inspection")


class NomineeRegister(_OfElection):
    """A search by name or pinyin first; works without script."""

    form_class = NomineeForm
    title = _("Register a nominee")
    template_name = "selection/elections/nominee_register.html"
    success_message = _("The nominee is registered.")

    def get_form_kwargs(self):
        return {
            "user": self.request.user,
            "search": self.request.GET.get("q", ""),
            "initial": {"registered_on": day_of_registration(self.record)} | self._as_before(),
        }

    def _as_before(self) -> dict[str, Any]:
        """What the next of the same organization or meeting has in common with the one registered before."""
        rows = Nominee.objects.filter(election=self.record, registered_by=self.request.user)
        return rows.order_by("-pk").values(*COMMON).first() or {}

    def get_context(self) -> dict[str, Any]:
        return {"search": self.request.GET.get("q", "")}

    def save(self, form):
        data = form.cleaned_data
        services.register_nominee(self.record, data.pop("cadre"), by=self.request.user, **data)
        return self.record


class NomineesRegister(FormPage):
    """``?chosen=``: cadres selected in their list, for an election that takes registrations."""

    form_class = NomineesForm
    permission = RUN
    title = _("Register nominees")
    submit_label = _("Register")
    success_message = _("The nominees are registered.")

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen = Cadre.objects.visible_to(self.request.user).filter(pk__in=picked(self.request.GET))
        return {"user": self.request.user, "cadres": list(chosen.only("pk", "name").order_by("name_key", "pk"))}

    def save(self, form: NomineesForm) -> Election:
        data = form.cleaned_data
        entries = form.entries()
        if not entries:
            raise ValidationError(_("Choose the way in of at least one cadre."))
        election = data["election"]
        services.register_nominees(election, entries, registered_on=data["registered_on"], by=self.request.user)
        return election


class NomineeWithdraw(_OfNominee):
    form_class = WithdrawalForm
    permission = RUN
    title = _("Withdraw a nominee")
    submit_label = pgettext_lazy("nominee", "Withdraw")

    def save(self, form):
        return services.withdraw_nominee(self.record, by=self.request.user, **form.cleaned_data).election


class NomineeWaive(_OfNominee):
    """Only rules that object to this nominee and may be set aside are offered."""

    form_class = WaiverForm
    permission = OVERRIDE
    title = _("Grant an exception")
    submit_label = pgettext_lazy("exception", "Grant")

    @cached_property
    def judged(self) -> tuple[Candidate, Split]:
        facts = collect_facts(self.record.election, self.request.user, {})
        one = next(c for c in facts.candidates if c.pk == self.record.pk)
        return one, split_by_action(eligibility.check(one, facts), facts.book.action)

    def get_form_kwargs(self):
        _one, split = self.judged
        return {"rules": sorted({objection.rule for objection in split.overridable})}

    def matter(self) -> Matter:
        one, split = self.judged
        return waiver_matter(self.record, one, split, by=self.request.user)

    def save(self, form):
        services.grant_waiver(self.record, by=self.request.user, **form.cleaned_data)
        return self.record.election


class RecommendationRecord(_OfElection):
    form_class = RecommendationForm
    title = _("Record the recommendation")

    def get_form_kwargs(self):
        return {
            "people": self.nominees(),
            "instance": getattr(self.record, "recommendation", None),
            "state": services.recommendation_state(self.record),
        }

    def save(self, form):
        found = {nominee.pk: form.of(nominee) for nominee in form.people}
        services.record_recommendation(
            self.record,
            votes={pk: (talk, vote) for pk, (talk, vote, _chosen) in found.items()},
            examinees={pk for pk, (_talk, _vote, chosen) in found.items() if chosen},
            by=self.request.user,
            seen=form.cleaned_data["seen"],
            **form.common(),
        )
        return self.record


class InspectionRecord(_OfNominee):
    form_class = InspectionForm
    permission = RUN
    title = _("Record the inspection")
    template_name = "selection/elections/evidence_form.html"

    def get_form_kwargs(self):
        found = getattr(self.record, "inspection", None)
        return {"instance": found} if found else {"initial": self._as_before()}

    def _as_before(self) -> dict[str, Any]:
        """Team, days and signatures of the inspection recorded last: one team sees all who were recommended."""
        rows = Inspection.objects.filter(nominee__election=self.record.election_id)
        return rows.order_by("-pk").values(*INSPECTED_TOGETHER).first() or {}

    def get_context(self) -> dict[str, Any]:
        found: Any = getattr(self.record, "inspection", None)
        if found is None:
            return {"papers": None}
        texts = {must: getattr(found, f"{must}_paper") for must in ("file", "report", "discipline", "petitions")}
        found.nominee = self.record
        return {"papers": board_of(found, texts, by=self.request.user)}

    def save(self, form):
        seen = form.cleaned_data["seen"]
        services.record_inspection(self.record, by=self.request.user, seen=seen, **form.values())
        return self.record.election


class InspectionsRecord(_OfElection):
    """Everybody who was recommended in one table; each has a form of his own as well."""

    form_class = InspectionsForm
    title = _("Record the inspections")
    success_message = _("The inspections are saved.")

    def get_form_kwargs(self):
        found = {one.nominee_id: one for one in Inspection.objects.filter(nominee__election=self.record)}
        rows = {str(one.pk): (one.cadre.name, found.get(one.pk)) for one in self.nominees(examinee=True)}
        return {"rows": rows}

    def save(self, form):
        results = {int(key): values for key, values in form.filled.items()}
        return services.record_inspections(self.record, results, by=self.request.user, seen=form.cleaned_data["seen"])


class BallotEnter(_OfElection):
    form_class = VoteForm
    title = _("Enter the vote")
    template_name = "selection/elections/evidence_form.html"
    success_message = _("The vote is entered. Another person confirms it.")

    def get_form_kwargs(self):
        return {
            "people": self.nominees(examinee=True),
            "instance": getattr(self.record, "ballot", None),
            "state": services.ballot_state(self.record),
        }

    def get_context(self) -> dict[str, Any]:
        found = getattr(self.record, "ballot", None)
        return {"papers": board_of(found, by=self.request.user) if found else None}

    def save(self, form):
        votes = {nominee.pk: form.of(nominee) for nominee in form.people}
        seen = form.cleaned_data["seen"]
        services.enter_vote(self.record, votes=votes, by=self.request.user, seen=seen, **form.common())
        return self.record


class ComplaintReceive(_OfElection):
    form_class = ComplaintForm
    title = _("Record an objection received")

    def save(self, form):
        services.receive_complaint(self.record, by=self.request.user, **form.cleaned_data)
        return self.record


class ComplaintSettle(FormPage):
    form_class = SettlementForm
    model = Complaint
    permission = APPROVE
    title = _("Settle an objection")
    submit_label = _("Settle")

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("election__vacancy__post__organization", "election__winner__cadre", "recorded_by")
        )

    def matter(self) -> Matter:
        return complaint_matter(self.record, by=self.request.user)

    def save(self, form):
        return services.settle_complaint(self.record, by=self.request.user, **form.cleaned_data).election
