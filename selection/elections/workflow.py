"""The moves of a public election: one table for service, pages, API, trigger and diagram."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from cadres.shared.workflow import DECISION_FORM, Move, Taking, actor, today
from selection.elections.choices import OPEN, Stage
from selection.elections.rules import procedure as rules
from selection.elections.rules import voting

INSPECTION_PAPERS_TAKEN = (Stage.RECOMMENDED, Stage.INSPECTED)  # the inspection is over when the committee has decided
MINUTES_TAKEN = (Stage.INSPECTED, Stage.DECIDED, Stage.NOTICED)  # often signed after the meeting
RUN, APPROVE, APPOINT = "selection.run_election", "selection.approve_election", "selection.appoint"
FORMS, SERVICES = "selection.elections.forms", "selection.elections.services"


def the_chosen(taking: Taking) -> int | None:
    facts = taking.facts
    if facts.direct:  # the members choose among those whom the committee lets stand
        return None
    chosen = voting.outcome(facts.examinees, facts.ballot, facts.edition) if facts.ballot else None
    return chosen.pk if chosen else None


def the_elected(taking: Taking) -> int | None:
    found = taking.facts.elected
    return found.pk if found else None


def elected_on(taking: Taking) -> date:
    return taking.facts.result.held_on


def notice_until(taking: Taking) -> date:
    return taking.facts.appointment.notice_until


def paper_until(taking: Taking) -> date:
    return taking.facts.appointment.paper_until


def paper_certain(taking: Taking) -> bool:
    return taking.facts.appointment.paper_certain


def notice_certain(taking: Taking) -> bool:
    return taking.facts.appointment.notice_certain


MOVES = (
    Move(
        "announce",
        _("Announce"),
        (Stage.PREPARED,),
        Stage.REGISTRATION,
        APPROVE,
        (rules.announcement_is_complete, rules.direct_vote_is_approved),
        form=f"{FORMS}.AnnounceForm",
        inputs=("announced_on",),
        others=("open", "plan"),
        follows=_("Registration opens on the days of the plan, which can no longer be changed. The staff go on."),
    ),
    Move(
        "recommend",
        _("Close the recommendation"),
        (Stage.REGISTRATION,),
        Stage.RECOMMENDED,
        RUN,
        (
            rules.recommendation_is_held,
            rules.more_names_than_seats,
            rules.somebody_is_recommended,
            rules.votes_are_borne_in_mind,
            rules.the_recommended_may_stand,
        ),
        follows=_("Who is chosen goes to the inspection. Nobody can be registered any more, and the votes stand."),
    ),
    Move(
        "inspect",
        _("Close the inspection"),
        (Stage.RECOMMENDED,),
        Stage.INSPECTED,
        RUN,
        (rules.everybody_is_inspected, rules.somebody_is_fit),
        follows=_("The committee may vote. What was found can no longer be changed."),
    ),
    Move(
        "decide",
        _("Confirm the vote"),
        (Stage.INSPECTED,),
        Stage.DECIDED,
        APPROVE,
        (
            rules.committee_has_voted,
            rules.recommendation_still_counts,
            rules.somebody_has_the_majority,
            rules.enough_stand_for_a_direct_vote,
            rules.the_chosen_is_fit,
            rules.another_person_confirms,
        ),
        form=DECISION_FORM,
        writes={"winner_id": the_chosen, "decided_by": actor},
        effect=f"{SERVICES}.evidence.confirm_ballot",
        follows=_(
            "Who has the majority is chosen, and the vote can no longer be changed. The staff start the public notice."
        ),
    ),
    Move(
        "publish",
        _("Start the public notice"),
        (Stage.DECIDED,),
        Stage.NOTICED,
        RUN,
        (rules.notice_follows_decision,),
        form=f"{FORMS}.PublishForm",
        inputs=("notice_from",),
        writes={
            "notice_until": notice_until,
            "notice_certain": notice_certain,
            "notice_recorded_on": today,
            "published_by": actor,
        },
        follows=_(
            "The public notice runs its working days, during which objections are received. Then a leader appoints."
        ),
    ),
    Move(
        "appoint",
        _("Appoint"),
        (Stage.NOTICED, Stage.ELECTED),
        Stage.APPOINTED,
        APPOINT,
        (
            rules.who_must_be_elected_is,
            rules.superior_has_approved_the_result,
            rules.notice_is_over,
            rules.notice_days_are_known,
            rules.complaints_are_settled,
            rules.talk_is_held,
            rules.start_is_lawful,
            rules.start_is_not_late,
            rules.start_is_the_day_of_the_election,
            rules.another_leader_appoints,
            rules.still_may_stand,
            rules.one_shoulder_only_in_pilot,
            rules.terms_are_served_out,
        ),
        form=f"{FORMS}.AppointForm",
        inputs=("talk_on", "starts_on", "document", "leave_reason", "ends", "keeps_other_post"),
        writes={"closed_on": today, "appointed_by": actor},
        effect=f"{SERVICES}.appointment.carry_out",
        follows=_(
            "The tenure begins, the posts ticked end, the vacancy is filled, the starting point is taken, and the "
            "appointee is called up for training. Everybody concerned is told."
        ),
        asks_again=True,
    ),
    Move(
        "elect",
        _("Take over the result of the assembly"),
        (Stage.NOTICED,),
        Stage.ELECTED,
        APPROVE,
        (rules.assembly_has_elected, rules.notice_is_over, rules.notice_days_are_known, rules.complaints_are_settled),
        writes={"winner_id": the_elected, "elected_on": elected_on, "elected_by": actor},
        follows=_("Who was elected is appointed by another leader, from the day of the election."),
    ),
    Move(
        "recognize",
        _("Recognize the late entry"),
        (Stage.NOTICED,),
        Stage.NOTICED,
        APPROVE,
        (rules.notice_began_on_paper, rules.notice_is_attached, rules.another_person_recognizes),
        needs_reason=True,
        writes={"late_by": actor, "notice_until": paper_until, "notice_certain": paper_certain},
        follows=_(
            "The public notice counts from its first day on paper. Page and record say that it was entered late; "
            "another leader appoints."
        ),
    ),
    Move(
        "abandon",
        _("Abandon"),
        tuple(stage for stage in OPEN if stage != Stage.ELECTED),  # nobody undoes what an assembly has elected
        Stage.ABANDONED,
        APPROVE,
        needs_reason=True,
        danger=True,
        writes={"closed_on": today},
        others=("open", "plan"),
        follows=_(
            "The election ends and nobody is appointed. The vacancy stays open, and another election may be opened."
        ),
    ),
)
