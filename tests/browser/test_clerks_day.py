"""From an existing vacancy to the appointment, by links, buttons and fields alone: how much work that is.

A click is a link followed, a button pressed, a box ticked or a choice made; a value is a field into which something
is typed (a date is one). Before grids, bulk actions and forms that fill in what is known it took 55 clicks, 62 values.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import AnnualResult, Tenure
from cadres.registry.cadre_files.choices import AnnualGrade
from selection.elections.choices import Stage
from selection.elections.models import Election
from tests.support import cadres as factories
from tests.support.selection import VacancyFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT_MOST = {"clicks": 40, "values": 39}


class Counter:
    """One person at one browser, whose every click and value counts on ``tally``."""

    def __init__(self, page, tally):
        self.page, self.tally = page, tally
        page.goto("/")

    def click(self, text, *, role="link", within="main"):
        self.page.locator(within).get_by_role(role, name=re.compile(text)).first.click()
        self.page.wait_for_load_state()
        self.tally["clicks"] += 1
        return self

    def press(self):
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            self.page.locator("main form[method=post] button[type=submit].btn-primary").last.click()
        self.page.wait_for_load_state()
        self.tally["clicks"] += 1
        assert sent.value.status < 400, self.page.locator("main").inner_text()
        return self

    def type(self, **values):
        """Only what the form does not bring by itself."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']")
            if field.input_value() != str(value):
                field.fill(str(value))
                self.tally["values"] += 1
        return self

    def choose(self, **values):
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']")
            if field.input_value() != value:
                field.select_option(value)
                self.tally["clicks"] += 1
        return self

    def tick(self, *names):
        for name in names:
            box = self.page.locator(f"main [name='{name}']")
            if not box.is_checked():
                box.check()
                self.tally["clicks"] += 1
        return self


@pytest.fixture
def county():
    call_command("load_calendar", verbosity=0)
    factories.CountyFactory()
    town = factories.TownshipFactory(name="江口镇")
    committee = factories.OrganizationFactory(division=town)
    factories.TermFactory(organization=committee, period=DateRange(date(2024, 4, 20), date(2029, 4, 20)))
    post = factories.PostFactory(organization=committee)
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=SHANGHAI)):
        vacancy = VacancyFactory(post=post, wanted_by=date(2027, 2, 1))
    people = [factories.CadreFactory(name=name) for name in ("测试甲", "测试乙", "测试丙")]
    for cadre in people:
        AnnualResult.objects.create(cadre=cadre, year=2025, grade=AnnualGrade.COMPETENT)
    return vacancy, people


def at(day):
    return time_machine.travel(datetime(2026, 12, day, 9, tzinfo=SHANGHAI))


def test_from_the_vacancy_to_the_appointment(county, page_as):
    (vacancy, people), tally = county, {"clicks": 0, "values": 0}
    clerk, chief, minister = factories.UserFactory(), factories.LeaderFactory(), factories.LeaderFactory()

    def sits_down(user):
        return Counter(page_as(user), tally)

    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)):
        staff = sits_down(clerk).click(str(vacancy.post))
        staff.type(registration_from="2026-11-23", registration_to="2026-11-29").press()
        election = Election.objects.get()
        sits_down(chief).click(str(vacancy.post)).click("Announce").type(announced_on="2026-11-23").press()
        register(sits_down(clerk), people)
    with at(7):
        staff = sits_down(clerk).click(str(vacancy.post))
        one, two, three = election.nominees.order_by("pk")
        staff.click("Record the recommendation")
        staff.type(talks_on="2026-11-30", talks_people=24, meeting_on="2026-12-01", due=60, present=52)
        for nominee, votes in ((one, 31), (two, 15), (three, 6)):
            staff.type(**{f"talk_{nominee.pk}": 8, f"vote_{nominee.pk}": votes})
        staff.tick(f"chosen_{one.pk}", f"chosen_{two.pk}").press()
        staff.click("Close the recommendation").press()
        inspect(staff, one, two)
        staff.click("Close the inspection").press()
        staff.click("Enter the vote")
        staff.choose(body="standing_committee").type(met_on="2026-12-07", due=11, present=9, document="纪要31号")
        staff.type(**{f"yes_{one.pk}": 8, f"no_{one.pk}": 1, f"yes_{two.pk}": 1, f"no_{two.pk}": 8}).press()
        sits_down(chief).click(str(vacancy.post)).click("Confirm the vote").press()
        sits_down(clerk).click(str(vacancy.post)).click("Start the public notice").type(
            notice_from="2026-12-07"
        ).press()
    with at(15):
        leader = sits_down(minister).click(str(vacancy.post)).click("Appoint")
        leader.type(talk_on="2026-12-15", starts_on="2026-12-15", document="平委干88号").press()

    election.refresh_from_db()
    assert election.stage == Stage.APPOINTED
    assert Tenure.objects.get(post=vacancy.post).cadre == one.cadre
    assert tally == AT_MOST


def register(staff, people):
    """Ticked in their list, all at once."""
    staff.click("^Cadres$", within=".sidebar")
    for cadre in people:
        staff.page.locator(f"[name=pick][value='{cadre.pk}']").check()
        staff.tally["clicks"] += 1
    staff.click("Register as nominees", role="button")
    for cadre in people:
        staff.choose(**{f"path_{cadre.pk}": "organisation"})
    first = min(people, key=lambda cadre: cadre.name_key)
    staff.type(**{f"nominated_by_{first.pk}": "江口镇党委"})
    staff.page.locator("[data-grid-fill]").nth(2).click()
    staff.tally["clicks"] += 1
    staff.press()


def inspect(staff, one, two):
    """One row is typed, and what both have in common is repeated below it."""
    staff.click("Record the inspections")
    days = {f"{must}_on": "2026-12-03" for must in ("file", "report", "discipline", "petitions")}
    papers = {f"{must}_paper": "组干12号" for must in ("file", "report", "discipline", "petitions")}
    row = {
        "team": "测试考察一、测试考察二",
        "began_on": "2026-12-02",
        "ended_on": "2026-12-04",
        "signed_by_secretary": "测试书记",
        "signed_by_discipline": "测试纪委",
        "conclusion": "同意推荐",
        **days,
        **papers,
    }
    staff.type(**{f"{one.pk}-{name}": value for name, value in row.items()})
    staff.tick(f"{one.pk}-fit", f"{two.pk}-fit")
    staff.page.locator("[data-grid-fill-all]").click()
    staff.tally["clicks"] += 1
    staff.type(**{f"{two.pk}-conclusion": "同意推荐"}).press()
