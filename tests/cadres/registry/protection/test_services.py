"""Masked fields, the record of readings, and the bar on one's own and relatives' files."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cadres.models import FamilyMember, FileAccess, Kinship, Step
from cadres.platform.access_log import services as access_log_protection
from cadres.platform.access_log.points import MASKED_FIELDS
from cadres.platform.accounts.choices import Role
from cadres.registry.appointment_forms.services.exporting import export_form
from cadres.registry.protection import services as protection_protection
from cadres.shared.crypto import key_name_of
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, TenureFactory, UserFactory
from tests.support.exports import exported
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"
HTMX = {"HX-Request": "true"}


def phone_url(cadre):
    return reverse("cadres:field_reveal", args=["cadre.phone", cadre.pk])


def test_a_masked_field_is_shown_once_for_a_reason_on_record(staff, as_user):
    cadre = CadreFactory(phone="13812345678", identity_number=NUMBER)
    client = as_user(staff)

    page = client.get(cadre.get_absolute_url()).content.decode()
    assert "138****5678" in page
    assert phone_url(cadre) in page
    assert "13812345678" not in page
    assert NUMBER not in page

    assert "13812345678" not in client.get(phone_url(cadre)).content.decode()
    refused = client.post(phone_url(cadre), {"reason": " "})
    assert refused.status_code == 422
    assert "13812345678" not in refused.content.decode()
    assert not FileAccess.objects.filter(kind="reveal").exists()

    shown = client.post(phone_url(cadre), {"reason": "to call him to the interview"})
    assert "13812345678" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    row = FileAccess.objects.get(kind="reveal")
    assert (row.by, row.cadre, row.part, row.reason) == (staff, cadre, "phone", "to call him to the interview")


def test_htmx_gets_the_field_alone(staff, as_user):
    cadre = CadreFactory(phone="13812345678")
    client = as_user(staff)

    form = client.get(phone_url(cadre), headers=HTMX)
    assert b"<html" not in form.content
    assert b'name="reason"' in form.content
    empty = client.post(phone_url(cadre), {"reason": ""}, headers=HTMX)
    assert empty.status_code == 200
    assert b"13812345678" not in empty.content
    shown = client.post(phone_url(cadre), {"reason": "a call"}, headers=HTMX)
    assert b"<html" not in shown.content
    assert b"13812345678" in shown.content


def test_another_noun_uses_masked_fields_too(as_user):
    account = UserFactory(email="wangwu@example.org")
    client = as_user(UserFactory(role=Role.SYSTEM))

    page = client.get(account.get_absolute_url()).content.decode()
    assert "w***@example.org" in page
    assert "wangwu@example.org" not in page
    url = reverse("cadres:field_reveal", args=["user.email", account.pk])
    assert "wangwu@example.org" in client.post(url, {"reason": "a lost password"}).content.decode()
    row = FileAccess.objects.get()
    assert (row.subject, row.cadre) == (f"cadres.user:{account.pk}", None)


def test_nothing_is_shown_out_of_reach_or_without_permission(staff, as_user):
    elsewhere = CadreFactory(phone="13812345678", division=CountyFactory(code="510104000000"))
    assert as_user(staff).post(phone_url(elsewhere), {"reason": "x"}).status_code == 404
    near = CadreFactory(phone="13812345678")
    auditor = UserFactory(role=Role.AUDIT)
    assert as_user(auditor).post(phone_url(near), {"reason": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        access_log_protection.reveal(MASKED_FIELDS["cadre.phone"], near, by=auditor, reason="x")
    with pytest.raises(Refused, match="reason-missing"):
        access_log_protection.reveal(MASKED_FIELDS["cadre.phone"], near, by=staff, reason=" ")
    assert not FileAccess.objects.exclude(kind="refused").exists()


def test_a_home_address_is_sealed_in_the_database_and_starred_on_the_page(staff, as_user):
    address = "某省某市某县某镇某路1号"
    cadre = CadreFactory(address=address)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM cadres_cadre WHERE id = %s", [cadre.pk])
        assert key_name_of(cursor.fetchone()[0])

    page = as_user(staff).get(cadre.get_absolute_url()).content.decode()

    assert "某省某市某县******" in page
    assert address not in page
    shown = as_user(staff).post(reverse("cadres:field_reveal", args=["cadre.address", cadre.pk]), {"reason": "visit"})
    assert address in shown.content.decode()


def test_a_reading_is_recorded_once_in_ten_minutes_for_each_part_and_reader(staff, leader, as_user, time_machine):
    cadre = CadreFactory()
    client = as_user(staff)
    client.get(cadre.get_absolute_url())
    client.get(cadre.get_absolute_url())
    client.get(reverse("cadres:cadre_timeline", args=[cadre.pk]))
    as_user(leader).get(cadre.get_absolute_url())

    parts = list(FileAccess.objects.order_by("pk").values_list("by", "part"))
    assert parts == [(staff.pk, "file"), (staff.pk, "timeline"), (leader.pk, "file")]
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    access_log_protection.open_part(cadre, "file", by=staff)
    assert FileAccess.objects.filter(by=staff, part="file").count() == 2


def test_a_form_given_out_is_recorded_as_an_export(staff, as_user):
    cadre = CadreFactory()

    exported(as_user(staff), staff, reverse("cadres:form_export", args=[cadre.pk]))

    row = FileAccess.objects.get()
    assert (row.kind, row.by, row.cadre, row.reason) == ("export", staff, cadre, "换届考察")


@pytest.mark.parametrize("sql", ["UPDATE cadres_fileaccess SET reason = 'x'", "DELETE FROM cadres_fileaccess"])
def test_readings_can_be_neither_changed_nor_deleted(staff, sql):
    access_log_protection.open_part(CadreFactory(), "file", by=staff)

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), as_owner() as cursor:
        cursor.execute(sql)

    assert FileAccess.objects.get().reason == ""


def test_leaders_see_who_read_a_file_and_the_auditor_all_readings(staff, leader, as_user):
    cadre = CadreFactory(name="秘密人")
    as_user(staff).get(cadre.get_absolute_url())

    url = reverse("cadres:cadre_readers", args=[cadre.pk])
    readings = as_user(leader).get(url).context["readings"]
    assert [(r.by, r.part) for r in readings] == [(leader, "readers"), (staff, "file")]
    assert as_user(staff).get(url).status_code == 403

    auditor = as_user(UserFactory(role=Role.AUDIT))
    page = auditor.get(reverse("cadres:access_list"), {"user": staff.username})
    assert [row.kind for row in page.context["page"].rows] == ["refused", "view"]
    assert "秘密人" not in page.content.decode()
    export = auditor.get(reverse("cadres:access_list"), {"export": "csv"})
    assert staff.username in b"".join(export.streaming_content).decode()


@pytest.fixture
def relative(staff, leader):
    """A cadre whose file is closed to ``staff``."""
    cadre = CadreFactory(name="亲属", phone="13812345678")
    kinship = protection_protection.declare_kinship(cadre, relation="哥哥", by=staff)
    protection_protection.settle_kinship(kinship, "confirm", by=leader)
    return cadre


def closed_addresses(cadre):
    names = ("cadre_detail", "cadre_change", "cadre_timeline", "cadre_history", "form_export")
    return [
        *(reverse(f"cadres:{name}", args=[cadre.pk]) for name in names),
        reverse("cadres:cadre_panel", args=[cadre.pk, "training"]),
        phone_url(cadre),
    ]


def test_nobody_opens_the_file_of_a_relative(staff, leader, relative, as_user):
    client = as_user(staff)
    for url in closed_addresses(relative):
        answer = client.get(url)
        assert answer.status_code == 403, url
        assert "relative of yours" in answer.content.decode(), url
    assert client.post(phone_url(relative), {"reason": "x"}).status_code == 403
    assert not FileAccess.objects.filter(by=staff).exclude(kind="refused").exists()
    assert as_user(leader).get(relative.get_absolute_url()).status_code == 200

    listed = client.get(reverse("cadres:cadre_list")).content.decode()
    assert "亲属" in listed
    assert f'href="{relative.get_absolute_url()}"' not in listed
    with pytest.raises(PermissionDenied):
        export_form(relative, by=staff)


def test_the_interface_keeps_the_bar_too(staff, relative):
    client = APIClient()
    client.force_authenticate(staff)

    assert client.get(f"/api/v1/cadres/{relative.pk}/").status_code == 403
    assert client.get(f"/api/v1/cadres/{CadreFactory().pk}/").status_code == 200


def test_nobody_opens_his_own_file_as_staff(as_user):
    own = CadreFactory()

    assert as_user(UserFactory(cadre=own)).get(own.get_absolute_url()).status_code == 403


def test_the_bar_costs_no_query(staff, relative, as_user, django_assert_num_queries):
    client = as_user(staff)
    TenureFactory()
    client.get(reverse("cadres:cadre_list"))
    with django_assert_num_queries(6):  # one of them for the saved views of the list
        client.get(reverse("cadres:cadre_list"))


def test_a_kinship_is_settled_by_another_person(staff, leader, as_user):
    cadre = CadreFactory(name="张三")
    client = as_user(leader)
    form = {"cadre": cadre.pk, "name": "李四", "relation": "弟弟"}
    assert client.post(reverse("cadres:kinship_declare"), form).status_code == 422
    assert client.post(reverse("cadres:kinship_declare"), {**form, "name": "张三"}).status_code == 302
    kinship = Kinship.objects.get()
    assert as_user(leader).get(cadre.get_absolute_url()).status_code == 200  # not yet confirmed

    url = reverse("cadres:kinship_move", args=[kinship.pk, "confirm"])
    assert url not in client.get(reverse("cadres:kinship_list")).content.decode()
    refused = client.post(url, {"seen_stage": "proposed"})
    assert [o.code for o in refused.context["objections"]] == ["kinship-own", "kinship-proposer"]
    assert as_user(staff).post(url).status_code == 403
    second = as_user(LeaderFactory())
    assert url in second.get(reverse("cadres:kinship_list")).content.decode()
    assert second.post(url, {"seen_stage": "proposed"}).status_code == 302
    assert as_user(leader).get(cadre.get_absolute_url()).status_code == 403
    assert Step.objects.filter(subject=f"cadres.kinship:{kinship.pk}").count() == 2
    assert as_user(staff).get(reverse("cadres:kinship_list")).context["page"].rows == []


def test_the_database_holds_the_second_person(staff):
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.create(
            user=staff, cadre=CadreFactory(), relation="妻子", stage="confirmed", confirmed_by=staff
        )


def test_family_members_propose_kinships_by_name_and_month_together():
    own = CadreFactory(name="王一")
    user = UserFactory(cadre=own)
    wife, namesake = CadreFactory(name="赵二", born_on="1983-05-01"), CadreFactory(name="赵二", born_on="1970-01-01")
    father = CadreFactory(name="王老")
    FamilyMember.objects.create(cadre=own, relation="妻子", name="赵二", born="198305")
    FamilyMember.objects.create(cadre=own, relation="儿子", name="赵二", born="")
    FamilyMember.objects.create(cadre=father, relation="儿子", name="王一", born="198203")

    assert protection_protection.propose_kinships() == 2
    assert protection_protection.propose_kinships() == 0

    found = set(Kinship.objects.values_list("user", "cadre", "stage"))
    assert found == {(user.pk, wife.pk, "proposed"), (user.pk, father.pk, "proposed")}
    assert namesake.pk not in {cadre for _user, cadre, _stage in found}
