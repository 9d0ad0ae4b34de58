"""Public elections: one that led to a leader now in the post, one half-way, and a vacancy that waits for its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

from cadres.models import Cadre, Post, Tenure, User
from cadres.platform.attachments import services as attachments
from cadres.platform.calendar.facts import span
from cadres.platform.log.services import record_step
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.choices import StartBasis
from cadres.registry.tenures.services import authority_of
from config.demo.careers import Spell
from config.demo.names import invent
from config.demo.papers import sheet
from config.demo.people import People
from config.demo.place import Place
from selection.assemblies.choices import AssemblyStage, Nominator
from selection.assemblies.models import Assembly, FormalCandidate, Round, RoundVote
from selection.elections.choices import Body, Electorate, LeaveReason, Path, Stage
from selection.elections.facts import ELECTED_BY_CONGRESS, WITH_CONGRESS
from selection.elections.models import (
    Ballot,
    BallotVote,
    Election,
    Inspection,
    Nominee,
    Recommendation,
    RecommendationVote,
)
from selection.elections.regulations import edition_on
from selection.vacancies.choices import Cause, VacancyStage
from selection.vacancies.models import Vacancy

COMMITTEE = 11  # members of the standing committee
MEETING = 86
PATHS = (
    (Path.ORGANISATION, 0, "县委组织部"),
    (Path.JOINT_MEMBERS, 14, "党员联名"),
    (Path.SELF, 0, ""),
    (Path.JOINT_MASSES, 46, "群众联名"),
    (Path.MEETING, 0, "乡镇党员干部大会"),
)
CONDITIONS = "中共党员；具有两年以上乡镇领导工作经历；大专以上文化程度；近三年年度考核均为称职以上。"


@dataclass
class Hands:
    staff: User
    leader: User
    minister: User


@dataclass
class Case:
    """An election being told: its day 0 is the day on which it was opened."""

    election: Election
    opened: date
    hands: Hands

    def day(self, number: int) -> date:
        return self.opened + timedelta(days=number)

    def move(self, name: str, stage: Stage, by: User, *, reason: str = "", **fields: object) -> None:
        before = self.election.stage
        self.election.stage = stage
        for field, value in fields.items():
            setattr(self.election, field, value)
        self.election.save(update_fields=["stage", *fields])
        facts = {"demonstration": True}
        record_step(
            self.election,
            name,
            by=by,
            reason=reason,
            source=before,
            target=stage,
            facts=facts,
            edition=self.election.edition,
        )


def build_elections(rng: Random, place: Place, people: People, hands: Hands) -> None:
    today = place.today
    spell = _lately_seated(place, people)
    if spell is not None:
        _finished(rng, people, spell, hands)
    empty = _empty_posts(place, people)
    if empty:
        _half_way(rng, people, empty[0], today, hands)
    heads = [post for post in empty[1:] if post.kind == PostKind.HEAD and with_congress(post)]
    if heads:
        _before_the_congress(rng, people, heads[0], today, hands)
    waiting = [post for post in empty[1:] if post not in heads[:1]]
    if waiting:
        _vacancy(waiting[0], today - timedelta(days=12), today + timedelta(days=60), hands.staff)


def _lately_seated(place: Place, people: People) -> Spell | None:
    """A main leader of some months, in a township where the walk does not begin."""
    found = [
        spell
        for spell in people.history.now.values()
        if spell.seat.main
        and spell.seat.unit not in people.soon
        and spell.seat.unit not in place.pilots
        and place.today - timedelta(days=400) < spell.since < place.today - timedelta(days=30)
    ]
    return max(found, key=lambda s: (s.since, s.seat.key), default=None)


def _empty_posts(place: Place, people: People) -> list[Post]:
    """Main posts that nobody holds, secretaries first."""
    seats = [seat for seat in place.seats if seat.main and seat.key not in people.tenure_of]
    seats.sort(key=lambda seat: (seat.kind != PostKind.SECRETARY, seat.key))
    return [place.posts[seat.organization, seat.post] for seat in seats]


def _vacancy(post: Post, opened: date, wanted: date, staff: User, filled: date | None = None) -> Vacancy:
    vacancy = Vacancy.objects.create(
        post=post,
        cause=Cause.TRANSFER,
        free_on=opened,
        wanted_by=wanted,
        stage=VacancyStage.FILLED if filled else VacancyStage.OPEN,
        closed_on=filled,
        opened_by=staff,
        opened_on=opened,
    )
    record_step(vacancy, "open", by=staff, target=VacancyStage.OPEN, facts={"demonstration": True})
    return vacancy


def _begun(vacancy: Vacancy, opened: date, hands: Hands) -> Case:
    election = Election.objects.create(
        vacancy=vacancy,
        edition=edition_on(opened).name,
        opened_by=hands.staff,
        opened_on=opened,
        announcement=f"公开推荐选拔{vacancy.post}，欢迎符合条件者报名。",
        conditions=CONDITIONS,
        registration_from=opened + timedelta(days=3),
        registration_to=opened + timedelta(days=12),
    )
    record_step(election, "open", by=hands.staff, target=Stage.PREPARED, edition=election.edition)
    case = Case(election, opened, hands)
    case.move("announce", Stage.REGISTRATION, hands.leader, announced_on=case.day(2))
    return case


def _nominees(case: Case, cadres: list[Cadre]) -> list[Nominee]:
    """The first two are recommended; votes fall with the place in the list."""
    made = [
        Nominee.objects.create(
            election=case.election,
            cadre=cadre,
            path=path,
            supporters=supporters,
            nominated_by=nominated_by,
            registered_on=case.day(4 + number),
            registered_by=case.hands.staff,
            examinee=number < 2,
        )
        for number, (cadre, (path, supporters, nominated_by)) in enumerate(zip(cadres, PATHS, strict=False))
    ]
    Recommendation.objects.create(
        election=case.election,
        talks_on=case.day(14),
        talks_people=40,
        meeting_on=case.day(16),
        due=MEETING,
        present=MEETING - 5,
        recorded_by=case.hands.staff,
    )
    shares = (41, 22, 10, 5, 3)
    RecommendationVote.objects.bulk_create(
        RecommendationVote(nominee=nominee, talk_votes=votes // 2, meeting_votes=votes)
        for nominee, votes in zip(made, shares, strict=False)
    )
    case.move("recommend", Stage.RECOMMENDED, case.hands.staff)
    return made


def _inspect(rng: Random, case: Case, nominee: Nominee, number: int) -> None:
    day, paper = case.day(24), f"考察材料{number}号（演示）"
    found = Inspection.objects.create(
        nominee=nominee,
        team=[invent(rng, "1"), invent(rng, "2")],
        began_on=case.day(19),
        ended_on=case.day(25),
        file_on=day,
        file_paper=paper,
        report_on=day,
        report_paper=paper,
        discipline_on=day,
        discipline_paper=paper,
        petitions_on=day,
        petitions_paper=paper,
        signed_by_secretary=invent(rng, "1"),
        signed_by_discipline=invent(rng, "1"),
        fit=True,
        conclusion="政治素质好，群众基础扎实，抓落实有办法；不足是招商引资经验偏少。",
        recorded_by=case.hands.staff,
    )
    for slot, title in (("file", "干部人事档案审核情况"), ("discipline", "纪检监察机关意见")):
        _attach(found, slot, title, (paper, day), case.hands.staff)


def _attach(record: Any, slot: str, title: str, paper: tuple[str, date], by: User) -> None:
    number, day = paper
    file = BytesIO(sheet(title, number, f"{day:%Y.%m.%d}", "演示材料，内容均为虚构"))
    values = {"title": title, "number": number, "dated": day.isoformat()}
    attachments.attach(record, slot, file, name=f"{title}.pdf", values=values, by=by)


def _half_way(rng: Random, people: People, post: Post, today: date, hands: Hands) -> None:
    """The recommendation is closed; one of the two is inspected, the other still to be."""
    opened = today - timedelta(days=30)
    vacancy = _vacancy(post, opened - timedelta(days=4), today + timedelta(days=45), hands.staff)
    case = _begun(vacancy, opened, hands)
    nominees = _nominees(case, _candidates(rng, people, 5))
    _inspect(rng, case, nominees[0], 1)


def _finished(rng: Random, people: People, spell: Spell, hands: Hands) -> None:
    tenure = people.tenures[id(spell)]
    since = spell.since
    opened = since - timedelta(days=55)
    vacancy = _vacancy(tenure.post, opened - timedelta(days=3), since + timedelta(days=20), hands.staff, filled=since)
    record_step(vacancy, "fill", by=hands.minister, source=VacancyStage.OPEN, target=VacancyStage.FILLED)
    case = _begun(vacancy, opened, hands)
    rivals = [c for c in _candidates(rng, people, 5) if c.pk != tenure.cadre_id][:3]
    nominees = _nominees(case, [people.cadres[spell.person.number], *rivals])
    _decided(rng, case, nominees)
    _noticed(case)
    late = "公示按期张贴，系统升级期间未能录入，依公示原件补录"
    case.move("recognize", Stage.NOTICED, hands.leader, reason=late, late_by=hands.leader)
    if with_congress(tenure.post):
        _elected(case, nominees[0], since)
    case.move(
        "appoint",
        Stage.APPOINTED,
        hands.minister,
        appointed_by=hands.minister,
        talk_on=since - timedelta(days=1),
        starts_on=since,
        document=tenure.start_document,
        leave_reason=LeaveReason.PROMOTED,
        closed_on=since,
    )
    Tenure.objects.filter(pk=tenure.pk).update(
        start_basis=StartBasis.PUBLIC_ELECTION, authority=authority_of(case.election)
    )


def with_congress(post: Post) -> bool:
    """Whether the township's congress elects to the post."""
    return post.kind in ELECTED_BY_CONGRESS and post.organization.division.kind in WITH_CONGRESS


def _before_the_congress(rng: Random, people: People, post: Post, today: date, hands: Hands) -> None:
    """The notice is over and the congress sits: its first ballot has elected, and a leader is to declare it."""
    opened = today - timedelta(days=62)
    vacancy = _vacancy(post, opened - timedelta(days=4), today + timedelta(days=20), hands.staff)
    case = _begun(vacancy, opened, hands)
    nominees = _nominees(case, _candidates(rng, people, 4))
    _decided(rng, case, nominees)
    _noticed(case, recorded_at_once=True)
    _assembly(case, nominees[0], today - timedelta(days=1))


def _decided(rng: Random, case: Case, nominees: list[Nominee]) -> None:
    """Both inspected, and the committee has voted for the first."""
    hands = case.hands
    for number, nominee in enumerate(nominees[:2], start=1):
        _inspect(rng, case, nominee, number)
    case.move("inspect", Stage.INSPECTED, hands.staff)
    number = f"常委会纪要〔{case.opened.year}〕{rng.randint(1, 30)}号（演示）"
    ballot = Ballot.objects.create(
        election=case.election,
        body=Body.STANDING_COMMITTEE,
        met_on=case.day(30),
        due=COMMITTEE,
        present=COMMITTEE - 1,
        document=number,
        entered_by=hands.staff,
        confirmed_by=hands.leader,
    )
    _attach(ballot, "minutes", "常委会会议纪要", (number, ballot.met_on), case.hands.staff)
    BallotVote.objects.create(nominee=nominees[0], yes=9, no=1, deferred=0)
    BallotVote.objects.create(nominee=nominees[1], yes=1, no=7, deferred=2)
    case.move("decide", Stage.DECIDED, hands.leader, winner=nominees[0], decided_by=hands.leader)


def _noticed(case: Case, *, recorded_at_once: bool = False) -> None:
    notice, hands = span(case.day(32), 5), case.hands
    case.move(
        "publish",
        Stage.NOTICED,
        hands.staff,
        notice_from=notice.first,
        notice_until=notice.last,
        notice_certain=notice.certain,
        notice_recorded_on=notice.first if recorded_at_once else notice.last,
        published_by=hands.staff,
    )
    paper = (f"平组公示〔{notice.first.year}〕6号（演示）", notice.first)
    _attach(case.election, "notice", "任前公示", paper, hands.staff)


def _assembly(case: Case, nominee: Nominee, day: date) -> Assembly:
    """The congress of the township: 45 deputies, 41 of them there, 36 for whom the committee recommends."""
    staff = case.hands.staff
    assembly = Assembly.objects.create(
        election=case.election,
        electorate=Electorate.CONGRESS,
        session="第十九届人民代表大会第六次会议",
        held_on=day,
        due=45,
        convened_by=staff,
    )
    record_step(assembly, "convene", by=staff, target=AssemblyStage.CONVENED, facts={"demonstration": True})
    one = FormalCandidate.objects.create(assembly=assembly, cadre=nominee.cadre, nominated_by=Nominator.PRESIDIUM)
    assembly.stage, assembly.present = AssemblyStage.SITTING, 41
    assembly.save(update_fields=["stage", "present"])
    record_step(assembly, "sit", by=staff, source=AssemblyStage.CONVENED, target=AssemblyStage.SITTING)
    ballot = Round.objects.create(assembly=assembly, number=1, issued=41, returned=41, invalid=1, entered_by=staff)
    RoundVote.objects.create(round=ballot, candidate=one, yes=36, no=2, abstain=2)
    record_step(assembly, "record_round", by=staff, target=AssemblyStage.SITTING, facts={"number": 1})
    _attach(assembly, "tally", "选举结果报告单", ("计票报告1号（演示）", day), staff)
    return assembly


def _elected(case: Case, nominee: Nominee, day: date) -> None:
    assembly, leader = _assembly(case, nominee, day), case.hands.leader
    assembly.stage, assembly.declared_by, assembly.closed_on = AssemblyStage.ELECTED, leader, day
    assembly.elected = assembly.candidates.get()
    assembly.save(update_fields=["stage", "declared_by", "closed_on", "elected"])
    record_step(assembly, "declare", by=leader, source=AssemblyStage.SITTING, target=AssemblyStage.ELECTED)
    case.move("elect", Stage.ELECTED, leader, elected_on=day, elected_by=leader)


def _candidates(rng: Random, people: People, number: int) -> list[Cadre]:
    """Able deputies of other places who have no sanction on file."""
    pool = [
        spell
        for spell in sorted(people.history.now.values(), key=lambda s: s.person.number)
        if spell.seat.kind in (PostKind.DEPUTY_SECRETARY, PostKind.DEPUTY_HEAD, PostKind.DEPUTY_CHIEF)
    ]
    able = [spell for spell in pool if not people.cadres[spell.person.number].sanctions.exists()][:60]
    chosen = sorted(rng.sample(able, min(number, len(able))), key=lambda s: -s.person.skill)
    return [people.cadres[spell.person.number] for spell in chosen]
