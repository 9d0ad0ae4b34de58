"""Vacancies and elections, valid at any stage. All people are invented."""

from datetime import date, timedelta
from typing import Any

import factory
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from factory.django import DjangoModelFactory

from cadres.models import Attachment, Post, Term
from cadres.registry.posts.choices import PostKind
from selection.assemblies.choices import AssemblyStage, Nominator
from selection.assemblies.models import Assembly, FormalCandidate, Round, RoundVote
from selection.elections.choices import CLOSED, Body, Electorate, Path, Stage
from selection.elections.models import (
    Ballot,
    BallotVote,
    Election,
    Inspection,
    Nominee,
    Recommendation,
    RecommendationVote,
)
from selection.vacancies.choices import Cause
from selection.vacancies.models import Vacancy
from tests.support.cadres import CadreFactory, LeaderFactory, PostFactory, TermFactory, UserFactory


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)


class VacancyFactory(DjangoModelFactory):
    """A free seat of a township secretary, wanted in three months."""

    class Meta:
        model = Vacancy

    post = factory.SubFactory(PostFactory)
    cause = Cause.TERM_END
    free_on = factory.LazyFunction(timezone.localdate)
    wanted_by = factory.LazyFunction(lambda: days_ago(-90))
    opened_by = factory.SubFactory(UserFactory)
    opened_on = factory.LazyFunction(lambda: days_ago(60))


class ElectionFactory(DjangoModelFactory):
    """Prepared, with a complete plan; see ``ready_election`` for one with all its evidence."""

    class Meta:
        model = Election

    vacancy = factory.SubFactory(VacancyFactory)
    edition = "2019"
    opened_by = factory.LazyAttribute(lambda o: o.vacancy.opened_by)
    opened_on = factory.LazyFunction(lambda: days_ago(50))
    announcement = "公开推荐镇党委书记人选"
    conditions = "副科级两年以上"
    registration_from = factory.LazyFunction(lambda: days_ago(40))
    registration_to = factory.LazyFunction(lambda: days_ago(33))


class NomineeFactory(DjangoModelFactory):
    class Meta:
        model = Nominee

    election = factory.SubFactory(ElectionFactory)
    cadre = factory.SubFactory(CadreFactory)
    path = Path.SELF
    registered_on = factory.LazyFunction(lambda: days_ago(35))
    registered_by = factory.LazyAttribute(lambda o: o.election.opened_by)


INSPECTED = {
    "team": ["李一", "王二"],
    "conclusion": "合格",
    "signed_by_secretary": "赵书记",
    "signed_by_discipline": "钱书记",
    "fit": True,
}
MUSTS = ("file", "report", "discipline", "petitions")


def inspection(**changes: Any) -> dict[str, Any]:
    """Everything an inspection records, complete unless changed."""
    musts = {f"{must}_on": days_ago(26) for must in MUSTS} | {f"{must}_paper": f"{must} 12" for must in MUSTS}
    return {**INSPECTED, **musts, "began_on": days_ago(28), "ended_on": days_ago(25), **changes}


def ready_election(stage: Stage = Stage.PREPARED, *, nominees: int = 2, post: Post | None = None) -> Election:
    """An election at any stage with evidence that satisfies every guard; the first nominee wins 6 of 7 votes."""
    vacancy = VacancyFactory(post=post) if post else VacancyFactory()
    election = ElectionFactory(
        vacancy=vacancy,
        announced_on=days_ago(42),
        notice_from=days_ago(20),
        notice_until=days_ago(10),
        talk_on=days_ago(5),
        starts_on=days_ago(20),
    )
    staff = election.opened_by
    Recommendation.objects.create(
        election=election,
        talks_on=days_ago(31),
        talks_people=20,
        meeting_on=days_ago(30),
        due=30,
        present=28,
        recorded_by=staff,
    )
    Ballot.objects.create(
        election=election,
        body=Body.STANDING_COMMITTEE,
        met_on=days_ago(20),
        due=7,
        present=7,
        document="常委会纪要 3",
        entered_by=staff,
    )
    first = None
    for number in range(nominees):
        nominee = NomineeFactory(election=election, examinee=True)
        first = first or nominee
        RecommendationVote.objects.create(nominee=nominee, talk_votes=2, meeting_votes=3)
        Inspection.objects.create(nominee=nominee, recorded_by=staff, **inspection())
        yes = 6 if number == 0 else 1
        BallotVote.objects.create(nominee=nominee, yes=yes, no=7 - yes, deferred=0)
    closed = {"closed_on": days_ago(1)} if stage in CLOSED else {}
    elected = {"elected_on": days_ago(6), "elected_by": LeaderFactory()} if stage == Stage.ELECTED else None
    return put_at(election, stage, elected=elected, winner=first, **closed)


def head_of_township(**changes: Any) -> Post:
    """The post of a head, whom the congress of the township elects."""
    return PostFactory(kind=PostKind.HEAD, elected=True, **changes)


def assembly(
    stage: AssemblyStage = AssemblyStage.CONVENED, *, election: Election | None = None, tally: bool = True
) -> Assembly:
    """The congress that elects a head, at any stage: 45 deputies, 40 of them present, 30 for the one nominee."""
    election = election or ready_election(Stage.NOTICED, post=head_of_township())
    electorate = Electorate.MEMBERS if election.direct_vote else Electorate.CONGRESS
    made = Assembly.objects.create(
        election=election,
        electorate=electorate,
        session="第十九届人民代表大会第三次会议",
        held_on=days_ago(6),
        due=45,
        convened_by=election.opened_by,
    )
    nominated_by = Nominator.COMMITTEE if election.direct_vote else Nominator.PRESIDIUM
    for nominee in election.nominees.filter(examinee=True).order_by("pk")[: 2 if election.direct_vote else 1]:
        FormalCandidate.objects.create(assembly=made, cadre=nominee.cadre, nominated_by=nominated_by)
    if stage == AssemblyStage.CONVENED:
        return made
    if stage == AssemblyStage.WITHOUT_RESULT:
        return _stands_at(made, stage, closed_on=days_ago(6))
    _stands_at(made, AssemblyStage.SITTING, present=40)
    with transaction.atomic():
        ballot = Round.objects.create(
            assembly=made, number=1, issued=40, returned=39, invalid=1, entered_by=made.convened_by
        )
        for number, one in enumerate(made.candidates.order_by("pk")):
            yes = 30 if number == 0 else 6
            RoundVote.objects.create(round=ballot, candidate=one, yes=yes, no=38 - yes - 2, abstain=2)
    if tally:
        attach_to(made, "tally", "选举结果报告")
    if stage == AssemblyStage.SITTING:
        return made
    first = made.candidates.order_by("pk").first()
    return _stands_at(made, stage, elected=first, declared_by=LeaderFactory(), closed_on=days_ago(6))


def _stands_at(made: Assembly, stage: AssemblyStage, **fields: Any) -> Assembly:
    Assembly.objects.filter(pk=made.pk).update(stage=stage, **fields)
    made.refresh_from_db()
    return made


def attach_to(record: Any, slot: str, title: str) -> Attachment:
    """A paper on record, without its content."""
    return Attachment.objects.create(
        record_model=record._meta.label_lower,
        record_id=record.pk,
        slot=slot,
        title=title,
        added_by=UserFactory(),
        name=f"{title}.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )


def hung_before(election: Election) -> Election:
    """With a notice that began on paper before its start was recorded, and its scan: nobody has recognized it yet."""
    recorded = {"notice_recorded_on": days_ago(15), "published_by": election.opened_by}
    Election.objects.filter(pk=election.pk).update(**recorded)
    attach_to(election, "notice", "任前公示")
    election.refresh_from_db()
    return election


def put_at(election: Election, stage: Stage, *, elected: dict[str, Any] | None = None, **fields: Any) -> Election:
    """Rows come into being at any stage; only moves between stages are guarded by the trigger."""
    path = [Stage.REGISTRATION, Stage.RECOMMENDED, Stage.INSPECTED, Stage.DECIDED, Stage.NOTICED]
    path += [Stage.ELECTED] if stage == Stage.ELECTED or elected else []
    path.append(Stage.APPOINTED)
    if stage == Stage.PREPARED:
        Election.objects.filter(pk=election.pk).update(**fields)
    else:
        way = [Stage.ABANDONED] if stage == Stage.ABANDONED else path[: path.index(stage) + 1]
        for step in way:
            last = fields if step == way[-1] else {"winner": fields.get("winner")}
            last = last | elected if step == Stage.ELECTED and elected else last
            Election.objects.filter(pk=election.pk).update(stage=step, **last)
    election.refresh_from_db()
    return election


def running_term(post: Post, *, ends: date) -> Term:
    begins = date(ends.year - 5, ends.month, min(ends.day, 28))
    return TermFactory(organization=post.organization, period=DateRange(begins, ends))
