"""Conditions: the SQL finds whom a plain reading of the files finds; the URL keeps what was asked; the page works."""

import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadres.models import AnnualResult, Cadre, DivisionProfile, Education, Tenure
from cadres.platform.divisions.choices import Tier
from cadres.registry.cadre_files.choices import AnnualGrade, EducationMode, Sex
from cadres.registry.cadre_files.rules.education import EDUCATION_WORDS
from cadres.registry.file_page.conditions import CADRES
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.tenures.choices import EndReason
from cadres.shared.dates import whole_years
from cadres.shared.lists.conditions import AND, OR, Group, Row, Wanted, read
from cadres.shared.lists.counting import bounded_count
from tests.support.cadres import CadreFactory, OrganizationFactory, PostFactory, TenureFactory, TownshipFactory

pytestmark = pytest.mark.django_db

LEVELS = ("博士研究生", "硕士研究生", "研究生", "大学", "大学本科", "大专", "大学专科", "中专", "高中", "初中", "")
KINDS = (PostKind.SECRETARY, PostKind.HEAD, PostKind.DEPUTY_HEAD)


@pytest.fixture
def people(staff):
    """Thirty files of all sorts, the same each time."""
    chance = random.Random(7)
    townships = [TownshipFactory() for _ in range(4)]
    for number, township in enumerate(townships[:3]):
        for year in (2023, 2024):
            values = {"population": 1, "area": 1, "mountain_share": 1, "distance": 1, "income": 1, "revenue": 1}
            tier = list(Tier)[(number + year) % 3]
            DivisionProfile.objects.create(division=township, year=year, tier=tier, **values)

    def day(first, last):
        return date(chance.randint(first, last), chance.randint(1, 12), 1)

    for _ in range(30):
        cadre = CadreFactory(
            born_on=day(1965, 1999),
            sex=chance.choice(Sex.values),
            ethnicity=chance.choice(("汉族", "彝族")),
            grade=chance.choice(Grade.values),
            began_work_on=None,
            grade_since=chance.choice((None, day(2010, 2026))),
            township_since=chance.choice((None, day(2005, 2026))),
            joined_party_on=chance.choice((None, day(1990, 2020))),
        )
        since = day(2005, 2016)
        for place in range(chance.randint(0, 3)):
            until = since + timedelta(days=chance.randint(200, 1800))
            last = place == 2 or chance.random() < 0.4
            post = PostFactory(
                organization=OrganizationFactory(division=chance.choice(townships), name=f"单位{cadre.pk}-{place}"),
                kind=chance.choice(KINDS),
            )
            reason = "" if last else chance.choice(EndReason.values)
            TenureFactory(cadre=cadre, post=post, held=DateRange(since, None if last else until), end_reason=reason)
            if last:
                break
            since = until
        for mode in chance.sample(EducationMode.values, chance.randint(0, 2)):
            Education.objects.create(cadre=cadre, mode=mode, level=chance.choice(LEVELS))
        for year in chance.sample(range(2019, 2026), chance.randint(0, 5)):
            AnnualResult.objects.create(cadre=cadre, year=year, grade=chance.choice(AnnualGrade.values))
    return {"townships": townships, "user": staff, "files": [plain(cadre) for cadre in Cadre.objects.all()]}


def plain(cadre):
    """A file as a person would read it."""
    return {
        "cadre": cadre,
        "tenures": list(Tenure.objects.filter(cadre=cadre).select_related("post__organization__division")),
        "education": list(cadre.education.all()),
        "results": [result.grade for result in cadre.annual_results.order_by("-year")],
    }


def compared(operator, have, years):
    return {"min": have >= years, "max": have <= years, "is": have == years}[operator]


def when(operator, tenures, fits):
    today = localdate()
    begun = [t for t in tenures if t.held.lower <= today and fits(t)]
    return {
        "now": any(t.held.upper is None or t.held.upper > today for t in begun),
        "ever": bool(begun),
        "never": not begun,
    }[operator]


def rank(level):
    return next((int(one) for one, words in EDUCATION_WORDS.items() if any(word in level for word in words)), 0)


def latest_tier(division):
    last = division.profiles.order_by("-year").first()
    return last.tier if last else None


def since(column):
    def test(row, file):
        began = getattr(file["cadre"], column)
        return began is not None and compared(row.operator, whole_years(began, day_of(row)), int(row.value))

    return test


def day_of(row):
    return date.fromisoformat(row.detail) if row.detail else localdate()


def in_post(row, file):
    on = day_of(row)
    present = [t for t in file["tenures"] if t.held.lower <= on and (t.held.upper is None or on < t.held.upper)]
    years = [whole_years(t.held.lower, on) for t in present]
    return bool(years) and compared(row.operator, max(years), int(row.value))


def tenure(fits):
    return lambda row, file: when(row.operator, file["tenures"], lambda one: fits(one) == row.value)


def ended(row, file):
    return any(one.end_reason == row.value for one in file["tenures"]) == (row.operator == "ever")


def education(row, file):
    return any(rank(e.level) >= int(row.value) for e in file["education"] if row.operator in ("min", e.mode))


def results(row, file):
    latest = int(row.detail or 1)
    counted = file["results"][:latest]
    if row.operator == "any":
        return row.value in counted
    return len(counted) == latest and set(counted) == {row.value}


PLAIN = {
    "age": since("born_on"),
    "party": since("joined_party_on"),
    "in_grade": since("grade_since"),
    "in_townships": since("township_since"),
    "in_post": in_post,
    "sex": lambda row, file: file["cadre"].sex == row.value,
    "nation": lambda row, file: (file["cadre"].ethnicity == row.value) == (row.operator == "is"),
    "grade": lambda row, file: compared(row.operator, file["cadre"].grade, row.value),
    "post": tenure(lambda one: one.post.kind),
    "served": tenure(lambda one: one.post.organization.division_id),
    "tier": tenure(lambda one: latest_tier(one.post.organization.division)),
    "left": ended,
    "education": education,
    "results": results,
}


@st.composite
def wanted(draw, townships):
    days = st.dates(date(2018, 1, 1), date(2027, 1, 1)).map(str) | st.just("")
    amounts = st.sampled_from(["min", "max", "is"])
    times = st.sampled_from(["now", "ever", "never"])
    year = st.sampled_from(["age", "party", "in_grade", "in_townships", "in_post"])
    rows = st.one_of(
        st.builds(Row, year, amounts, st.integers(1, 45).map(str), days),
        st.builds(Row, st.just("age"), amounts, st.integers(25, 60).map(str), days),
        st.builds(Row, st.just("sex"), st.just("is"), st.sampled_from(Sex.values)),
        st.builds(Row, st.just("nation"), st.sampled_from(["is", "not"]), st.sampled_from(["汉族", "彝族"])),
        st.builds(Row, st.just("grade"), amounts, st.sampled_from(Grade.values)),
        st.builds(Row, st.just("post"), times, st.sampled_from(KINDS).map(str)),
        st.builds(Row, st.just("served"), times, st.sampled_from([one.code for one in townships])),
        st.builds(Row, st.just("tier"), times, st.sampled_from(Tier.values)),
        st.builds(Row, st.just("left"), st.sampled_from(["ever", "never"]), st.sampled_from(EndReason.values)),
        st.builds(
            Row,
            st.just("education"),
            st.sampled_from(["min", *EducationMode.values]),
            st.integers(1, 5).map(str),
        ),
        st.builds(
            Row,
            st.just("results"),
            st.sampled_from(["all", "any"]),
            st.sampled_from(AnnualGrade.values),
            st.sampled_from(["", "1", "2", "3"]),
        ),
    )
    groups = st.builds(Group, st.sampled_from([AND, OR]), st.lists(rows, min_size=1, max_size=3).map(tuple))
    return draw(st.builds(Wanted, st.sampled_from([AND, OR]), st.lists(groups, min_size=1, max_size=3).map(tuple)))


def fits(asked, file):
    join = {AND: all, OR: any}
    return join[asked.join](
        join[group.join](PLAIN[row.key](row, file) for row in group.rows) for group in asked.groups
    )


def test_the_database_finds_whom_a_plain_reading_finds(people):
    found_somebody = set()

    @settings(max_examples=150, suppress_health_check=list(HealthCheck), database=None)
    @given(asked=wanted(people["townships"]))
    def check(asked):
        rows = Cadre.objects.visible_to(people["user"]).filter(CADRES.where(read(str(asked)), people["user"]))
        found = {cadre.pk for cadre in rows}
        assert found == {file["cadre"].pk for file in people["files"] if fits(asked, file)}, str(asked)
        if 0 < len(found) < len(people["files"]):
            found_somebody.update(row.key for row in asked.rows())

    check()

    assert len(found_somebody) >= 10  # the people are varied enough for the comparison to mean something


def test_each_condition_of_the_base_is_compared_or_as_plain_as_another():
    like_others = {"status": "sex", "politics": "nation", "work": "party"}

    assert CADRES.keys() - {"training"} == set(PLAIN) | set(like_others)


def test_an_ethnic_group_is_asked_for_in_any_spelling(staff):
    assert [CADRES.cleaned(Row("nation", "is", typed), staff)[1] for typed in ("汉", "维族", "穿青人")] == [
        "汉族",
        "维吾尔族",
        "穿青人",
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@given(
    rows=st.lists(st.builds(Row, st.sampled_from(["age", "sex"]), st.just("is"), TEXTS, TEXTS), min_size=1, max_size=4)
)
def test_the_url_gives_back_what_was_asked(rows):
    asked = Wanted(OR, (Group(OR, tuple(rows)), Group(AND, tuple(rows))))

    assert read(str(asked)) == asked


@given(text=st.text(max_size=60))
def test_any_text_can_be_read(text):
    assert isinstance(read(text), Wanted)


@pytest.mark.parametrize(
    "text", ["nothing.is.1", "age.min.x", "age.like.3", "age", "sex.is.9", "age.min.40.yesterday", "served.ever.1"]
)
def test_what_is_not_understood_is_told_and_finds_nobody(text, staff, as_user):
    CadreFactory()
    with pytest.raises(ValidationError):
        CADRES.where(read(text), staff)

    answer = as_user(staff).get(reverse("cadres:cadre_list"), {"where": text})

    assert answer.status_code == 200
    assert not answer.context["page"].rows
    assert "is not understood" in answer.content.decode()


def test_too_many_conditions_are_refused(staff):
    with pytest.raises(ValidationError):
        CADRES.where(read("~".join(["age.min.30"] * 21)), staff)


def test_sentences_are_cut_where_and_joins_them(staff):
    parts = list(CADRES.sentences(read("age.min.40~sex.is.2~~or~age.max.30~sex.is.1"), staff))

    assert [text for text, _less in parts] == [
        "Age at least 40 years",
        "Sex is Female",
        "Age at most 30 years or Sex is Male",
    ]
    assert [str(less) for _text, less in parts] == [
        "sex.is.2~~or~age.max.30~sex.is.1",
        "age.min.40~~or~age.max.30~sex.is.1",
        "age.min.40~sex.is.2",
    ]


def test_conditions_are_said_as_an_office_says_them(staff):
    with translation.override("zh-hans"):
        parts = CADRES.sentences(read("age.max.42~work.min.10~~or~age.min.50~sex.is.2"), staff)
        assert [text for text, _less in parts] == ["年龄不超过42岁", "工龄不低于10年", "年龄不低于50岁，或性别为女"]


def test_the_list_shows_whom_the_conditions_fit(staff, as_user):
    old, young = CadreFactory(born_on=date(1970, 1, 1)), CadreFactory(born_on=date(1995, 1, 1))

    rows = as_user(staff).get(reverse("cadres:cadre_list"), {"where": "age.min.40"}).context["page"].rows

    assert old in rows
    assert young not in rows


def test_conditions_reach_no_further_than_the_remit(as_user, django_user_model):
    from tests.support.cadres import CountyFactory, UserFactory  # noqa: PLC0415 -- only here

    elsewhere = CountyFactory(code="511922000000", name="另一县")
    CadreFactory(born_on=date(1970, 1, 1))
    stranger = UserFactory(remit=elsewhere)

    answer = as_user(stranger).get(reverse("cadres:cadre_list"), {"where": "age.min.40"})

    assert not answer.context["page"].rows


def builder(client, **data):
    return client.get(reverse("cadres:cadre_conditions"), data)


def test_the_builder_works_by_its_buttons(staff, as_user):
    client = as_user(staff)
    CadreFactory(born_on=date(1970, 1, 1))

    empty = builder(client)
    added = builder(client, join="and", new="age", add="0")
    filled = builder(client, join="and", key="age", operator="min", value="40", detail="", group="0")
    shown = builder(client, join="and", key="age", operator="min", value="40", detail="", group="0", show="1")

    assert "Add a condition." in empty.content.decode()
    assert 'name="value"' in added.content.decode()
    assert "1 fits." in filled.content.decode()
    assert shown.status_code == 302
    assert shown["Location"] == f"{reverse('cadres:cadre_list')}?where=age.min.40"


def test_the_builder_keeps_the_rest_of_the_list_and_removes_rows_and_groups(staff, as_user):
    client = as_user(staff)
    two = {
        "list": "sort=-name&status=serving",
        "top": "or",
        "join": ["and", "or"],
        "key": ["age", "sex", "age"],
        "operator": ["min", "is", "max"],
        "value": ["40", "2", "30"],
        "detail": ["", "", ""],
        "group": ["0", "1", "1"],
    }

    shown = builder(client, **two, show="1")
    fewer = builder(client, **two, less="1")
    dropped = builder(client, **two, drop="0")
    more = builder(client, **two, more="1")

    assert shown["Location"].endswith("?sort=-name&status=serving&where=or~~age.min.40~~or~sex.is.2~age.max.30")
    assert str(fewer.context["wanted"]) == "or~~age.min.40~~or~age.max.30"
    assert str(dropped.context["wanted"]) == "or~~or~sex.is.2~age.max.30"
    assert len(more.context["groups"]) == 3


def test_a_wrong_value_is_told_beside_its_row(staff, as_user):
    answer = builder(as_user(staff), join="and", key="age", operator="min", value="x", detail="", group="0", show="1")

    assert answer.status_code == 200
    assert "Enter a whole number." in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_by_conditions_costs_the_same_for_any_number(number, staff, as_user, django_assert_num_queries):
    for _ in range(number):
        TenureFactory(cadre__born_on=date(1970, 1, 1))
    client = as_user(staff)

    with django_assert_num_queries(6):
        answer = client.get(reverse("cadres:cadre_list"), {"where": "age.min.40~post.now.secretary~in_post.min.1"})

    assert len(answer.context["page"].rows) == number


def test_counting_stops_at_the_bound(staff):
    for _ in range(3):
        CadreFactory()

    assert bounded_count(Cadre.objects.all(), 1) == 2
    assert bounded_count(Cadre.objects.all(), 5) == 3
