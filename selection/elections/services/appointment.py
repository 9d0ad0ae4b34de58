"""What an appointment does: tenures, vacancy, baseline, induction, notices. One transaction with the move."""

from assessment.baselines.services import take_baseline
from cadres.models import Cadre, Tenure, User
from cadres.platform.accounts.choices import Role
from cadres.platform.notices import services as notices
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.registry.ranks.services import enter_level
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.services import end_tenure, start_tenure
from cadres.shared.workflow import Taking
from selection.elections.choices import LeaveReason
from selection.elections.models import Election
from selection.elections.rules.dossier import must_end
from selection.vacancies import services as vacancies
from selection.vacancies.choices import Cause
from training.enrolments.services.inductions import call_up_for_induction

WHY_THE_HOLDER_LEFT = {
    Cause.RETIREMENT: EndReason.RETIRED,
    Cause.TRANSFER: EndReason.EXCHANGED,
    Cause.RESIGNATION: EndReason.RESIGNED,
    Cause.REMOVAL: EndReason.UNFIT,
}


def carry_out(taking: Taking) -> None:
    """End and start tenures, fill the vacancy, take the baseline, call up for induction, tell everybody."""
    election, facts, by = taking.record, taking.facts, taking.by
    ends = set(taking.given.get("ends") or ())
    chosen = facts.chosen
    if chosen is None or election.starts_on is None:
        raise LookupError("an election without winner or first day cannot have reached the appointment")
    vacancy, starts = election.vacancy, election.starts_on
    cadre = lock_unmerged(Cadre(pk=chosen.cadre))
    leaving = {
        held.tenure
        for held in chosen.now_held
        if held.post != facts.seat.post
        and (held.tenure in ends or must_end(held, facts.seat, keeps_other_post=election.keeps_other_post))
    }
    reason = EndReason(election.leave_reason or LeaveReason.PROMOTED)
    for tenure in Tenure.objects.filter(pk__in=leaving).order_by("pk"):
        end_tenure(tenure, on=starts, reason=reason, document=election.document, by=by, procedure=election)
    for holder in Tenure.objects.open().filter(post_id=vacancy.post_id, seat=vacancy.seat):
        why = WHY_THE_HOLDER_LEFT.get(Cause(vacancy.cause), EndReason.TERM_END)
        end_tenure(holder, on=starts, reason=why, document=election.document, by=by, procedure=election)
    tenure = start_tenure(
        cadre,
        vacancy.post,
        on=starts,
        basis=StartBasis.PUBLIC_ELECTION,
        document=election.document,
        by=by,
        seat=vacancy.seat,
        procedure=election,
    )
    if vacancy.post.grade > cadre.grade:
        enter_level(cadre, vacancy.post.grade, on=starts, document=election.document, by=by)
    vacancies.take(vacancy, "fill", by=by)
    take_baseline(tenure, by=by)
    call_up_for_induction(tenure, by=by)
    _tell(election, cadre, by)


def _tell(election: Election, cadre: Cadre, by: User) -> None:
    post, code = election.vacancy.post, election.vacancy.post.organization.division_id
    params = {"name": cadre.name, "post": str(post), "day": str(election.starts_on)}
    staff = User.objects.answering_for(code, (Role.STAFF, Role.LEADER)).exclude(pk=by.pk)
    key = f"selection.election:{election.pk}:appointed"
    notices.notify(staff, kind="selection.appointed", key=key, params=params, url=election.get_absolute_url())
    own = User.objects.owning([cadre.pk])
    notices.notify(own, kind="selection.own_appointment", key=key, params=params, url="/my/file/")
