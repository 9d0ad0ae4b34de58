"""The whole path, walked in the browser by people with different roles: term watch to award.

With ``PICTURES=<directory>`` it also takes the pictures of ``docs/walkthrough.md``.
"""

import os
import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange
from icalendar import Calendar
from playwright.sync_api import expect

from assessment.baselines.services import take_baseline
from assessment.models import Baseline, Cycle, Score
from cadres.models import AnnualResult, DivisionProfile, Tenure
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.services.tokens import make_token
from cadres.platform.divisions.choices import Tier
from cadres.platform.outbox.tasks import deliver_outbox
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.tenures.choices import EndReason
from incentives.awards.models import Award
from selection.terms.models import Watch
from selection.terms.tasks import watch_tenures
from tests.support import cadres as factories
from tests.support.assessment import CycleFactory, SystemFactory, enter
from tests.support.training import ProgrammeFactory, SessionFactory, TrainingClassFactory
from training.classes.choices import ClassStage
from training.enrolments.choices import EnrolmentStage
from training.models import Enrolment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SHANGHAI = ZoneInfo("Asia/Shanghai")
PROFILE = {
    "population": 21_000,
    "area": 88,
    "mountain_share": 60,
    "distance": 35,
    "income": 21_000,
    "revenue": 1_500,
}
PICTURES = os.environ.get("PICTURES")
AUTUMN = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
AFTER_NOTICE = datetime(2026, 12, 15, 9, tzinfo=SHANGHAI)  # five working days after 7 December
NEXT_WINTER = datetime(2027, 12, 20, 9, tzinfo=SHANGHAI)


@pytest.fixture
def county():
    """Two townships, a secretary whose term ends in five months, three deputies who may stand, one open class."""
    call_command("load_calendar", verbosity=0)
    place = factories.CountyFactory()
    towns = [factories.TownshipFactory(name=name) for name in ("江口镇", "白衣镇", "驷马镇", "元山镇")]
    posts = []
    for town in towns:
        committee = factories.OrganizationFactory(division=town)
        factories.TermFactory(organization=committee, period=DateRange(date(2022, 4, 20), date(2027, 4, 20)))
        posts.append(factories.PostFactory(organization=committee))
    old = factories.TenureFactory(
        cadre=factories.CadreFactory(name="测试旧书记"), post=posts[0], held=DateRange(date(2022, 4, 20), None)
    )
    others = [factories.TenureFactory(post=post, held=DateRange(date(2026, 3, 1), None)) for post in posts[1:]]
    deputies = [factories.CadreFactory(name=name) for name in ("测试甲", "测试乙", "测试丙")]
    for cadre in deputies:
        AnnualResult.objects.create(cadre=cadre, year=2025, grade=AnnualGrade.COMPETENT)
    system = SystemFactory(in_force_now=True)
    last_year = CycleFactory(system=system, year=2025)
    for number, town in enumerate(towns):
        enter(last_year, town, income=20_000 + 900 * number, water=80 + number)
        DivisionProfile.objects.create(division=town, year=2025, tier=Tier.MIDDLING, **PROFILE)
    for tenure in others:
        assert take_baseline(tenure, by=None) == 2
    with time_machine.travel(AUTUMN):
        induction = TrainingClassFactory(
            programme=ProgrammeFactory(name="新任乡镇党政正职任职培训", induction=True),
            name="新任乡镇党政正职任职培训班（2026年第一期）",
            starts_on=date(2027, 1, 11),
            ends_on=date(2027, 1, 15),
            stage=ClassStage.OPEN,
        )
        SessionFactory(training_class=induction, topic="党委书记怎样抓全局")
    return SimpleNamespace(
        place=place,
        towns=towns,
        post=posts[0],
        old=old,
        deputies=deputies,
        induction=induction,
        staff=factories.UserFactory(username="staff", name="测试科员"),
        second=factories.UserFactory(username="second", name="测试干事"),
        chief=factories.LeaderFactory(username="chief", name="测试副部长"),
        minister=factories.LeaderFactory(username="minister", name="测试部长"),
        old_account=factories.UserFactory(username="old", role=Role.TOWNSHIP, cadre=old.cadre),
        new_account=factories.UserFactory(username="new", role=Role.TOWNSHIP, cadre=deputies[0]),
        client=factories.UserFactory(username="client", role=Role.CLIENT),
    )


class Walker:
    """One person at one browser."""

    def __init__(self, page, check):
        self.page, self.check = page, check

    def go(self, address):
        self.page.goto(address)
        return self

    def fill(self, **values):
        """By the names of the fields."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']")
            kind = field.first.evaluate("one => one.type || one.tagName.toLowerCase()")
            if kind == "select-one":
                field.select_option(value)
            elif kind == "checkbox":
                field.first.set_checked(bool(value))
            elif kind == "radio":
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            else:
                field.fill(str(value))
        return self

    def send(self, *, refused=False):
        """Press the main button of the page's form."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            self.page.locator("main form[method=post] button[type=submit].btn-primary").last.click()
        self.page.wait_for_load_state()
        if not refused:
            assert sent.value.status < 400, self.page.locator("main").inner_text()
        return self

    def follow(self, text):
        self.page.get_by_role("link", name=re.compile(text)).first.click()
        self.page.wait_for_load_state()
        return self

    def sees(self, text):
        expect(self.page.locator("body")).to_contain_text(text)
        return self

    def picture(self, name):
        """Judged by axe and the policy, and kept when pictures are wanted."""
        self.page.troubles[:] = [one for one in self.page.troubles if "422" not in one]
        self.check(self.page)
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")
        return self


@pytest.fixture
def walk(page_as, check_page):
    return lambda user, **how: Walker(page_as(user, **how), check_page)


def test_whole_path(county, walk, client, settings):
    settings.PASSWORD_DAYS = 0  # a year goes by, and changing passwords is walked elsewhere
    with time_machine.travel(AUTUMN):
        the_watch_finds_the_term(county, walk)
        election = staff_open_the_election(county, walk)
        the_procedure_is_refused_and_held(county, walk, election)
    with time_machine.travel(AFTER_NOTICE):
        the_notice_is_over_and_the_leader_appoints(county, walk, election)
        the_new_leader_answers_on_a_phone(county, walk, client)
    with time_machine.travel(NEXT_WINTER):
        score = the_year_is_scored(county, walk)
        a_client_pulls_the_scores(county, client, score)
        the_award_is_proposed_and_approved(county, walk, score)


def the_watch_finds_the_term(county, walk):
    """Step 2: beat's task finds it, once, and tells staff and the leader, in the app and by e-mail."""
    watch_tenures.delay()
    watch_tenures.delay()
    found = Watch.objects.get(tenure=county.old, kind="term_end_6")
    assert found.due_on == date(2027, 4, 20)
    deliver_outbox.delay()
    assert {county.staff.email, county.old_account.email} <= {to for letter in mail.outbox for to in letter.to}

    walk(county.old_account, width=360).go("/").sees("江口镇").picture("term-on-a-phone")
    walk(county.staff).go("/").sees("江口镇").picture("home")


def staff_open_the_election(county, walk):
    """Step 3, first half: from the list of what is due to the vacancy and its election."""
    staff = walk(county.staff).go("/watch/").sees("测试旧书记").picture("watch")
    staff.go(f"/vacancies/new/?tenure={county.old.pk}")
    staff.fill(post=str(county.post.pk), cause="term_end", wanted_by="2027-04-20").send().sees("江口镇")
    staff.picture("vacancy")
    staff.page.locator("main a[href$='/election/']").first.click()
    staff.page.wait_for_url("**/election/")
    staff.fill(
        announcement="公开推荐江口镇党委书记人选。",
        conditions="任副科级职务两年以上。",
        registration_from="2026-11-23",
        registration_to="2026-11-29",
    ).send()
    return re.search(r"/elections/(\d+)/", staff.page.url).group(1)


def the_procedure_is_refused_and_held(county, walk, election):
    """Step 3: every stage is refused while something lacks, with the article, and taken when nothing does."""
    address = f"/elections/{election}/"
    walk(county.chief).go(f"{address}moves/announce/").fill(announced_on="2026-11-23").send().sees("Registration")
    staff = walk(county.staff)
    staff.go(f"{address}moves/recommend/").send(refused=True).sees("Art 20").picture("refused")
    for cadre, path in zip(county.deputies, ("self", "organisation", "self"), strict=True):
        staff.go(f"{address}nominees/new/?q={cadre.name}")
        staff.fill(cadre=str(cadre.pk), path=path, nominated_by="江口镇党委", registered_on="2026-11-23").send()
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=SHANGHAI)):
        staff = walk(county.staff)
        nominees = recommend(staff, address)
        inspect(staff, nominees)
        staff.go(f"{address}moves/inspect/").send()
        vote(staff, address, nominees)
        walk(county.chief).go(f"{address}moves/decide/").send().sees("Decided")
        staff.go(f"{address}moves/publish/").fill(notice_from="2026-12-07").send().sees("Dec").picture("notice")
        early = walk(county.minister).go(f"{address}moves/appoint/")
        early.fill(talk_on="2026-12-07", starts_on="2026-12-07", document="平委干〔2026〕88号").send(refused=True)
        early.sees("notice").picture("notice-still-runs")


def recommend(staff, address):
    from selection.elections.models import Nominee  # noqa: PLC0415 -- read after the pages made them

    number = int(re.search(r"\d+", address).group())
    nominees = list(Nominee.objects.filter(election_id=number).order_by("pk"))
    staff.go(f"{address}recommendation/").fill(
        talks_on="2026-11-30", talks_people=24, meeting_on="2026-12-01", due=60, present=52
    )
    for nominee, votes in zip(nominees, (31, 15, 6), strict=True):
        staff.fill(**{f"talk_{nominee.pk}": 8, f"vote_{nominee.pk}": votes, f"chosen_{nominee.pk}": votes > 10})
    staff.send().go(f"{address}moves/recommend/").send().sees("Recommended")
    return nominees[:2]


def inspect(staff, nominees):
    papers = {f"{must}_on": "2026-12-03" for must in ("file", "report", "discipline", "petitions")}
    papers |= {f"{must}_paper": "组干〔2026〕12号" for must in ("file", "report", "discipline", "petitions")}
    for nominee in nominees:
        staff.go(f"/elections/nominees/{nominee.pk}/inspection/").fill(
            team="测试考察一\n测试考察二",
            began_on="2026-12-02",
            ended_on="2026-12-04",
            signed_by_secretary="测试书记",
            signed_by_discipline="测试纪委",
            fit=True,
            conclusion="同意推荐",
            **papers,
        ).send()


def vote(staff, address, nominees):
    staff.go(f"{address}vote/").fill(
        body="standing_committee", met_on="2026-12-07", due=11, present=9, document="常委会纪要〔2026〕31号"
    )
    for nominee, yes in zip(nominees, (8, 1), strict=True):
        staff.fill(**{f"yes_{nominee.pk}": yes, f"no_{nominee.pk}": 9 - yes, f"deferred_{nominee.pk}": 0})
    staff.send().picture("vote")


def the_notice_is_over_and_the_leader_appoints(county, walk, election):
    """Steps 3 and 4: the appointment ends and starts tenures, takes the starting point, calls up for induction."""
    leader = walk(county.minister).go(f"/elections/{election}/moves/appoint/")
    leader.fill(talk_on="2026-12-15", starts_on="2026-12-15", document="平委干〔2026〕88号").send().sees("Appointed")
    leader.picture("appointed")

    new = county.deputies[0]
    tenure = Tenure.objects.get(cadre=new, post=county.post)
    county.old.refresh_from_db()
    assert county.old.held.upper == tenure.held.lower == date(2026, 12, 15)
    assert county.old.end_reason == EndReason.TERM_END
    assert Baseline.objects.filter(tenure=tenure).count() == 2
    called = Enrolment.objects.get(cadre=new)
    assert (called.training_class, called.stage) == (county.induction, EnrolmentStage.CALLED)


def the_new_leader_answers_on_a_phone(county, walk, client):
    """Step 5: sees the call-up and the schedule, confirms, subscribes to the calendar."""
    phone = walk(county.new_account, width=360, height=740).go("/").sees("任职培训").picture("phone-home")
    phone.go("/my/training/").sees("党委书记怎样抓全局").picture("phone-training")
    phone.page.get_by_role("button", name=re.compile("I will come")).first.click()
    phone.page.wait_for_load_state()
    assert Enrolment.objects.get(cadre=county.deputies[0]).stage == EnrolmentStage.CONFIRMED
    feed = re.search(r"/calendar/[\w-]+\.ics", phone.page.content()).group()
    events = Calendar.from_ical(client.get(feed).content).walk("VEVENT")
    assert ["党委书记怎样抓全局" in str(event["SUMMARY"]) for event in events] == [True]


def the_year_is_scored(county, walk):
    """Step 6: the year's values are entered, the cycle is scored against the starting point, the grade confirmed."""
    staff = walk(county.staff).go("/cycles/new/").fill(year=2027).send()
    cycle = Cycle.objects.get(year=2027)
    for number, town in enumerate(county.towns):
        staff.go(f"/cycles/{cycle.pk}/values/{town.code}/")
        income, water = cycle.system.indicators.order_by("code")
        staff.fill(
            **{f"number-{income.pk}": 23_900 + 400 * number, f"number-{water.pk}": 91 + number // 2},
        ).send()
    staff.go(f"/cycles/{cycle.pk}/").picture("cycle")
    staff.go(f"/cycles/{cycle.pk}/moves/score/").send()
    score = Score.objects.get(cycle=cycle, tenure__cadre=county.deputies[0])
    walk(county.minister).go(f"/cycles/{cycle.pk}/moves/confirm/").send()
    leader = walk(county.minister).go(f"/scores/{score.pk}/").sees("测试甲").picture("score")
    for other in Score.objects.filter(cycle=cycle):
        grade = AnnualGrade.EXCELLENT if other == score else AnnualGrade.COMPETENT
        leader.go(f"/scores/{other.pk}/grade/").fill(grade=grade, reason="按考核情况研究确定").send()
    assert AnnualResult.objects.get(cadre=county.deputies[0], year=2027).grade == AnnualGrade.EXCELLENT
    return score


def a_client_pulls_the_scores(county, client, score):
    """Step 6: another department's system reads the assessment with its token."""
    secret = make_token(county.client, name="考核数据平台", scopes=["assessment"], days=30, by=None)[1]
    answer = client.get("/api/v1/scores/?limit=1000", headers={"authorization": f"Token {secret}"})
    assert answer.status_code == 200
    found = {row["id"]: row for row in answer.json()["results"]}
    assert float(found[score.pk]["total"]) == float(score.total)
    assert client.get("/api/v1/elections/", headers={"authorization": f"Token {secret}"}).status_code == 403


def the_award_is_proposed_and_approved(county, walk, score):
    """Step 7: proposed from the grade, approved by a second person, seen in the leader's file."""
    staff = walk(county.staff).go(f"/awards/new/?score={score.pk}").picture("award")
    staff.fill(kind="commendation", year=2027, ground="年度考核优秀，农民收入较接任时增长一成七。").send()
    award = Award.objects.get(cadre=county.deputies[0])
    leader = walk(county.minister).go(f"/awards/{award.pk}/moves/approve/").send()
    leader.sees("Approved")
    staff.go(f"/awards/{award.pk}/moves/grant/").fill(granted_on="2027-12-20", document="平人社〔2027〕9号").send()
    leader.go(f"/cadres/{county.deputies[0].pk}/honours/").sees("平人社").picture("honours")
    walk(county.new_account, width=360, height=740).go("/my/awards/").sees("平人社").picture("phone-awards")
