"""Exports of personal data: every refusal, the second person, what goes on record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404

from cadres.models import ExportRequest, LocalRule, Notice, Remit, Step, User
from cadres.platform.accounts.choices import Role
from cadres.platform.exports import services as exports
from cadres.platform.exports.regulations import EXPORT_APPROVAL
from cadres.registry.rosters.services.rosters import keep_roster
from cadres.shared.errors import OutOfDate
from cadres.shared.lists.export_links import ask_url
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, LeaderFactory, TownshipUserFactory, UserFactory
from tests.support.exports import KEPT, LIST, ask, make, source
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


# Asking


def test_a_request_says_exactly_what_and_tells_the_second_person(asked, staff, leader):
    assert (asked.title, asked.told, asked.rows, asked.more) == ("Cadres", [["Sex", "Male"]], 1, False)
    assert asked.columns[0] == "Name"
    assert (asked.division_id, asked.stage, asked.job) == (COUNTY, "requested", None)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.url) == (leader, "cadres.export_requested", asked.get_absolute_url())
    step = Step.objects.of(asked).get()
    assert (step.move, step.by, step.reason) == ("request", staff, "换届考察")


def test_what_stands_against_asking(staff, leader):
    assert refusal(exports.request_export, source(staff), "docx", purpose=" ", by=staff) == [
        "export-format",
        "export-purpose",
        "export-empty",
    ]
    assert not ExportRequest.objects.exists()


def test_without_a_second_person_nothing_is_asked(staff):
    CadreFactory()

    assert refusal(exports.request_export, source(staff), "csv", purpose="x", by=staff) == ["export-nobody"]


def test_a_leader_who_asks_needs_another_leader(leader):
    CadreFactory()
    assert refusal(exports.request_export, source(leader), "csv", purpose="x", by=leader) == ["export-nobody"]
    asked = ask(leader, LIST)  # with a second leader

    assert refusal(exports.move_export, asked, "approve", by=leader) == ["export-own"]
    assert refusal(exports.move_export, asked, "decline", by=leader, reason="x") == ["export-own"]


def test_nobody_asks_for_what_he_may_not_read(staff, leader):
    cadre = CadreFactory()
    forms = ask_url("forms", "zip", ids=cadre.pk)

    with pytest.raises(PermissionDenied):  # leaders give no forms out
        exports.request_export(source(leader, forms), "zip", purpose="x", by=leader)
    with pytest.raises(PermissionDenied):  # nobody asks in the name of another
        exports.request_export(source(staff), "csv", purpose="x", by=leader)
    with pytest.raises(Http404):
        source(TownshipUserFactory(), ask_url("forms", "zip", ids=cadre.pk))


@pytest.mark.parametrize(
    "url",
    [
        ask_url("nothing", "csv"),
        ask_url("list", "csv", list="cadres:post_list"),
        ask_url("list", "csv", list="home"),
        ask_url("list", "csv", list="//example.org"),
        ask_url("forms", "zip", ids="x"),
        ask_url("roster", "xlsx", roster="99999"),
        ask_url("records", "xlsx", key="organizations"),
        ask_url("list", "docx", list="cadres:cadre_list"),
    ],
)
def test_only_what_is_registered_can_be_asked_for(url, staff, as_user):
    assert as_user(staff).get(url).status_code == 404


def test_what_is_typed_into_the_address_breaks_nothing(staff, leader):
    cadre = CadreFactory()
    roster = keep_roster({**KEPT, "columns": ["name"]}, by=staff)
    addresses = [
        ask_url("list", "csv", list="cadres:cadre_list", query="columns=nothing&sort=\0"),
        ask_url("list", "csv", list="cadres:cadre_list", pick=f"x.\0.{'9' * 30}.{cadre.pk}"),
        ask_url("roster", "xlsx", roster=roster.pk, on="2026-13-40"),
        ask_url("forms", "zip", ids=f"x.{'9' * 18}.{cadre.pk}"),
    ]

    assert [make(ask(staff, url)).given for url in addresses] == [1, 1, 1, 1]
    unknown = ask_url("list", "csv", list="cadres:cadre_list", query="sex=7&age_from=x")
    assert refusal(ask, staff, unknown) == ["export-empty"]  # a filter that is not understood lets nothing out


def test_more_than_is_counted_is_said_so(staff, leader, monkeypatch):
    monkeypatch.setattr(exports, "MOST_COUNTED", 1)
    CadreFactory.create_batch(3)

    asked = ask(staff, LIST)

    assert (asked.rows, asked.more, asked.counted) == (1, True, "more than 1")


def test_the_office_that_decides_contains_all_the_asker_answers_for(staff):
    assert exports.home_of(staff) == COUNTY
    Remit.objects.create(user=staff, division=CountyFactory(code="511922000000", name="另一县"))

    assert exports.home_of(User.objects.get(pk=staff.pk)) == "510000000000"  # no prefecture is on record here
    with pytest.raises(PermissionDenied):
        exports.home_of(UserFactory(role=Role.AUDIT))


# Deciding


def test_who_may_not_decide(asked, staff, leader):
    with pytest.raises(PermissionDenied):
        exports.move_export(asked, "approve", by=staff)
    far = LeaderFactory(remit=CountyFactory(code="511922000000", name="另一县"))
    assert refusal(exports.move_export, asked, "approve", by=far) == ["export-remit"]
    assert refusal(exports.move_export, asked, "decline", by=leader) == ["reason-missing"]
    with pytest.raises(OutOfDate):
        exports.move_export(asked, "approve", by=leader, seen_stage="approved")

    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert refusal(exports.move_export, asked, "approve", by=leader) == ["export-unable"]


def test_declined_for_a_reason_that_the_asker_is_told(asked, staff, leader):
    exports.move_export(asked, "decline", by=leader, reason="名单过宽")

    asked.refresh_from_db()
    assert (asked.stage, asked.decided_by, asked.job) == ("declined", leader, None)
    assert Notice.objects.get(user=leader).settled_at
    assert Notice.objects.get(user=staff).params == {"what": "Cadres", "reason": "名单过宽"}
    assert refusal(exports.move_export, asked, "approve", by=leader) == ["wrong-stage"]


def test_withdrawn_by_who_asked_alone(asked, staff):
    other = UserFactory()
    assert refusal(exports.move_export, asked, "withdraw", by=other) == ["export-not-yours"]

    exports.move_export(asked, "withdraw", by=staff)

    assert not Notice.objects.unsettled().exists()


def test_the_second_person_is_needed_unless_the_county_says_otherwise(asked, staff, leader):
    assert refusal(exports.move_export, asked, "release", by=staff) == ["export-approval"]
    LocalRule.objects.create(
        division=CountyFactory(),
        key=EXPORT_APPROVAL,
        action="remind",
        during=DateRange(date(2020, 1, 1), None),
        basis="组〔2026〕1号",
        set_by=staff,
        approved_by=leader,
    )

    asked = ask(staff, LIST, purpose="日常核对")

    assert (asked.stage, asked.waived, asked.decided_by) == ("approved", True, None)
    assert [step.move for step in Step.objects.of(asked)] == ["request", "release"]
    assert "second person" in Step.objects.of(asked).last().warnings[0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE cadres_exportrequest SET stage='approved', expires_at=now(), decided_by_id=requested_by_id",
        "UPDATE cadres_exportrequest SET stage='approved', expires_at=now()",
        "UPDATE cadres_exportrequest SET stage='fetched', fetched_at=now(), given=1, expires_at=now(), waived=true",
        "UPDATE cadres_exportrequest SET stage='expired'",
        "UPDATE cadres_exportrequest SET purpose='other'",
        "UPDATE cadres_exportrequest SET params='{}'",
        "UPDATE cadres_exportrequest SET requested_by_id=requested_by_id + 1",
        "DELETE FROM cadres_exportrequest",
    ],
)
def test_the_database_holds_the_second_person_the_stages_and_what_was_asked(sql, asked):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    asked.refresh_from_db()
    assert (asked.stage, asked.purpose) == ("requested", "换届考察")


# Who sees what


def test_who_sees_which_requests(asked, staff, leader):
    far = CountyFactory(code="511922000000", name="另一县")
    seen = {
        "staff": staff,
        "another": UserFactory(),
        "leader": leader,
        "far": LeaderFactory(remit=far),
        "auditor": UserFactory(role=Role.AUDIT),
        "system": UserFactory(role=Role.SYSTEM),
        "township": TownshipUserFactory(),
    }

    found = {name for name, user in seen.items() if ExportRequest.objects.visible_to(user).exists()}

    assert found == {"staff", "leader", "auditor"}
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert not ExportRequest.objects.visible_to(User.objects.get(pk=staff.pk)).exists()
