"""The end of a public notice: blocked while days are not known, computed again when they are."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from rest_framework.test import APIClient

from cadres.models import LocalRule, Notice, Step
from cadres.platform.calendar import facts as workdays
from cadres.platform.calendar import services as calendars
from cadres.platform.calendar.tasks import recompute_spans
from selection.elections import services
from selection.elections.choices import Stage
from selection.elections.models import Election
from selection.elections.services import notice_span
from tests.cadres.platform.calendar.factories import approved
from tests.cadres.platform.calendar.test_services import ENTRIES, draft_of
from tests.support.cadres import CountyFactory, LeaderFactory
from tests.support.moves import APPOINT
from tests.support.refusals import refusal
from tests.support.selection import ready_election

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 20)
APPOINTMENT = {**APPOINT, "talk_on": TODAY, "starts_on": TODAY}


@pytest.fixture
def january(time_machine):
    """2026 is known and 2027 is not; a notice began on 28 December."""
    time_machine.move_to("2027-01-20 10:00+08:00")
    approved(2026)
    return running()


def running(**change) -> Election:
    election = ready_election(Stage.NOTICED)
    fields = {"notice_from": date(2026, 12, 28), "notice_until": date(2027, 1, 4), "notice_certain": False, **change}
    Election.objects.filter(pk=election.pk).update(**fields)
    election.refresh_from_db()
    return election


def test_publishing_over_the_turn_of_the_year_says_that_the_end_is_not_certain(staff, time_machine):
    time_machine.move_to("2026-12-28 10:00+08:00")
    approved(2026)
    election = ready_election(Stage.DECIDED)

    done = services.take(election, "publish", by=staff, notice_from=date(2026, 12, 28))

    assert (done.notice_until, done.notice_certain) == (date(2027, 1, 5), False)


def test_nobody_is_appointed_while_the_days_are_not_known(january, leader):
    assert refusal(services.take, january, "appoint", by=leader, **APPOINTMENT) == ["notice-uncertain"]
    january.refresh_from_db()
    assert january.stage == Stage.NOTICED


def test_the_refusal_names_the_year_and_leads_to_its_page(january, leader, as_user):
    page = as_user(leader).get(january.get_absolute_url()).text

    assert "holidays of 2027 are not known yet" in page
    assert f'href="{reverse("cadres:calendar_year", args=[2027])}"' in page
    assert "Calendars still missing" in page


def test_the_refusal_of_the_api_carries_the_address(january, leader):
    client = APIClient()
    client.force_authenticate(leader)
    data = {"move": "appoint", "data": {key: str(value) for key, value in APPOINTMENT.items()}}

    answer = client.post(reverse("v1:election-moves", args=[january.pk]), data, format="json")

    assert answer.status_code == 422
    (reason,) = answer.json()["objections"]
    assert (reason["code"], reason["url"]) == ("notice-uncertain", "/working-days/2027/")


def test_approval_of_the_year_computes_the_notice_again_and_lets_the_appointment_pass(january, staff, leader):
    draft = draft_of(staff)
    ((user, found),) = calendars.consequences(draft)
    assert user.key == "selection.notice"
    assert [(one.before, one.after, one.certain) for one in found] == [(date(2027, 1, 4), date(2027, 1, 5), True)]
    january.refresh_from_db()
    assert january.notice_until == date(2027, 1, 4)  # the preview changes nothing

    calendars.approve_draft(draft, by=leader)

    january.refresh_from_db()
    assert (january.notice_until, january.notice_certain) == (date(2027, 1, 5), True)
    step = Step.objects.of(january).get()
    assert (step.move, step.by) == ("notice_recomputed", leader)
    assert step.facts["notice_until"] == {"before": "2027-01-04", "after": "2027-01-05"}
    told = Notice.objects.filter(kind="selection.notice_recomputed").values_list("user", flat=True)
    assert {staff.pk, leader.pk} <= set(told)
    assert services.take(january, "appoint", by=leader, **APPOINTMENT).stage == Stage.APPOINTED


def test_a_second_run_finds_nothing(january, staff, leader):
    calendars.approve_draft(draft_of(staff), by=leader)

    assert recompute_spans() == 0
    assert Step.objects.filter(move="notice_recomputed").count() == 1
    assert Notice.objects.filter(kind="selection.notice_recomputed", user=leader).count() == 1


def test_the_night_computes_what_another_way_left_over(january):
    approved(2027)

    assert refusal(services.take, january, "appoint", by=LeaderFactory(), **APPOINTMENT) == ["notice-uncertain"]
    assert recompute_spans() == 1
    january.refresh_from_db()
    assert (january.notice_until, january.notice_certain) == (date(2027, 1, 5), True)


def test_a_new_version_of_a_known_year_moves_certain_notices_too(time_machine, staff, leader):
    time_machine.move_to("2027-02-10 10:00+08:00")
    approved(2026)
    calendars.approve_draft(draft_of(staff), by=leader)
    election = running(notice_from=date(2027, 2, 4), notice_until=date(2027, 2, 19), notice_certain=True)
    recompute_spans()
    election.refresh_from_db()
    before = election.notice_until
    without = [entry for entry in ENTRIES if entry.first != date(2027, 2, 14)]
    calendars.approve_draft(draft_of(staff, without), by=leader)

    election.refresh_from_db()
    assert (before, election.notice_until) == (date(2027, 2, 18), date(2027, 2, 19))


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.APPOINTED, Stage.ABANDONED])
def test_only_running_notices_are_computed_again(january, staff, leader, stage):
    other = ready_election(stage)
    before = (other.notice_until, other.notice_certain)
    Election.objects.filter(pk=january.pk).update(notice_until=date(2027, 1, 5), notice_certain=True)

    calendars.approve_draft(draft_of(staff), by=leader)

    other.refresh_from_db()
    assert (other.notice_until, other.notice_certain) == before
    assert not Step.objects.of(other).exists()


def test_a_notice_keeps_the_settings_of_the_day_that_judges_its_election(january, staff, leader):
    setting = LocalRule.objects.create(
        division=CountyFactory(),
        key="notice.days",
        value=10,
        during=DateRange(january.opened_on + timedelta(days=1), None),
        basis="县委组织部 1",
        set_by=staff,
        approved_by=leader,
    )
    calendars.approve_draft(draft_of(staff), by=leader)
    january.refresh_from_db()
    assert january.notice_until == date(2027, 1, 5)

    LocalRule.objects.filter(pk=setting.pk).update(during=DateRange(january.opened_on, None))
    assert recompute_spans() == 1
    january.refresh_from_db()
    assert january.notice_until == date(2027, 1, 12)


@pytest.mark.parametrize("number", [1, 3])
def test_many_notices_cost_the_same(january, number, django_assert_num_queries):
    for _more in range(number - 1):
        running()
    approved(2027)
    known = workdays.known()

    with django_assert_num_queries(2):
        assert len(notice_span.changes(known)) == number


def test_one_that_was_moved_on_meanwhile_keeps_its_end(january, leader):
    approved(2027)
    found = notice_span.changes(workdays.known())
    services.take(january, "abandon", by=leader, reason="x")

    notice_span.carry_out(found, leader)

    january.refresh_from_db()
    assert january.notice_until == date(2027, 1, 4)
    assert not Step.objects.of(january).filter(move="notice_recomputed").exists()
