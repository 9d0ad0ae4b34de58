"""Calling up by name (点名调训). The class row is locked, so seats are never sold twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from cadres.models import Cadre, Tenure, User
from cadres.platform.log.services import decide_for, record_step
from cadres.platform.notices.services import notify
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.shared.errors import Objection, Refused
from cadres.shared.phrases import titled
from cadres.shared.recusal import is_barred, objection
from cadres.shared.regulations.decide import Decision
from training.classes.choices import ClassStage
from training.classes.models import TrainingClass
from training.classes.services import accounts_of, class_params, locked
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment
from training.enrolments.rules import ON_CALL, CallFacts
from training.needs.choices import Reason
from training.needs.models import Need
from training.programmes.regulations import CLASS
from training.programmes.workflow import CALL_UP


@dataclass
class CallUp:
    """What became of each name: called now, on the roll already, or refused with the reasons."""

    called: list[Enrolment] = field(default_factory=list)
    already: list[Enrolment] = field(default_factory=list)
    refused: list[tuple[Cadre, list[Objection]]] = field(default_factory=list)


@transaction.atomic
def call_up(training_class: TrainingClass, cadre_ids: Iterable[int], *, by: User, whole: bool = False) -> CallUp:
    """Call the cadres up, in the order given, as long as seats last; each one's outcome is told.

    With ``whole`` nobody is called unless everybody can be: raises ``Refused`` with every reason. The same names
    again change nothing. Whoever lies beyond the caller's reach is passed over as if he did not exist.
    """
    if not by.has_perm(CALL_UP):
        raise PermissionDenied
    wanted = list(dict.fromkeys(cadre_ids))
    rows = Cadre.objects.visible_to(by).filter(pk__in=wanted).order_by("pk")
    cadres = {one.pk: one for one in rows.select_for_update(of=["self"], no_key=True)}  # none is merged meanwhile
    training_class = locked(training_class)
    roll = {e.cadre_id: e for e in training_class.enrolments.filter(cadre_id__in=wanted)}
    clerk = Clerk(training_class, cadre_ids=wanted)
    outcome = CallUp()
    for pk in wanted:
        if pk in roll:
            outcome.already.append(roll[pk])
        elif pk in cadres:
            decision = clerk.decide(cadres[pk], by=by)
            if decision.blocked:
                outcome.refused.append((cadres[pk], list(decision.blocked)))
            else:
                outcome.called.append(clerk.enrol(cadres[pk], by=by, decision=decision))
    if whole and outcome.refused:
        raise Refused(
            *(
                replace(o, message=titled(cadre.name, o.message))
                for cadre, objections in outcome.refused
                for o in objections
            )
        )
    return outcome


class Clerk:
    """Hands out the seats of one locked class; reads once what the rules need about all the cadres."""

    def __init__(self, training_class: TrainingClass, *, cadre_ids: list[int]):
        self.training_class = training_class
        self.today = localdate()
        self.book: Rulebook = rulebook(training_class.division_id, on=CLASS.on(training_class))
        taken = set(training_class.enrolments.on_roll().values_list("seat", flat=True))
        self.free = [seat for seat in range(1, training_class.capacity + 1) if seat not in taken]
        self.kinds: dict[int, set[str]] = {}
        held = Tenure.objects.filter(cadre_id__in=cadre_ids).held_on(self.today)
        for cadre_id, kind in held.order_by().values_list("cadre_id", "post__kind"):
            self.kinds.setdefault(cadre_id, set()).add(kind)
        busy = Enrolment.objects.filter(cadre_id__in=cadre_ids).exclude(training_class=training_class)
        busy = busy.overlapping(training_class.starts_on, training_class.ends_on)
        self.clashes = dict(busy.order_by().values_list("cadre_id", "training_class__name"))
        needs = Need.objects.not_called().filter(cadre_id__in=cadre_ids).order_by("-due_on", "-pk")
        topics = training_class.programme.topics
        induction = training_class.programme.induction
        self.needs = {
            need.cadre_id: need
            for need in needs  # the most urgent comes last and stays
            if (induction if need.reason == Reason.INDUCTION else not need.topic or need.topic in topics)
        }

    def facts(self, cadre: Cadre) -> CallFacts:
        return CallFacts(
            book=self.book,
            class_stage=self.training_class.stage,
            ends_on=self.training_class.ends_on,
            today=self.today,
            free_seats=len(self.free),
            serving=cadre.status == CadreStatus.SERVING,
            post_kinds=frozenset(self.kinds.get(cadre.pk, ())),
            wanted_kinds=frozenset(self.training_class.programme.post_kinds),
            clash=self.clashes.get(cadre.pk, ""),
        )

    def decide(self, cadre: Cadre, *, by: User | None) -> Decision:
        """Whether this cadre can be called up. No rule of a call-up lets a county choose the override."""
        if by is not None and is_barred(by, cadre):
            return Decision((objection(),))
        facts = self.facts(cadre)
        return decide_for(by, (objection for guard in ON_CALL for objection in guard(facts)), book=self.book)

    def enrol(self, cadre: Cadre, *, by: User | None, decision: Decision, need: Need | None = None) -> Enrolment:
        """Give the lowest free seat, record who called, and tell the leader."""
        found = self.facts(cadre)
        facts = {field.name: getattr(found, field.name) for field in fields(found) if field.name != "book"}
        facts |= {"post_kinds": sorted(facts["post_kinds"]), "wanted_kinds": sorted(facts["wanted_kinds"])}
        enrolment = Enrolment.objects.create(
            training_class=self.training_class,
            cadre=cadre,
            need=need or self.needs.get(cadre.pk),
            seat=self.free.pop(0),
            called_by=by,
        )
        record_step(
            enrolment,
            "call_up",
            by=by,
            target=EnrolmentStage.CALLED,
            facts=facts,
            **decision.on_record,
        )
        tell_called(enrolment)
        return enrolment


def tell_called(enrolment: Enrolment) -> None:
    """The notice of a call-up to the leader's own account."""
    training_class = enrolment.training_class
    notify(
        accounts_of([enrolment.cadre_id]),
        kind="training.called_up",
        key=f"enrolment:{enrolment.pk}:called",
        params=class_params(training_class),
        url=f"/my/training/#call-{enrolment.pk}",
        due_on=training_class.starts_on,
    )


def open_induction_classes(division_id: str, post_kind: str, today: date) -> list[TrainingClass]:
    """Induction classes that call up at present, in the county or above it, fitting the post, the soonest first."""
    codes = [division_id[:n].ljust(12, "0") for n in (2, 4, 6)]
    rows = TrainingClass.objects.calling_up(today).filter(programme__induction=True, division_id__in=codes)
    rows = rows.select_related("programme").order_by("starts_on", "pk")
    return [found for found in rows if post_kind in found.programme.post_kinds and found.stage == ClassStage.OPEN]
