"""The section of a file, its forms, the marks of the career, the leader's own file, rosters, history."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import AnnualResult
from cadres.registry.history.facts import changes_of
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks import services
from cadres.registry.ranks.choices import Basis, Ladder, Rank
from cadres.registry.rosters.points import COLUMNS
from tests.support.cadres import CadreFactory, TownshipUserFactory

pytestmark = pytest.mark.django_db

VALUES = {"rank": Rank.PRINCIPAL_3, "since": "2020-05-01", "basis": "promotion", "document": "平组〔2020〕1号"}


def page_of(client, cadre):
    return client.get(reverse("cadres:cadre_detail", args=[cadre.pk])).content.decode()


def enter(cadre, rank, since, by):
    values = {"rank": rank, "since": since, "basis": Basis.FILE, "document": ""}
    return services.enter_rank(cadre, values, by=by)


def test_the_page_enters_corrects_ends_and_removes(staff, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    assert client.get(reverse("cadres:rank_enter", args=[cadre.pk])).status_code == 200
    assert client.post(reverse("cadres:rank_enter", args=[cadre.pk]), VALUES).status_code == 302
    page = page_of(client, cadre)
    assert "平组〔2020〕1号" in page
    assert "Next rank: Second-grade principal staff member" in page

    record = cadre.ranks.get(ladder=Ladder.RANK)
    correct = reverse("cadres:rank_correct", args=[record.pk])
    assert client.get(correct).status_code == 200
    assert client.post(correct, {**VALUES, "since": "2021-05-01"}).status_code == 422
    assert client.post(correct, {**VALUES, "since": "2021-05-01", "reason": "更正"}).status_code == 302
    record.refresh_from_db()
    assert record.since == date(2021, 5, 1)

    end = reverse("cadres:rank_end", args=[record.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"until": "2024-05-01"}).status_code == 422
    assert client.post(end, {"until": "2024-05-01", "reason": "调离"}).status_code == 302
    record.refresh_from_db()
    assert record.until == date(2024, 5, 1)

    remove = reverse("cadres:rank_remove", args=[record.pk])
    assert client.get(remove).status_code == 200
    assert client.post(remove, {"reason": "录错"}).status_code == 302
    assert not cadre.ranks.filter(ladder=Ladder.RANK).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"rank": "nonsense", "since": "2020-05-01", "basis": "promotion"},
        {"rank": Rank.PRINCIPAL_3, "since": "2999-05-01", "basis": "promotion"},
        {"rank": Rank.PRINCIPAL_3, "since": "1899-05-01", "basis": "file"},
        {"rank": Rank.PRINCIPAL_1, "since": "2020-05-01", "basis": "promotion"},
        {"rank": "", "since": "x", "basis": ""},
        {"rank": Grade.SECTION_CHIEF, "since": "2001-05-01", "basis": "appointment"},
        {**VALUES, "document": "长" * 121},
    ],
)
def test_what_does_not_fit_is_said_on_the_page(staff, as_user, values):
    answer = as_user(staff).post(reverse("cadres:rank_enter", args=[CadreFactory().pk]), values)
    assert answer.status_code == 422


def test_a_leader_skips_a_rank_on_the_page_with_a_reason(leader, as_user):
    cadre, values = CadreFactory(), {**VALUES, "rank": Rank.PRINCIPAL_1, "override": "on"}
    address = reverse("cadres:rank_enter", args=[cadre.pk])
    client = as_user(leader)
    assert address in page_of(client, cadre)
    assert client.post(address, values).status_code == 422
    assert client.post(address, {**values, "reason": "省委批准"}).status_code == 302
    assert cadre.ranks.get(ladder=Ladder.RANK).rank == Rank.PRINCIPAL_1
    assert reverse("cadres:rank_correct", args=[cadre.ranks.first().pk]) not in page_of(client, cadre)


@pytest.mark.parametrize("name", ["rank_correct", "rank_end", "rank_remove"])
def test_a_stale_page_changes_nothing(staff, as_user, name):
    record, client = CadreFactory().ranks.get(), as_user(staff)
    address = reverse(f"cadres:{name}", args=[record.pk])
    seen = client.get(address).context["form"]["seen"].value()
    services.correct_rank(record, {"since": date(2019, 1, 1)}, by=staff, reason="x")
    values = {"rank": record.rank, "basis": "file", "until": "2024-01-01", "reason": "y", "seen": seen}
    assert client.post(address, values).status_code in (302, 409)
    record.refresh_from_db()
    assert (record.since, record.until) == (date(2019, 1, 1), None)


def test_the_earliest_day_is_said_with_what_moves_it(staff, as_user):
    cadre = CadreFactory()
    enter(cadre, Rank.PRINCIPAL_4, date(2023, 3, 1), staff)
    AnnualResult.objects.create(cadre=cadre, year=2023, grade="excellent")
    AnnualResult.objects.create(cadre=cadre, year=2024, grade="basic")
    page = page_of(as_user(staff), cadre)
    assert "Third-grade principal staff member, at the earliest on" in page
    assert "Six months less for each excellent year: 2023." in page
    assert "Not counted, being basically competent: 2024." in page


def test_an_unknown_first_day_is_said(staff, as_user):
    cadre = CadreFactory(grade_since=None)
    page = page_of(as_user(staff), cadre)
    assert "since an unknown day" in page
    assert "Its earliest day cannot be said" in page


def test_the_file_costs_the_same_however_long_its_history(staff, as_user, django_assert_num_queries):
    cadre, client = CadreFactory(grade=Grade.STAFF, grade_since=None), as_user(staff)
    address = reverse("cadres:cadre_detail", args=[cadre.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as empty:
        client.get(address)
    for year, rank in ((2019, Rank.CLERK_1), (2021, Rank.PRINCIPAL_4), (2023, Rank.PRINCIPAL_3)):
        enter(cadre, rank, date(year, 1, 1), staff)
    with django_assert_num_queries(len(empty.captured_queries)):
        client.get(address)


def test_the_career_marks_each_on_its_first_day(staff, as_user):
    cadre = CadreFactory()
    enter(cadre, Rank.PRINCIPAL_3, date(2020, 5, 1), staff)
    page = as_user(staff).get(reverse("cadres:cadre_timeline", args=[cadre.pk])).content.decode()
    assert "Levels and ranks" in page
    assert "Third-grade principal staff member" in page
    assert "Township-section deputy" in page


def test_a_leader_reads_the_own_history(staff, as_user):
    cadre = CadreFactory()
    enter(cadre, Rank.PRINCIPAL_3, date(2020, 5, 1), staff)
    page = as_user(TownshipUserFactory(cadre=cadre)).get(reverse("cadres:my_file")).content.decode()
    assert "Third-grade principal staff member" in page
    assert "/ranks/" not in page


def test_the_history_tells_each_change_with_its_reason(staff):
    cadre = CadreFactory()
    services.end_rank(cadre.ranks.get(), until=date(2024, 1, 1), by=staff, reason="免职文件")
    told = changes_of(cadre, staff, what="rankrecord").changes
    assert [change.reason for change in told] == ["免职文件", ""]
    assert any("2024" in after for _name, _before, after in told[0].fields)


@pytest.mark.parametrize(
    ("on", "rank", "since"),
    [
        (date(2020, 4, 30), "", ""),
        (date(2020, 5, 1), "Fourth-grade principal staff member", "2020.05"),
        (date(2022, 5, 31), "Fourth-grade principal staff member", "2020.05"),
        (date(2022, 6, 1), "Third-grade principal staff member", "2022.06"),
    ],
)
def test_rosters_have_the_rank_of_the_day(staff, on, rank, since):
    cadre = CadreFactory()
    enter(cadre, Rank.PRINCIPAL_4, date(2020, 5, 1), staff)
    enter(cadre, Rank.PRINCIPAL_3, date(2022, 6, 1), staff)
    loaded = COLUMNS["rank"].load([cadre.pk], on)[cadre.pk]
    assert [COLUMNS[key].show(cadre, loaded, on) for key in ("rank", "rank_since")] == [rank, since]
