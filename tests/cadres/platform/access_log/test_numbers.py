"""Looking somebody up by identity number: for a reason, on record also in vain, and not without end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from cadres.models import FileAccess
from cadres.platform.access_log import services
from cadres.platform.accounts.choices import Role
from cadres.registry.search.finders import find_by_number
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently

NUMBER, UNKNOWN = "51192319820301123X", "511923198203011248"
PAGE = "cadres:find_by_number"


@pytest.fixture
def zeng(db):
    return CadreFactory(name="曾志强", identity_number=NUMBER)


def tries(user, number):
    """That many look-ups in vain."""
    FileAccess.objects.bulk_create(
        FileAccess(by=user, kind="number", subject="cadres.cadre:", part="identity_number", reason="核对")
        for _ in range(number)
    )


def test_who_is_found_stands_on_record_with_the_reason(zeng, staff, as_user):
    answer = as_user(staff).post(reverse(PAGE), {"number": f" {NUMBER.lower()} ", "reason": "核对花名册"})

    assert [hit.title for hit in answer.context["hits"]] == ["曾志强"]
    assert answer["Cache-Control"] == "no-store"
    (reading,) = FileAccess.objects.all()
    assert (reading.by, reading.kind, reading.cadre, reading.reason) == (staff, "number", zeng, "核对花名册")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_number_in_vain_stands_on_record_too(elsewhere, staff, as_user, db):
    if elsewhere:
        CadreFactory(division=CountyFactory(code="511922000000", name="另一县"), identity_number=UNKNOWN)

    answer = as_user(staff).post(reverse(PAGE), {"number": UNKNOWN, "reason": "核对"})

    assert answer.context["hits"] == []
    assert "No file within your reach" in answer.content.decode()
    (reading,) = FileAccess.objects.all()
    assert (reading.cadre, reading.subject, reading.part) == (None, "cadres.cadre:", "identity_number")
    assert UNKNOWN not in f"{reading.reason}{reading.subject}{reading.part}"


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"number": NUMBER, "reason": " "}, "reason"), ({"number": NUMBER[:-1], "reason": "核对"}, "number")],
)
def test_without_reason_or_number_nothing_is_looked_up(sent, field, zeng, staff, as_user):
    answer = as_user(staff).post(reverse(PAGE), sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not FileAccess.objects.exists()


def test_the_service_wants_a_reason_itself(zeng, staff):
    with pytest.raises(Refused) as refused:
        find_by_number(NUMBER, by=staff, reason="  ")

    assert [one.code for one in refused.value.objections] == ["reason-missing"]


def test_the_table_wants_a_reason(zeng, staff):
    with pytest.raises(IntegrityError, match="cadres_access_has_reason"):
        FileAccess.objects.create(by=staff, kind="number", subject="cadres.cadre:1", part="identity_number")


@pytest.mark.parametrize(("before", "refused"), [(8, False), (9, False), (10, True)])
def test_ten_in_an_hour(before, refused, zeng, staff, as_user):
    tries(staff, before)
    tries(LeaderFactory(), 10)  # another's tries are his

    answer = as_user(staff).post(reverse(PAGE), {"number": NUMBER, "reason": "核对"})

    assert (answer.status_code == 422) == refused
    if refused:
        assert [one.code for one in answer.context["objections"]] == ["too-many-numbers"]
        assert "10 in an hour, 30 in a day" in answer.content.decode()
    assert FileAccess.objects.filter(by=staff).count() == before + (not refused)


@pytest.mark.parametrize(("hours", "before", "refused"), [(2, 29, False), (2, 30, True), (25, 30, False)])
def test_thirty_in_a_day(hours, before, refused, zeng, staff, time_machine):
    now = timezone.now()
    time_machine.move_to(now - timedelta(hours=hours))
    tries(staff, before)
    time_machine.move_to(now)

    if refused:
        with pytest.raises(Refused):
            find_by_number(NUMBER, by=staff, reason="核对")
    else:
        assert find_by_number(NUMBER, by=staff, reason="核对")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_both_take_the_last_try():
    staff = UserFactory()
    CadreFactory(division=CountyFactory(), identity_number=NUMBER)
    tries(staff, services.AN_HOUR - 1)

    done = run_concurrently(*[lambda: find_by_number(NUMBER, by=staff, reason="核对")] * 2)

    assert len(refusals(done)) == 1
    assert FileAccess.objects.filter(by=staff).count() == services.AN_HOUR


def test_a_thousand_tries_of_the_find_box_tell_nothing(zeng, staff, as_user):
    client = as_user(staff)
    answers = [client.post(reverse("cadres:find"), {"q": text}) for text in (NUMBER, UNKNOWN)]

    for answer in answers:
        assert answer.context["found"] == []
        assert "曾志强" not in answer.content.decode()
    assert not FileAccess.objects.exists()


def test_the_auditor_reads_that_numbers_were_looked_up(zeng, staff, as_user):
    find_by_number(NUMBER, by=staff, reason="核对")

    page = as_user(UserFactory(role=Role.AUDIT)).get(reverse("cadres:access_list")).content.decode()

    assert "Looked up by number" in page
    assert NUMBER not in page
