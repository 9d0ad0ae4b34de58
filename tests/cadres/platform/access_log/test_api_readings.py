"""What the API gives of persons: on record before it leaves, no more in a day than allowed, to people no exports."""

import pytest
from django.urls import reverse

from assessment.models import Score
from cadres.models import ApiDay, FileAccess
from cadres.platform.access_log.services import record_api_reading
from cadres.shared.api.readings import Reading, is_personal
from cadres.shared.api.routes import ROUTES
from tests.support.cadres import CadreFactory, LeaderFactory, PostFactory, TenureFactory, UserFactory
from tests.support.concurrency import run_concurrently

TENURES = "v1:tenure-list"
TELL_NOTHING_OF_PERSONS = {
    *("classes", "cycles", "divisions", "organizations", "posts", "programmes", "rules", "sessions"),
    *("subsidy-rates", "systems", "terms", "values"),
}


@pytest.fixture
def few(settings):
    settings.API_RECORDS_A_DAY = {"token": 5, "session": 3}


def test_every_resource_about_persons_is_known_as_one():
    personal = {
        route.prefix for route in ROUTES if route.prefix != "rules" and is_personal(route.viewset.queryset.model)
    }

    assert {route.prefix for route in ROUTES} - personal == TELL_NOTHING_OF_PERSONS


def test_an_answer_stands_on_record_with_its_number_and_no_value(api, robot):
    TenureFactory.create_batch(2)

    api.get(reverse(TENURES), {"running": "true", "limit": 7})

    (reading,) = FileAccess.objects.all()
    assert (reading.by, reading.kind, reading.subject, reading.cadre) == (robot, "api", "cadres.tenure:", None)
    assert (reading.part, reading.reason) == ("api 2", "Test /?limit&running")
    assert ApiDay.objects.get().number == 2


def test_names_that_are_searched_for_stay_out_of_the_record(api):
    CadreFactory(name="曾志强")

    assert len(api.get(reverse("v1:cadre-list"), {"q": "曾志强"}).json()["results"]) == 1
    assert "曾" not in FileAccess.objects.get(kind="api").reason


@pytest.mark.parametrize("name", ["v1:post-list", "v1:division-list", "v1:rule-list"])
def test_what_tells_of_nobody_is_not_recorded(name, api):
    PostFactory()

    assert api.get(reverse(name)).status_code == 200
    assert not FileAccess.objects.exists()


@pytest.mark.parametrize(("rows", "status"), [(4, 200), (5, 200), (6, 429)])
def test_a_program_gets_no_more_in_a_day(rows, status, few, api):
    TenureFactory.create_batch(rows)

    answer = api.get(reverse(TENURES))

    assert answer.status_code == status
    assert FileAccess.objects.count() == (status == 200)
    if status == 429:
        assert "At most 5 records about persons a day" in answer.json()["detail"]
        assert 0 < int(answer["Retry-After"]) <= 24 * 3600


def test_the_day_ends_at_midnight(few, api, time_machine):
    TenureFactory.create_batch(3)
    time_machine.move_to("2026-12-01T23:59:00+08:00", tick=False)

    assert api.get(reverse(TENURES)).status_code == 200
    refused = api.get(reverse(TENURES))
    assert (refused.status_code, refused["Retry-After"]) == (429, "61")
    time_machine.move_to("2026-12-02T00:00:00+08:00", tick=False)
    assert api.get(reverse(TENURES)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_cannot_both_take_what_is_left(settings):
    settings.API_RECORDS_A_DAY = {"token": 5, "session": 5}
    account = UserFactory(role="client")

    def take():
        try:
            record_api_reading(Reading(account, "Test", "cadres.tenure", 3, ()))
        except Exception as error:  # noqa: BLE001 -- counted below by its kind
            return type(error).__name__
        return ""

    assert sorted(run_concurrently(take, take)) == ["", "Throttled"]
    assert ApiDay.objects.get().number == 3


@pytest.mark.parametrize(("limit", "status"), [(49, 200), (50, 200), (51, 400)])
def test_a_person_gets_pages_as_on_the_page(limit, status, staff, as_user):
    TenureFactory()

    answer = as_user(staff).get(reverse(TENURES), {"limit": limit})

    assert answer.status_code == status
    assert FileAccess.objects.filter(kind="api", reason="/?limit").count() == (status == 200)
    assert as_user(staff).get(reverse("v1:post-list"), {"limit": 1000}).status_code == 200


@pytest.mark.parametrize("who", [UserFactory, LeaderFactory])
def test_a_person_asks_for_an_export_of_scores(who, as_user, api, db):
    answer = as_user(who()).get(reverse("v1:score-export"))

    assert answer.status_code == 403
    assert reverse("assessment:score_list") in answer.json()["detail"]
    assert api.get(reverse("v1:score-export")).status_code == 200


def test_the_rows_of_a_csv_are_counted(api, few, monkeypatch):
    assert not Score.objects.exists()
    monkeypatch.setattr("django.db.models.QuerySet.count", lambda rows: 6)

    assert api.get(reverse("v1:score-export")).status_code == 429


def test_one_record_counts_too(api, few):
    tenure = TenureFactory()
    address = reverse("v1:tenure-detail", args=[tenure.pk])

    assert [api.get(address).status_code for _ in range(6)] == [200] * 5 + [429]
