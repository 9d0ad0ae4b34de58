"""Whoever asks for what he may not have is on record: who, what, when, from where."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from cadres.models import AuditEvent, FileAccess, Kinship
from cadres.platform.accounts.choices import Role
from cadres.shared.permissions import PERMISSIONS_OF
from tests.support.cadres import CadreFactory, LeaderFactory, TownshipUserFactory, UserFactory


def refused():
    return [(one.by, one.subject, one.part) for one in FileAccess.objects.filter(kind="refused").order_by("pk")]


@pytest.mark.django_db
def test_a_page_without_the_permission(as_user):
    person = TownshipUserFactory()

    assert as_user(person).get(reverse("cadres:find"), {"q": "王"}).status_code == 403

    assert refused() == [(person, ":", "/find/")]
    event = AuditEvent.objects.latest("pk")
    assert (event.actor, event.action, event.address) == (person.username, "refused", "127.0.0.1")


@pytest.mark.django_db
def test_the_file_of_a_relative_is_named_by_its_number(staff, as_user):
    cadre = CadreFactory()
    by_two = {"proposed_by": UserFactory(), "confirmed_by": LeaderFactory()}
    Kinship.objects.create(user=staff, cadre=cadre, relation="妻子", stage="confirmed", **by_two)

    assert as_user(staff).get(cadre.get_absolute_url()).status_code == 403

    assert refused() == [(staff, f"cadres.cadre:{cadre.pk}", cadre.get_absolute_url())]


@pytest.mark.django_db
def test_the_api_too(api, robot, monkeypatch):
    cadre = CadreFactory()
    address = reverse("v1:cadre-detail", args=[cadre.pk])
    monkeypatch.setitem(PERMISSIONS_OF, Role.CLIENT, frozenset())
    assert api.get(address).status_code == 403

    assert refused() == [(robot, f"cadres.cadre:{cadre.pk}", address)]


@pytest.mark.django_db
def test_the_same_again_within_ten_minutes_counts_once(as_user, time_machine):
    time_machine.move_to("2026-12-01T09:00:00+08:00", tick=False)
    client = as_user(TownshipUserFactory())
    for minute in ("00", "09", "10", "11"):
        time_machine.move_to(f"2026-12-01T09:{minute}:00+08:00", tick=False)
        client.get(reverse("cadres:find"))

    assert len(refused()) == 2


@pytest.mark.django_db
def test_who_is_not_known_and_what_is_open_leave_nothing(client, staff, as_user):
    assert client.get(reverse("cadres:find")).status_code == 302
    assert as_user(staff).get(reverse("cadres:find")).status_code == 200
    assert as_user(staff).get("/no/such/page/").status_code == 404

    assert refused() == []


@pytest.mark.django_db
def test_a_refusal_that_cannot_be_kept_is_a_503(as_user, monkeypatch):
    def away(*_given, **_more):
        raise DatabaseError

    monkeypatch.setattr("cadres.platform.access_log.pages.record_refusal", away)

    answer = as_user(TownshipUserFactory()).get(reverse("cadres:find"))
    assert answer.status_code == 503
    assert answer["Retry-After"]


@pytest.mark.django_db
def test_the_auditor_reads_them(as_user):
    as_user(TownshipUserFactory(username="xz1")).get(reverse("cadres:find"))

    page = as_user(UserFactory(role=Role.AUDIT)).get(reverse("cadres:access_list"), {"kind": "refused"})

    assert [row.by.username for row in page.context["page"].rows] == ["xz1"]
    assert "/find/" in page.content.decode()
