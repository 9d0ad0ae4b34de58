"""The auditor reads who did what when to which record, and never what the record says."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import record_step
from tests.support.cadres import CadreFactory, UserFactory


@pytest.fixture
def auditor(db, as_user):
    return as_user(UserFactory(role=Role.AUDIT))


def test_steps_are_listed_without_their_facts(auditor, staff):
    cadre = CadreFactory()
    record_step(cadre, "import_form", by=staff, reason="private reason", facts={"secret": "private fact"})

    page = auditor.get(reverse("cadres:audit_list")).content.decode()

    assert staff.username in page
    assert "Appointment form taken in" in page
    assert "private" not in page


def test_steps_are_found_by_day_and_user(auditor, staff):
    today = timezone.localdate().isoformat()
    record_step(CadreFactory(), "import_form", by=staff)
    address = reverse("cadres:audit_list")

    def found(**query):
        return len(auditor.get(address, query).context["page"].rows)

    assert found(user=staff.username, since=today, until=today) == 1
    assert found(user="nobody") == 0
    assert found(since="2020-01-01", until="2020-12-31") == 0
    assert found(subject="cadres.cadre:") == 1


def test_log_ins_and_failures_are_listed(auditor, staff):
    door = reverse("account_login")
    Client().post(door, {"login": staff.username, "password": "wrong"})
    Client().post(door, {"login": staff.username, "password": "pass-word-1"})

    entered = auditor.get(reverse("cadres:login_list")).context["page"].rows
    failed = auditor.get(reverse("cadres:failure_list")).context["page"].rows

    assert staff.username in {row.username for row in entered}
    assert [row.username for row in failed] == [staff.username]


def test_who_has_not_logged_out_has_no_moment_of_it(auditor):
    table = auditor.get(reverse("cadres:login_list")).context["table"]
    row = next(iter(table.rows))

    assert row.record.logout_time is None
    assert row.get_cell("logout_time") == "—"
    assert row.get_cell("attempt_time") != "—"


def test_history_names_record_and_change_and_not_its_content(auditor, staff, as_user):
    cadre = CadreFactory(name="测试保密", native_place="保密地")
    cadre.native_place = "另一地"
    cadre.save()

    answer = auditor.get(reverse("cadres:history_table", args=["cadres.cadre"]), {"record": cadre.pk})

    page = answer.content.decode()
    assert [row.pgh_label for row in answer.context["page"].rows] == ["update", "insert"]
    assert "测试保密" not in page
    assert "另一地" not in page


def test_history_says_who_changed_it(auditor, as_user, db):
    system, staff = UserFactory(role=Role.SYSTEM), UserFactory()
    as_user(system).post(reverse("cadres:account_close", args=[staff.pk]))

    answer = auditor.get(reverse("cadres:history_table", args=["cadres.user"]), {"user": system.username})

    rows = answer.context["page"].rows
    assert [(row.changed_by, row.pgh_obj_id) for row in rows] == [(system.username, staff.pk)]


def test_an_unknown_table_is_no_page(auditor):
    assert auditor.get(reverse("cadres:history_table", args=["auth.user"])).status_code == 404


@pytest.mark.parametrize("garbage", ["\x00", "9" * 40, "²", "-1"])
def test_garbage_finds_nothing_and_breaks_nothing(auditor, garbage):
    for name in ("audit_list", "login_list", "history"):
        query = {"user": garbage, "since": garbage, "until": garbage, "record": garbage, "cursor": garbage}
        assert auditor.get(reverse(f"cadres:{name}"), query).status_code in (200, 404)
        del query["cursor"]
        assert auditor.get(reverse(f"cadres:{name}"), query).status_code == 200


def test_the_lists_are_exported(auditor, staff):
    record_step(CadreFactory(), "import_form", by=staff)

    for name in ("audit_list", "login_list", "failure_list", "history"):
        answer = auditor.get(reverse(f"cadres:{name}"), {"export": "csv"})
        assert answer["Content-Type"].startswith("text/csv")
        assert b"".join(answer.streaming_content)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_at_any_length(auditor, staff, number, django_assert_num_queries):
    for _ in range(number):
        record_step(CadreFactory(), "import_form", by=staff)

    for name in ("audit_list", "history"):
        with django_assert_num_queries(4):  # session, account, remits, rows
            auditor.get(reverse(f"cadres:{name}"))
