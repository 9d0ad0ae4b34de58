"""Pages of an electing assembly."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Step
from cadres.platform.attachments.services import board_of
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Matter
from cadres.shared.pages.records import RecordDetail
from selection.assemblies import services
from selection.assemblies.choices import AssemblyStage, Nominator
from selection.assemblies.facts import collect_facts
from selection.assemblies.forms import CONVENED, CandidateForm, CandidateWithdrawalForm, ConveneForm, RoundForm
from selection.assemblies.models import Assembly, FormalCandidate, Round
from selection.assemblies.presenters import assembly_facts, assembly_matter, ballot_rows, candidate_rows
from selection.elections.choices import Electorate
from selection.elections.models import Election
from selection.elections.workflow import RUN

LABELS = services.WORKFLOW.labels | {
    "convene": _("Assembly convened"),
    "nominate": _("Candidate nominated"),
    "withdraw_candidate": _("Candidate withdrawn"),
    "record_round": _("Ballot entered"),
}


class AssemblyDetail(RecordDetail):
    """Candidates, ballots with their arithmetic, papers, and who may do what next."""

    model = Assembly
    permission = "selection.view_election"
    template_name = "selection/assemblies/assembly_detail.html"

    def get_queryset(self):
        return super().get_queryset().for_page().select_related("declared_by")

    def get_context(self, record):
        user = self.request.user
        facts = collect_facts(record, user, {})
        runs = user.has_perm(RUN)
        return {
            "facts": assembly_facts(record, facts),
            "candidates": candidate_rows(facts),
            "elected_text": AssemblyStage.ELECTED.label,
            "ballots": ballot_rows(facts),
            "papers": board_of(record, by=user),
            "may_nominate": runs and bool(nominators(record)),
            "may_withdraw": runs and record.stage == AssemblyStage.CONVENED,
            "may_record": runs and record.stage == AssemblyStage.SITTING,
            "available_moves": available_moves(services.WORKFLOW, record, user=user, facts=facts),
            "steps": labelled(Step.objects.of(record), LABELS),
        }


def nominators(record: Assembly) -> list[Nominator]:
    """By whom a candidate may be nominated as the assembly stands."""
    if record.stage == AssemblyStage.SITTING:
        return [Nominator.WRITTEN_IN]
    if record.stage == AssemblyStage.CONVENED and record.electorate == Electorate.CONGRESS:
        return [Nominator.DEPUTIES, Nominator.PRESIDIUM]
    return []


class AssemblyConvene(FormPage):
    """Of the election in the address."""

    form_class = ConveneForm
    model = Election
    permission = RUN
    title = _("Convene the electing assembly")
    submit_label = _("Convene")
    success_message = _("The assembly is convened. Whom the committee has agreed to stands.")

    def get_queryset(self):
        return super().get_queryset().select_related("vacancy__post__organization")

    def save(self, form):
        return services.convene(
            self.record, by=self.request.user, **{name: form.cleaned_data[name] for name in CONVENED}
        )


class _OfAssembly(FormPage):
    model = Assembly
    permission = RUN

    def get_queryset(self):
        return super().get_queryset().for_page()


class CandidateNominate(_OfAssembly):
    form_class = CandidateForm
    title = _("Nominate a candidate")
    template_name = "selection/elections/nominee_register.html"
    success_message = _("The candidate stands.")

    def get_form_kwargs(self):
        return {
            "user": self.request.user,
            "search": self.request.GET.get("q", ""),
            "nominators": nominators(self.record),
        }

    def get_context(self) -> dict[str, Any]:
        return {"search": self.request.GET.get("q", "")}

    def save(self, form):
        services.nominate(self.record, form.cleaned_data.pop("cadre"), by=self.request.user, **form.cleaned_data)
        return self.record


class CandidateWithdraw(FormPage):
    form_class = CandidateWithdrawalForm
    model = FormalCandidate
    permission = RUN
    title = _("Withdraw a candidate")
    submit_label = pgettext_lazy("nominee", "Withdraw")

    def get_queryset(self):
        return super().get_queryset().select_related("cadre", "assembly__election__vacancy__post__organization")

    def save(self, form):
        return services.withdraw_candidate(self.record, by=self.request.user, **form.cleaned_data).assembly


class _OfRound(FormPage):
    form_class = RoundForm
    permission = RUN

    @property
    def assembly(self) -> Assembly:
        return self.record

    @cached_property
    def number(self) -> int:
        raise NotImplementedError

    def get_form_kwargs(self):
        people = FormalCandidate.objects.filter(assembly=self.assembly, withdrawn_on=None).select_related("cadre")
        return {
            "people": list(people.order_by("pk")),
            "instance": Round.objects.filter(assembly=self.assembly, number=self.number).first(),
            "state": services.round_state(self.assembly, self.number),
        }

    def save(self, form):
        votes = {one.pk: form.of(one) for one in form.people}
        given = {"seen": form.cleaned_data["seen"], **form.common()}
        services.record_round(self.assembly, self.number, votes=votes, by=self.request.user, **given)
        return self.assembly


class RoundRecord(_OfRound):
    """The next ballot, or the last one where it has elected somebody whom nobody has declared yet."""

    model = Assembly
    title = _("Enter a ballot")
    success_message = _("The ballot is entered and counted. A leader declares the result.")

    def get_queryset(self):
        return super().get_queryset().for_page()

    @cached_property
    def number(self) -> int:
        facts = collect_facts(self.record, self.request.user, {})
        return services.next_number(facts.ballots, facts.outcome and facts.outcome[0])


class RoundCorrect(_OfRound):
    """A ballot as it was entered; the service takes the last one only."""

    model = Round
    title = _("Correct a ballot")
    success_message = _("The ballot is corrected and counted again.")

    def get_queryset(self):
        return super().get_queryset().select_related("assembly__election__vacancy__post__organization")

    @property
    def assembly(self) -> Assembly:
        return self.record.assembly

    @cached_property
    def number(self) -> int:
        return self.record.number


class AssemblyMove(MovePage):
    model = Assembly
    workflow = services.WORKFLOW
    take = services.take

    def get_queryset(self):
        return super().get_queryset().for_page().select_related("declared_by")

    def matter(self) -> Matter:
        return assembly_matter(self.record, self.facts, by=self.request.user)
