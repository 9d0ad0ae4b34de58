"""Probable duplicates, their comparison, and the merges that come of it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.jobs.models import Job
from cadres.platform.jobs.services import jobs
from cadres.platform.log.models import Step
from cadres.platform.log.services import available_moves, step_name
from cadres.platform.merging.choices import MergeStage, PairStage
from cadres.platform.merging.forms import MergeForm
from cadres.platform.merging.jobs import FIND
from cadres.platform.merging.lists import DUPLICATE_LIST, MERGE_LIST, VIEW
from cadres.platform.merging.models import DuplicatePair, Merge
from cadres.platform.merging.points import KINDS, LEFT, MOVED, UNITED, Mergeable, Plan
from cadres.platform.merging.services import merges
from cadres.platform.merging.services.plans import make_plan
from cadres.platform.merging.workflow import MERGE_MOVES, PAIR_MOVES, PROPOSE
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Concerned, Matter, Paper, Part
from cadres.shared.pages.records import RecordDetail

FATES = {
    MOVED: (gettext_lazy("goes along"), "good"),
    UNITED: (gettext_lazy("is there already"), "neutral"),
    LEFT: (gettext_lazy("stays where it is"), "neutral"),
}
TONES = {
    MergeStage.PROPOSED: "warn",
    MergeStage.MERGED: "good",
    MergeStage.BACK_ASKED: "warn",
}
LABELS = {
    "propose": gettext_lazy("Propose the merge"),
    **{move.name: move.label for move in (*PAIR_MOVES, *MERGE_MOVES)},
}


def tabs_of(current: str) -> list[tuple[Any, str, bool]]:
    """Duplicates of each kind, and the merges."""
    kinds = [(kind.title, reverse("cadres:duplicate_list", args=[kind.key]), kind.key == current) for kind in KINDS]
    return [*kinds, (_("Merges"), reverse("cadres:merge_list"), current == "merges")]


class OfKind:
    """A page about one kind of record."""

    kwargs: dict[str, Any]

    @property
    def kind(self) -> Mergeable:
        key = self.kwargs.get("kind", "cadre")
        if key not in KINDS:
            raise Http404
        return KINDS[key]


class DuplicateList(OfKind, RecordList):
    definition = DUPLICATE_LIST
    template_name = "cadres/merging/duplicate_list.html"
    panel_template = "cadres/merging/_duplicate_beside.html"
    empty_text = gettext_lazy("No duplicates are known. The program looks for them each night.")

    def get_title(self) -> Any:
        return self.kind.title

    def get_context(self) -> dict[str, Any]:
        return {"tabs": tabs_of(self.kind.key), "kind": self.kind, "may_find": self.request.user.has_perm(PROPOSE)}

    def get_panel_context(self, record: DuplicatePair) -> dict[str, Any]:
        return {
            "facts": [
                (_("The two records"), record.names),
                (_("Likeness"), record.get_degree_display()),
                (_("What is alike"), record.mergeable.whys.get(record.why, record.why)),
                (_("First in"), record.first_division),
                (_("Second in"), record.second_division),
                (_("Stage"), record.get_stage_display()),
                (_("Reason"), record.note),
            ]
        }


class DuplicateFind(OfKind, FormPage):
    """The button: a job goes through every county within reach."""

    form_class = forms.Form
    permission = PROPOSE
    title = gettext_lazy("Look for duplicates")
    submit_label = gettext_lazy("Look now")
    template_name = "cadres/merging/duplicate_find.html"

    def get_context(self) -> dict[str, Any]:
        return {"kind": self.kind}

    def save(self, form: forms.Form) -> Job:
        return jobs.start(FIND, self.request.user, of=self.kind.key)


class DuplicateDetail(FormPage):
    """Both records side by side; whoever may, proposes from here which stays and which values it has."""

    model = DuplicatePair
    form_class = MergeForm
    permission = VIEW
    title = gettext_lazy("Compare two records")
    submit_label = gettext_lazy("Propose the merge")
    success_message = gettext_lazy("The merge is proposed. Another person decides on it.")
    template_name = "cadres/merging/duplicate_detail.html"

    def check_record(self, record: DuplicatePair) -> None:
        first, second = merges.records_of(record, by=self.request.user)
        plan = make_plan(record.mergeable, first, second, [])
        self.records, self.stays, self.plan = (first, second), first, plan
        ours, theirs = (sum(section.numbers[side] for section in plan.sections) for side in (0, 1))
        if theirs > ours:  # who has more to it stays, unless somebody chooses otherwise
            self.stays = second
            self.plan = make_plan(record.mergeable, second, first, [], turned=plan)

    def get_form_kwargs(self) -> dict[str, Any]:
        kind = self.record.mergeable
        return {"kind": kind, "records": self.records, "stays": self.stays, "user": self.request.user}

    def get_context(self) -> dict[str, Any]:
        user, pair = self.request.user, self.record
        open_merge = pair.merges.exclude(stage__in=(MergeStage.DECLINED, MergeStage.WITHDRAWN)).order_by("-pk").first()
        return {
            "tabs": tabs_of(pair.kind),
            "records": self.records,
            "why": pair.mergeable.whys.get(pair.why, pair.why),
            "sections": shown_sections(self.plan, turned=self.stays is not self.records[0]),
            "against": self.plan.objections,
            "merge": open_merge,
            "may_propose": pair.stage == PairStage.OPEN and user.has_perm(PROPOSE) and not _pending(open_merge),
            "available_moves": available_moves(merges.PAIRS, pair, user=user),
        }

    def save(self, form: MergeForm) -> Merge:
        stays = int(form.cleaned_data["stays"])
        return merges.propose_merge(self.record, stays=stays, taken=form.taken(), by=self.request.user)

    def post(self, request: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(PROPOSE):
            raise PermissionDenied
        return super().post(request, **kwargs)


def _pending(merge: Merge | None) -> bool:
    return merge is not None and merge.stage != MergeStage.UNDONE


def shown_sections(plan: Plan, *, turned: bool) -> list[dict[str, Any]]:
    """Parts of both records in the order of the page, each row of the one that goes with what becomes of it."""
    found = []
    for section in plan.sections:
        if not any(section.numbers):
            continue
        sides = [[(text, None) for text, _fate in section.ours], list(_with_fates(section.theirs))]
        numbers = list(section.numbers)
        found.append(
            {
                "title": section.title,
                "sides": sides[::-1] if turned else sides,
                "numbers": numbers[::-1] if turned else numbers,
                "counted": section.counted,
            }
        )
    return found


def _with_fates(rows: list[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    for text, fate in rows:
        yield text, FATES[fate]


class DuplicateMove(MovePage):
    model = DuplicatePair
    workflow = merges.PAIRS
    take = merges.move_pair

    def check_record(self, record: DuplicatePair) -> None:
        first, second = merges.records_of(record, by=self.request.user)
        record.names = f"{first} · {second}"


class MergeList(RecordList):
    definition = MERGE_LIST
    template_name = "cadres/merging/merge_list.html"
    empty_text = gettext_lazy("Nothing has been merged yet.")

    def get_context(self) -> dict[str, Any]:
        return {"tabs": tabs_of("merges")}


class MergeDetail(RecordDetail):
    """What is proposed or was done, who decided, and the way back."""

    model = Merge
    permission = VIEW
    template_name = "cadres/merging/merge_detail.html"

    def get_queryset(self) -> QuerySet:
        related = ("pair", "proposed_by", "decided_by", "back_by", "back_decided_by")
        return super().get_queryset().select_related(*related)

    def check_record(self, record: Merge) -> None:
        found = {one.pk: one for one in merges.records_of(record.pair, by=self.request.user)}
        self.stays, self.goes = found[record.stays], found[record.goes]

    def get_context(self, record: Merge) -> dict[str, Any]:
        known = merges.collect_merge_facts(record, self.request.user, {})
        found = available_moves(merges.MERGES, record, user=self.request.user, facts=known)
        steps = list(Step.objects.of(record))
        for step in steps:
            step.label = LABELS.get(step.move) or step_name(step.subject, step.move)
        done = record.stage in (MergeStage.MERGED, MergeStage.BACK_ASKED)
        fields = [str(self.stays._meta.get_field(name).verbose_name) for name in record.taken]
        people = (
            (_("Proposed by"), record.proposed_by),
            (_("Decided by"), record.decided_by),
            (_("Undoing asked by"), record.back_by),
            (_("Undoing decided by"), record.back_decided_by),
        )
        return {
            "tabs": tabs_of("merges"),
            "stays": self.stays,
            "goes": self.goes,
            "tone": TONES.get(record.stage, "neutral"),
            "facts": [
                (_("Values taken from the record that goes"), "、".join(fields)),
                *((label, person) for label, person in people if person is not None),
            ],
            "sections": shown_sections(known.plan, turned=False) if known.plan else [],
            "done": merges.what_was_done(record) if done else None,
            "later": merges.later_rows(record) if done else [],
            "available_moves": found,
            "steps": steps,
        }


class MergeMove(MovePage):
    model = Merge
    workflow = merges.MERGES
    take = merges.move_merge

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("pair", "proposed_by", "decided_by", "back_by")

    def check_record(self, record: Merge) -> None:
        found = {one.pk: one for one in merges.records_of(record.pair, by=self.request.user)}
        self.stays, self.goes = found[record.stays], found[record.goes]
        record.names = f"{self.goes} → {self.stays}"

    def matter(self) -> Matter:
        record, stays, goes = self.record, self.stays, self.goes
        taken = [str(stays._meta.get_field(name).verbose_name) for name in record.taken]
        facts = [
            (_("Values taken from the record that goes"), "、".join(taken) or _("None.")),
            (_("Proposed by"), record.proposed_by),
        ]
        if record.back_by:
            facts.append((_("Undoing asked by"), record.back_by))
        return Matter(
            concerned=(
                Concerned(stays, stays.get_absolute_url(), _("stays")),
                Concerned(goes, goes.get_absolute_url(), _("goes")),
            ),
            parts=(Part(_("The merge"), tuple(facts)),),
            papers=(
                Paper(_("Compare the two"), record.pair.get_absolute_url()),
                Paper(_("What is moved and united"), record.get_absolute_url()),
            ),
        )
