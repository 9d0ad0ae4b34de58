"""First pages: every number of the county leads to a list with exactly so many rows; the week of the staff."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict
from django.urls import resolve

from assessment.models import Cycle
from cadres.models import Pilot, Remit, Tenure
from cadres.platform.accounts.choices import Role
from cadres.registry.cadre_files.choices import EducationMode, PoliticalStatus, Sex
from cadres.registry.cadre_files.models import Education
from cadres.registry.posts.choices import PostKind
from cadres.shared.dates import add_months
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.overview import OVERVIEW, cards_for, first_step, list_of
from cadres.shared.pages.todo import Due, DueList
from cadres.shared.pages.week import agenda
from cadres.shared.permissions import PERMISSIONS_OF
from selection.elections.choices import Stage
from tests.support.assessment import SystemFactory, confirmed, county_of
from tests.support.cadres import (
    CountyFactory,
    LeaderFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    UserFactory,
)
from tests.support.selection import ElectionFactory, VacancyFactory, put_at
from tests.support.training import AttendanceFactory, EnrolmentFactory, NeedFactory, SessionFactory
from training.classes.choices import ClassStage

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)  # a Wednesday
QUERIES = {"posts": 2, "terms": 1, "structure": 1, "elections": 2, "training": 2, "assessment": 2}


@pytest.fixture(autouse=True)
def _day(time_machine):
    time_machine.move_to("2026-11-25 09:00:00+08:00", tick=False)


def county(size):
    """So many townships with a secretary each, the head's post vacant, something of everything about them."""
    by, leader = UserFactory(), LeaderFactory()
    confirmed(county_of(size, SystemFactory(in_force_now=True), by), by, leader)
    secretaries = list(Tenure.objects.filter(post__kind=PostKind.SECRETARY).order_by("pk"))
    for n, secretary in enumerate(secretaries):
        town = secretary.post.organization.division
        post = PostFactory(head=True, organization__division=town)
        put_at(
            ElectionFactory(vacancy=VacancyFactory(post=post)),
            (Stage.PREPARED, Stage.REGISTRATION)[n % 2],
            announced_on=TODAY - timedelta(days=40),
        )
        ends = date(2026, 10, 1) if n == 0 else add_months(date(2027, 1, 1), 3 * n)
        TermFactory(organization=secretary.post.organization, period=DateRange(add_months(ends, -60), ends))
        TermFactory(
            organization=post.organization, period=DateRange(date(2022, 1, 1), date(2027, 1, 1))
        )  # last day: 31 December
        NeedFactory(cadre=secretary.cadre, due_on=TODAY - timedelta(days=1 - n))
        enrolment = EnrolmentFactory(cadre=secretary.cadre, training_class__starts_on=date(2026, 3, 2))
        for day, hours in enumerate((24, 24, 24, Decimal(18) - Decimal("0.5") * n)):  # 90, 89.5, 89 in all
            session = SessionFactory(training_class=enrolment.training_class, day=day, hours=hours)
            AttendanceFactory(session=session, enrolment=enrolment)
        Education.objects.create(
            cadre=secretary.cadre, mode=EducationMode.FULL_TIME, level=("大学", "省委党校研究生", "大专")[n % 3]
        )
    return secretaries


def told(user, *, at_work=False):
    return {card.key: findings for card, findings in cards_for(user, TODAY, at_work=at_work)}


def counted(findings):
    """Each address with the number that leads to it: of a share, the people beside it."""
    found = {figure.url: figure.number for figure in findings.figures if figure.number}
    for chart in findings.charts:
        for row in chart.table.rows:
            for cell in row:
                if cell.link:
                    found.setdefault(cell.link, cell.value)
    return found


def rows_behind(url, user):
    parts = urlsplit(url)
    listing = LISTS[resolve(parts.path).view_name].asked_by(user, QueryDict(parts.query))
    assert not listing.filterset.is_bound or listing.filterset.is_valid(), listing.filterset.errors
    return listing.rows.count()


def is_list(url):
    return resolve(urlsplit(url).path).view_name in LISTS


def assert_lists_agree(user):
    for key, findings in told(user).items():
        numbers = {url: number for url, number in counted(findings).items() if is_list(url)}
        assert numbers, key
        assert {url: rows_behind(url, user) for url in numbers} == numbers, key


def test_every_card_has_its_list_and_its_budget():
    assert QUERIES.keys() == OVERVIEW.keys()


@pytest.mark.parametrize("key", OVERVIEW.keys())
@pytest.mark.parametrize("size", [1, 3])
def test_a_card_asks_the_same_for_one_township_and_for_three(key, size, django_assert_num_queries):
    county(size)
    user = LeaderFactory()
    assert user.code_ranges

    with django_assert_num_queries(QUERIES[key]):
        assert OVERVIEW[key].build(user, TODAY) is not None


@pytest.mark.parametrize(("role", "queries"), [(Role.LEADER, 25), (Role.STAFF, 27)])
@pytest.mark.parametrize("size", [1, 3])
def test_the_first_page_costs_the_same_in_any_county(as_user, role, size, queries, django_assert_num_queries):
    county(size)
    browser = as_user(UserFactory(role=role))

    with django_assert_num_queries(queries):
        assert browser.get("/").status_code == 200


def test_every_number_is_that_of_the_list_behind_it():
    secretaries = county(3)
    first, second, _third = (one.cadre for one in secretaries)
    first.__class__.objects.filter(pk=first.pk).update(sex=Sex.FEMALE, born_on=date(1991, 11, 25))
    first.__class__.objects.filter(pk=second.pk).update(
        political_status=PoliticalStatus.MASSES, joined_party_on=None, born_on=date(1986, 11, 26)
    )
    # The second is head too, and a member without a main post is in the group.
    head = PostFactory._meta.model.objects.get(
        kind=PostKind.HEAD, organization__division=secretaries[1].post.organization.division
    )
    Pilot.objects.create(division=head.organization.division, period=DateRange(date(2022, 1, 1), None), basis="试点")
    TenureFactory(cadre=second, post=head)
    member = PostFactory(
        organization=secretaries[0].post.organization, kind=PostKind.COMMITTEE_MEMBER, name="委员", approved_number=3
    )
    TenureFactory(post=member)
    leader = LeaderFactory()

    assert_lists_agree(leader)
    found = told(leader)
    assert [f.number for f in found["posts"].figures] == [1]
    assert texts(found["posts"].charts[0]) == [
        ["Township party secretary", "3", "0"],
        ["Township head", "1", "2"],
        ["Chair of the township people's congress", "0", "0"],
    ]
    assert texts(found["terms"].charts[0])[:3] == [
        ["Q4 2026", "0", "3", "0", "3"],
        ["Q1 2027", "1", "0", "0", "1"],
        ["Q2 2027", "1", "0", "0", "1"],
    ]
    assert [(str(f.label), f.number) for f in found["structure"].figures] == [
        ("Members", 4), ("Women", 1), ("Not in the party", 1)
    ]  # fmt: skip
    ages, education = found["structure"].charts
    assert [row[1] for row in texts(ages)] == ["1", "1", "2", "0", "0", "0"], "35 that day; 39 until tomorrow"
    assert [row[1] for row in texts(education)] == ["1", "1", "1", "1"]
    assert [row[1] for row in texts(found["elections"].charts[0])] == ["2", "1", "0", "0", "0", "0", "0"]
    assert [row[1] for row in texts(found["training"].charts[0])] == ["1", "2"]
    assert texts(found["training"].charts[1])[2] == ["Gap found by the assessment", "3", "1"]
    values, grades = found["assessment"].charts
    assert texts(values) == [["平昌县", "0", "6"]]
    assert [row[1] for row in texts(grades)] == ["0", "3", "0"]


def texts(chart):
    return [[cell.text for cell in row] for row in chart.table.rows]


def test_a_remit_of_two_townships_counts_these_alone():
    secretaries = county(3)
    towns = [one.post.organization.division for one in secretaries[:2]]
    leader = LeaderFactory(remit=towns[0])
    Remit.objects.create(user=leader, division=towns[1])

    assert_lists_agree(leader)
    found = told(leader)
    assert texts(found["posts"].charts[0])[0] == ["Township party secretary", "2", "0"]
    assert sum(int(row[1]) for row in texts(found["elections"].charts[0])) == 2
    # No cycle of the county is in reach, the scores of the two townships are; files are kept by the county.
    assert [row[1] for row in texts(found["assessment"].charts[0])] == ["0", "2", "0"]
    assert found.keys() == {"posts", "terms", "elections", "assessment"}


def test_another_county_and_a_wider_remit_count_nothing_here():
    county(1)

    assert told(LeaderFactory(remit=CountyFactory(code="511922000000", name="邻县"))) == {}
    assert told(LeaderFactory(remit=CountyFactory().parent)) == {}


def test_a_card_needs_its_permission(monkeypatch):
    county(1)
    monkeypatch.setitem(PERMISSIONS_OF, Role.LEADER, PERMISSIONS_OF[Role.LEADER] - {"selection.view_election"})

    assert "elections" not in told(LeaderFactory())
    assert "posts" in told(LeaderFactory())


def test_staff_see_two_charts_and_a_leader_all(as_user):
    county(1)
    leader, staff = (as_user(UserFactory(role=role)).get("/") for role in (Role.LEADER, Role.STAFF))

    assert [card.key for card, _findings in staff.context["cards"]] == ["terms", "elections"]
    assert [card.key for card, _findings in leader.context["cards"]] == list(QUERIES)
    assert "The county today" in leader.text
    assert "The week" not in leader.text
    assert "The week" in staff.text
    assert leader.text.index("What is due") < leader.text.index("Posts filled and vacant")
    url = list_of("cadres:post_list", kind="head", vacant="true").replace("&", "&amp;")
    assert f'<a class="link" href="{url}">1</a>' in leader.text
    assert f'<a class="chart-mark" href="{url}" tabindex="-1">' in leader.text


def test_an_empty_county_says_what_to_do_first(as_user):
    staff, leader = UserFactory(), LeaderFactory()

    assert first_step(leader) is None
    assert "Begin with the workbooks of organizations and posts" in (page := as_user(staff).get("/").text)
    assert 'href="/imports/"' in page
    assert "Nothing is on record yet." in as_user(leader).get("/").text


def test_a_wider_remit_is_told_why_it_sees_no_charts(as_user):
    page = as_user(LeaderFactory(remit=CountyFactory().parent)).get("/").text

    assert "Charts are drawn for a county or less" in page


def test_the_values_of_a_cycle_lead_to_its_page():
    county(1)
    Cycle.objects.update(due_on=None)
    chart = told(LeaderFactory())["assessment"].charts[0]

    assert {cell.link for row in chart.table.rows for cell in row if cell.link} == {
        Cycle.objects.get(year=2025).get_absolute_url()
    }


# --- the week --------------------------------------------------------------------------------------------


def due(label, on):
    return Due(label, f"/{label}/", on)


def test_the_agenda_goes_to_the_sunday_after_next():
    days = {name: TODAY + timedelta(days=n) for name, n in (("past", -1), ("today", 0), ("sun", 4), ("mon", 5))}
    items = [due(name, day) for name, day in days.items()]
    rest = [due("last", date(2026, 12, 6)), due("after", date(2026, 12, 7)), due("undated", None)]

    week = agenda([DueList("Kind", items, "/all/", rest=rest)], TODAY)

    assert [(entry.kind, entry.due.label) for entry in week.overdue] == [("Kind", "past")]
    assert [(day, [e.due.label for e in entries]) for day, entries in week.this_week] == [
        (TODAY, ["today"]), (date(2026, 11, 29), ["sun"])
    ]  # fmt: skip
    assert [e.due.label for _day, entries in week.next_week for e in entries] == ["mon", "last"]
    assert week.cut == []


@pytest.mark.parametrize(("last", "said"), [(date(2026, 12, 6), True), (date(2026, 12, 7), False)])
def test_the_agenda_says_where_it_had_to_stop(last, said):
    """What was not read falls due after the last that was: within the two weeks it is missing."""
    one = DueList("Kind", [due("a", TODAY)], "/all/", more=True, rest=[due("b", last)], cut=True)

    assert bool(agenda([one], TODAY).cut) == said


def test_the_week_names_what_falls_due_and_what_happens(as_user):
    ends = TODAY + timedelta(days=2)
    election = put_at(ElectionFactory(registration_to=ends), Stage.REGISTRATION, announced_on=TODAY)
    held = EnrolmentFactory(training_class__stage=ClassStage.OPEN, training_class__starts_on=date(2026, 11, 30))
    NeedFactory(cadre__name="张某某", due_on=TODAY - timedelta(days=1))
    NeedFactory(cadre__name="李某某", due_on=TODAY + timedelta(days=1))

    page = as_user(UserFactory()).get("/")

    week = page.context["week"]
    overdue = [entry.due.label for entry in week.overdue if entry.kind == "Training that falls due"]
    assert overdue == ["张某某: Gap found by the assessment"]
    assert [(day, [str(e.due.label) for e in entries]) for day, entries in week.this_week] == [
        (date(2026, 11, 26), ["李某某: Gap found by the assessment"]),
        (ends, [f"{election}: registration ends"]),
    ]
    begins = f"{held.training_class.name} begins"
    assert begins in [str(e.due.label) for _day, entries in week.next_week for e in entries]
    for text in ("2 things are overdue", "The holidays of 2026", "Thursday", "registration ends", begins, "Next week"):
        assert text in page.text


def test_the_week_reads_more_than_the_first_five(as_user):
    for n in range(8):
        NeedFactory(due_on=TODAY + timedelta(days=n % 3))
    page = as_user(UserFactory()).get("/")

    (needs,) = [one for one in page.context["lists"] if one.title == "Training that falls due"]
    assert (len(needs.items), needs.more, len(needs.rest), needs.cut) == (5, True, 3, False)
    assert sum(len(entries) for _day, entries in page.context["week"].this_week) == 8


def test_the_county_of_a_township_leader_stays_his_own(as_user):
    county(1)
    page = as_user(UserFactory(role=Role.TOWNSHIP, cadre=Tenure.objects.first().cadre)).get("/").text

    assert "The county today" not in page
    assert "My next sessions" in page
