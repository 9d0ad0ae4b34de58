"""Training of those new in a main post (任职培训)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from cadres.models import Tenure, User
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.posts.choices import MAIN_POSTS
from training.classes.services import locked
from training.enrolments.choices import EXPECTED, EnrolmentStage
from training.enrolments.models import Enrolment
from training.enrolments.services.callups import Clerk, open_induction_classes
from training.needs.choices import Reason
from training.needs.models import Need
from training.needs.rules import induction_due
from training.programmes.regulations import INDUCTION

YEAR = timedelta(days=366)


@transaction.atomic
def call_up_for_induction(tenure: Tenure, *, by: User | None) -> Need | None:
    """The induction need of a main post's tenure and, where an open class has a seat, the call-up to it.

    Idempotent, also when two do it at once: one need a tenure, one live call-up a need. ``by`` is None for the
    nightly task. None for posts other than secretary and head: nothing is prescribed for them here.
    """
    post = tenure.post
    if post.kind not in MAIN_POSTS:
        return None
    today = localdate()
    division_id = tenure.cadre.division_id
    due_on = induction_due(tenure.held.lower, rulebook(division_id, on=INDUCTION.on(tenure)))
    need, made = Need.objects.get_or_create(
        tenure=tenure, reason=Reason.INDUCTION, defaults={"cadre_id": tenure.cadre_id, "due_on": due_on}
    )
    if made:
        record_step(need, "find", by=by, facts={"tenure": tenure.pk, "since": tenure.held.lower, "due_on": due_on})
    # Not the key: rows that point to the need may be written meanwhile, else two call-ups could block each other.
    need = Need.objects.select_for_update(of=["self"], no_key=True).get(pk=need.pk)
    if not Need.objects.not_called().filter(pk=need.pk).exists() or _is_seen_to(need, tenure):
        return need
    for candidate in open_induction_classes(division_id, post.kind, today):
        training_class = locked(candidate)
        if Enrolment.objects.filter(training_class=training_class, cadre_id=tenure.cadre_id).exists():
            continue
        clerk = Clerk(training_class, cadre_ids=[tenure.cadre_id])
        decision = clerk.decide(tenure.cadre, by=by)
        if not decision.blocked:
            clerk.enrol(tenure.cadre, by=by, decision=decision, need=need)
            break
    return need


def _is_seen_to(need: Need, tenure: Tenure) -> bool:
    """Takes over a call-up to an induction class that was made, or even attended, before the need was found."""
    rows = Enrolment.objects.filter(
        cadre_id=tenure.cadre_id,
        need=None,
        training_class__programme__induction=True,
        training_class__ends_on__gte=tenure.held.lower,
        stage__in=(*EXPECTED, EnrolmentStage.ATTENDED),
    )
    fitting = [row for row in rows.select_related("training_class__programme").order_by("-pk") if fits(row, tenure)]
    if not fitting:
        return False
    enrolment = min(fitting, key=lambda row: row.stage != EnrolmentStage.ATTENDED)
    enrolment.need = need
    enrolment.save(update_fields=["need"])
    if enrolment.stage == EnrolmentStage.ATTENDED:
        need.settled_by = enrolment
        need.save(update_fields=["settled_by"])
    return True


def fits(enrolment: Enrolment, tenure: Tenure) -> bool:
    """The class is meant for the kind of post."""
    return tenure.post.kind in enrolment.training_class.programme.post_kinds


def ensure_inductions() -> int:
    """Nightly: whoever took up a main post within the year and lacks need or call-up. Returns how many were seen to.

    One set-based search, then the same service as an appointment uses, each in its own transaction.
    """
    today = localdate()
    needs = Need.objects.filter(tenure=OuterRef("pk"), reason=Reason.INDUCTION)
    seen_to = needs.exclude(pk__in=Need.objects.not_called().values("pk"))
    tenures = (
        Tenure.objects.main()
        .open()
        .held_on(today)
        .filter(held__startswith__gte=today - YEAR)
        .exclude(Exists(seen_to))
        .select_related("post", "cadre")
        .order_by("pk")
    )
    done = 0
    for tenure in tenures.iterator(chunk_size=500):
        call_up_for_induction(tenure, by=None)
        done += 1
    return done
