"""Rosters: columns, order and groups as chosen; people of one's own reach; a fixed number of queries."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.models import AnnualResult, Education, FileAccess, Roster, Step
from cadres.registry.cadre_files.choices import AnnualGrade, EducationMode, Sex
from cadres.registry.posts.choices import Grade
from cadres.registry.rosters.choices import RosterGrouping, RosterOrder
from cadres.registry.rosters.facts import make
from cadres.registry.rosters.points import COLUMNS
from cadres.registry.rosters.services.rosters import change_roster, keep_roster, remove_roster
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, UserFactory
from tests.support.exports import exported, rows_of

ON = date(2026, 11, 23)


def values(**more):
    told = {
        "name": "测试名册",
        "shared": False,
        "columns": ["name", "age", "posts"],
        "order": RosterOrder.NAME,
        "grouping": RosterGrouping.NONE,
        "conditions": "",
    }
    return {**told, **more}


@pytest.fixture
def keep(staff):
    def keep(**more):
        return keep_roster(values(**more), by=more.pop("by", staff))

    return keep


def cells(made):
    return [[row.cells for row in group.rows] for group in made.groups]


def test_columns_stand_in_the_order_chosen(keep, staff):
    cadre = CadreFactory(name="测试甲", born_on=date(1982, 3, 1))
    Education.objects.create(cadre=cadre, mode=EducationMode.FULL_TIME, level="大学", degree="农学学士")
    Education.objects.create(cadre=cadre, mode=EducationMode.IN_SERVICE, level="省委党校研究生")
    for year, grade in ((2022, "excellent"), (2023, "competent"), (2024, "excellent"), (2025, "competent")):
        AnnualResult.objects.create(cadre=cadre, year=year, grade=AnnualGrade(grade))
    tenure = TenureFactory(cadre=cadre, held=DateRange(date(2023, 1, 10), None))

    roster = keep(columns=["posts", "name", "age", "full_time", "in_service", "degree", "post_since", "results"])
    made = make(roster, user=staff, on=ON)

    assert cells(made) == [
        [
            [
                str(tenure.post),
                "测试甲",
                44,
                "大学",
                "省委党校研究生",
                "农学学士",
                "2023.01",
                "2023: Competent, 2024: Excellent, 2025: Competent",
            ]
        ]
    ]


def test_age_and_posts_are_those_of_the_day(keep, staff):
    TenureFactory(cadre__born_on=date(1982, 3, 1), held=DateRange(date(2023, 1, 10), None))

    (((_name, age, posts),),) = cells(make(keep(), user=staff, on=date(2020, 1, 1)))

    assert (age, posts) == (37, "")


def test_groups_by_township_and_by_grade(keep, staff):
    first, second = TenureFactory(), TenureFactory()
    CadreFactory(grade=Grade.COUNTY_DEPUTY)

    by_township = make(keep(grouping=RosterGrouping.TOWNSHIP), user=staff, on=ON)
    by_grade = make(keep(name="二", grouping=RosterGrouping.GRADE), user=staff, on=ON)

    towns = sorted((t.post.organization.division for t in (first, second)), key=lambda division: division.code)
    assert [group.title for group in by_township.groups] == [*(town.name for town in towns), "Without a post"]
    assert [group.title for group in by_grade.groups] == ["County-division deputy", "Township-section deputy"]
    assert [row.number for group in by_grade.groups for row in group.rows] == [1, 2, 3]


def test_conditions_and_order(keep, staff):
    old = CadreFactory(sex=Sex.FEMALE, born_on=date(1970, 1, 1))
    young = CadreFactory(sex=Sex.FEMALE, born_on=date(1990, 1, 1))
    CadreFactory(sex=Sex.MALE)

    made = make(keep(conditions="sex=2", order=RosterOrder.BIRTH), user=staff, on=ON)

    assert [row.cadre for row in made.groups[0].rows] == [old, young]


def test_people_chosen_one_by_one_and_conditions_put_together(keep, staff):
    one, other = CadreFactory(sex=Sex.FEMALE, status="left"), CadreFactory(sex=Sex.MALE, status="serving")
    CadreFactory(sex=Sex.FEMALE)

    made = make(keep(name="甲", conditions=f"chosen={one.pk}.{other.pk}"), user=staff, on=ON)
    assert {row.cadre for row in made.groups[0].rows} == {one, other}
    made = make(keep(name="乙", conditions=f"chosen={one.pk}.{other.pk}&where=sex.is.2"), user=staff, on=ON)
    assert {row.cadre for row in made.groups[0].rows} == {one}
    assert make(keep(name="丙", conditions="where=nonsense"), user=staff, on=ON).number == 0


def test_a_roster_of_ticked_people(staff, as_user):
    browser, (one, other, _third) = as_user(staff), CadreFactory.create_batch(3)
    where = {"bulk": "roster", "pick": [one.pk, other.pk]}
    address = browser.post(f"{reverse('cadres:cadre_list')}?where=sex.is.1", where).url
    page = browser.get(address).content.decode()
    assert "Chosen one by one: 2 in number" in page
    picked = address.partition("chosen=")[2]
    assert f'name="where_chosen" value="{picked}"' in page

    data = {"name": "测试", "order": "name", "grouping": "none", "place_name": "1", "where_chosen": picked}
    answer = browser.post(reverse("cadres:roster_create"), data)

    roster = Roster.objects.get(name="测试")
    assert answer.url == roster.get_absolute_url()
    assert roster.conditions == f"chosen={picked}"
    assert make(roster, user=staff, on=ON).number == 2


def test_a_shared_roster_shows_each_reader_his_own_people(keep, leader):
    shared = keep(shared=True)
    kept = keep(name="自用")
    CadreFactory()
    elsewhere = UserFactory(remit=CountyFactory(code="511921000000", name="通江县"))

    assert list(Roster.objects.visible_to(leader)) == [shared]
    assert make(shared, user=leader, on=ON).number == 1
    assert not Roster.objects.visible_to(elsewhere).exists()
    assert make(shared, user=elsewhere, on=ON).number == 0
    with pytest.raises(PermissionDenied):
        change_roster(shared, values(name="改"), by=leader)
    with pytest.raises(PermissionDenied):
        remove_roster(kept, by=leader)


def test_unsound_rosters_are_refused(keep):
    with pytest.raises(ValidationError, match="Unknown column"):
        keep(columns=["identity_number"])
    with pytest.raises(ValidationError):
        keep(columns=[])
    keep()
    with pytest.raises(ValidationError, match="already keep"):
        keep()


@pytest.mark.parametrize("number", [1, 6])
def test_all_columns_cost_the_same_for_any_number(keep, staff, as_user, django_assert_max_num_queries, number):
    for _ in range(number):
        AnnualResult.objects.create(cadre=TenureFactory().cadre, year=2025, grade=AnnualGrade.EXCELLENT)
    roster = keep(columns=list(COLUMNS.keys()), grouping=RosterGrouping.ORGANIZATION)
    browser = as_user(staff)

    # session, account, roster, people, posts, what is written, hours of training, and the state of the site
    with django_assert_max_num_queries(8):
        answer = browser.get(roster.get_absolute_url())

    assert answer.content.decode().count('name="ids"') == number


def test_made_by_hand_then_printed_and_taken_to_excel(staff, as_user):
    CadreFactory(name="测试甲", sex=Sex.FEMALE)
    CadreFactory(name="=1+1", sex=Sex.FEMALE)
    CadreFactory(name="测试丙")
    browser = as_user(staff)
    page = browser.get(reverse("cadres:roster_create"), {"sex": "2"}).content.decode()
    assert '<option value="2" selected>' in page

    data = {
        "name": "女干部",
        "order": "name",
        "grouping": "none",
        "place_age": "1",
        "place_name": "2",
        "where_sex": "2",
    }
    answer = browser.post(reverse("cadres:roster_create"), data)
    roster = Roster.objects.get()

    assert answer.url == roster.get_absolute_url()
    assert (roster.columns, roster.conditions) == (["age", "name"], "sex=2")
    printed = browser.get(roster.get_absolute_url(), {"print": "1"}).content.decode()
    assert "测试甲" in printed
    assert "测试丙" not in printed
    assert 'class="print"' in printed
    rows = rows_of(exported(browser, staff, roster.get_absolute_url(), {"export": "xlsx"}))
    assert rows[0] == ["No.", "Age", "Name"]
    assert {row[2] for row in rows[1:-2]} == {"测试甲", "'=1+1"}
    assert staff.username in rows[-1][0]


def test_a_printed_roster_is_on_record_with_each_person(keep, staff, as_user):
    roster, cadre = keep(), CadreFactory()
    browser = as_user(staff)

    browser.get(roster.get_absolute_url())
    assert not FileAccess.objects.exists()
    printed = browser.get(roster.get_absolute_url(), {"print": "1"}).content.decode()

    assert f'<p class="watermark" aria-hidden="true">{staff}' in printed
    row = FileAccess.objects.get()
    assert (row.kind, row.part, row.cadre, row.reason) == ("print", "roster", cadre, roster.name)
    assert Step.objects.of(roster).last().move == "print"


def test_changed_and_removed_by_hand(keep, staff, as_user):
    roster = keep()
    browser = as_user(staff)
    data = {"name": "改名", "order": "birth", "grouping": "grade", "place_sex": "1"}

    assert browser.post(reverse("cadres:roster_change", args=[roster.pk]), {"place_sex": ""}).status_code == 422
    assert browser.post(reverse("cadres:roster_change", args=[roster.pk]), data).status_code == 302
    roster.refresh_from_db()
    assert (roster.name, roster.columns) == ("改名", ["sex"])
    assert browser.post(reverse("cadres:roster_remove", args=[roster.pk])).status_code == 302
    assert not Roster.objects.exists()
