"""Pages of training, role by role."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate, now

from cadres.models import FileAccess
from cadres.platform.accounts.choices import Role
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory, TownshipUserFactory, UserFactory
from tests.support.points import todo_of
from tests.support.training import (
    AttendanceFactory,
    EnrolmentFactory,
    NeedFactory,
    ProgrammeFactory,
    SessionFactory,
    TrainingClassFactory,
)
from training.classes.choices import ClassStage
from training.enrolments.choices import AttendanceStatus, EnrolmentStage
from training.hours.panels import load
from training.models import Attendance, Enrolment, Need, Programme, Session, TrainingClass

BUDGET = 8  # with session and user


@pytest.fixture
def township(db):
    return TownshipUserFactory()


def address(name, *args):
    return reverse(f"training:{name}", args=args)


def filled(people=1):
    """A class that calls up, with sessions and people on its roll."""
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    for day in range(people):
        SessionFactory(training_class=training_class, day=day)
        EnrolmentFactory(training_class=training_class)
    return training_class


def pages(training_class):
    session, enrolment = training_class.sessions.first(), training_class.enrolments.first()
    pk = training_class.pk
    return {
        "class_list": (address("class_list"), "view"),
        "programme_list": (address("programme_list"), "view"),
        "class_detail": (address("class_detail", pk), "view"),
        "class_roll": (address("class_roll", pk), "view"),
        "session_detail": (address("session_detail", session.pk), "view"),
        "need_list": (address("need_list"), "view"),
        "enrolment_list": (address("enrolment_list"), "view"),
        "enrolment_detail": (address("enrolment_detail", enrolment.pk), "view"),
        "class_new": (address("class_new"), "staff"),
        "programme_new": (address("programme_new"), "staff"),
        "class_change": (address("class_change", pk), "staff"),
        "class_move": (address("class_move", pk, "cancel"), "staff"),
        "class_call_up": (address("class_call_up", pk), "staff"),
        "session_new": (address("session_new", pk), "staff"),
        "session_change": (address("session_change", session.pk), "staff"),
        "session_cancel": (address("session_cancel", session.pk), "staff"),
        "session_attendance": (address("session_attendance", begun(session).pk), "staff"),
        "need_find": (address("need_find"), "staff"),
        "need_new": (address("need_new", enrolment.cadre_id), "staff"),
        "enrolment_move": (address("enrolment_move", enrolment.pk, "withdraw"), "staff"),
    }


def begun(session):
    """The same session, a day ago: before it nobody's attendance is asked for."""
    Session.objects.filter(pk=session.pk).update(starts_at=now() - timedelta(days=1), ends_at=now())
    return session


NAMES = [
    "class_list",
    "programme_list",
    "class_detail",
    "class_roll",
    "session_detail",
    "need_list",
    "enrolment_list",
    "enrolment_detail",
    "class_new",
    "programme_new",
    "class_change",
    "class_move",
    "class_call_up",
    "session_new",
    "session_change",
    "session_cancel",
    "session_attendance",
    "need_find",
    "need_new",
    "enrolment_move",
]


@pytest.mark.parametrize("name", NAMES)
def test_who_opens_what(name, as_user, staff, leader, township, client):
    url, who = pages(filled())[name]
    assert client.get(url).status_code == 302
    assert as_user(staff).get(url).status_code == 200
    assert as_user(leader).get(url).status_code == (200 if who == "view" else 403)
    assert as_user(township).get(url).status_code == 403
    assert as_user(UserFactory(role=Role.SYSTEM)).get(url).status_code == 403


@pytest.mark.parametrize("name", [name for name in NAMES if "list" not in name and "find" not in name])
def test_another_county_sees_nothing(name, as_user, db):
    url, _who = pages(filled())[name]
    elsewhere = UserFactory(remit=CountyFactory(code="511922000000", name="南江县"))
    expected = 200 if name in ("class_new", "programme_new") else 404
    assert as_user(elsewhere).get(url).status_code == expected


@pytest.mark.parametrize("name", NAMES)
def test_cost_does_not_grow(name, as_user, staff, django_assert_max_num_queries):
    browser = as_user(staff)
    for people in (1, 3):
        training_class = filled(people)
        for _ in range(people):
            TenureFactory()
            NeedFactory()
        url, _who = pages(training_class)[name]
        with django_assert_max_num_queries(BUDGET):
            assert browser.get(url).status_code == 200


def test_a_printed_roll_is_on_record_with_each_person(as_user, staff):
    training_class = filled(2)
    off = training_class.enrolments.first()
    off.seat = None
    off.stage = "withdrawn"
    off.save()
    (on_it,) = training_class.enrolments.on_roll()
    browser = as_user(staff)

    printed = browser.get(address("class_roll", training_class.pk)).text

    assert on_it.cadre.name in printed
    row = FileAccess.objects.get()
    assert (row.by, row.kind, row.part, row.reason) == (staff, "print", "roll", training_class.name)
    assert (row.cadre, row.subject) == (on_it.cadre, f"cadres.cadre:{on_it.cadre_id}")
    browser.get(address("class_detail", training_class.pk))
    assert FileAccess.objects.count() == 1


def test_printing_an_empty_roll_tells_of_nobody(as_user, staff):
    url = address("class_roll", TrainingClassFactory().pk)
    assert "Nobody has been called up yet." in as_user(staff).get(url).text
    assert not FileAccess.objects.exists()


def test_class_from_plan_to_close_by_hand(as_user, staff):
    browser = as_user(staff)
    cadre = TenureFactory(post__organization__division__name="界牌镇").cadre
    today = localdate()
    browser.post(
        address("programme_new"),
        {
            "division": CountyFactory().pk,
            "name": "书记专题班",
            "audience": "secretaries",
            "form": "class",
            "topics": ["direction", "planning"],
        },
    )
    programme = Programme.objects.get()
    values = {"programme": programme.pk, "name": "第一期", "place": "党校", "starts_on": today, "ends_on": today}
    answer = browser.post(address("class_new"), values | {"capacity": 2})
    training_class = TrainingClass.objects.get()
    assert answer.url == training_class.get_absolute_url()
    pk = training_class.pk

    values = {"topic": "谋全局", "starts_at": f"{today}T00:01", "ends_at": f"{today}T00:30", "hours": "3.5"}
    assert browser.post(address("session_new", pk), values).status_code == 302
    session = Session.objects.get()
    browser.post(address("class_move", pk, "open"), {"seen_stage": "planned"})
    page = browser.get(address("class_call_up", pk)).content.decode()
    assert "界牌镇" in page
    browser.post(address("class_call_up", pk), {"cadre": [cadre.pk, "x"]})
    enrolment = Enrolment.objects.get()
    browser.post(address("class_move", pk, "start"), {"seen_stage": "open"})
    grid = address("session_attendance", session.pk)
    assert "checked" in browser.get(grid).content.decode()
    browser.post(grid, {f"mark_{enrolment.pk}": AttendanceStatus.LATE})
    assert Attendance.objects.get().mark == AttendanceStatus.LATE
    browser.post(address("class_move", pk, "close"), {"seen_stage": "running"})
    enrolment.refresh_from_db()
    assert enrolment.stage == EnrolmentStage.ATTENDED


def test_nobody_is_asked_for_attendance_before_the_session(as_user, staff):
    training_class = filled()
    TrainingClass.objects.filter(pk=training_class.pk).update(stage=ClassStage.RUNNING)
    session = training_class.sessions.get()
    browser, grid = as_user(staff), address("session_attendance", session.pk)

    assert grid not in browser.get(training_class.get_absolute_url()).content.decode()
    answer = browser.get(grid, follow=True)
    assert answer.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "This session has not begun." in answer.content.decode()
    begun(session)
    assert grid in browser.get(training_class.get_absolute_url()).content.decode()


def test_forms_tell_what_is_wrong(as_user, staff):
    browser = as_user(staff)
    training_class = filled()
    pk = training_class.pk
    day = training_class.starts_on - timedelta(days=10)
    values = {"topic": "x", "starts_at": f"{day}T09:00", "ends_at": f"{day}T12:00", "hours": "3.5"}
    answer = browser.post(address("session_new", pk), values)
    assert answer.status_code == 422
    assert "outside the days of the class" in answer.content.decode()
    answer = browser.post(address("class_move", pk, "start"), {"seen_stage": "open"})
    assert answer.status_code == 422
    assert browser.post(address("class_move", pk, "nonsense")).status_code == 404
    assert browser.post(address("class_call_up", pk), {}).url == address("class_call_up", pk)
    past = localdate() - timedelta(days=1)
    answer = browser.post(address("need_new", CadreFactory().pk), {"topic": "law", "due_on": past})
    assert "This day is past." in answer.content.decode()


def test_changing_a_class_and_a_session_by_hand(as_user, staff):
    browser = as_user(staff)
    training_class = filled()
    session = training_class.sessions.get()
    first, last = training_class.starts_on, training_class.ends_on
    values = {"name": "改名班", "place": "新址", "starts_on": first, "ends_on": last, "capacity": 3}
    assert browser.post(address("class_change", training_class.pk), values).status_code == 302
    values = {"topic": "新题", "starts_at": f"{first}T14:00", "ends_at": f"{first}T17:00", "hours": "3"}
    assert browser.post(address("session_change", session.pk), values).status_code == 302
    assert browser.post(address("session_cancel", session.pk), {"reason": "停电"}).status_code == 302
    training_class.refresh_from_db()
    session.refresh_from_db()
    assert (training_class.place, session.topic, session.cancelled) == ("新址", "新题", True)


def test_candidates_need_first_and_filtered(as_user, staff):
    browser = as_user(staff)
    training_class = TrainingClassFactory(stage=ClassStage.OPEN)
    without, lacking = TenureFactory(cadre__name="甲某"), TenureFactory(cadre__name="乙某")
    NeedFactory(cadre=lacking.cadre)
    url = address("class_call_up", training_class.pk)
    page = browser.get(url).content.decode()
    assert page.index("乙某") < page.index("甲某")
    page = browser.get(url, {"lacking": "on"}).content.decode()
    assert "乙某" in page
    assert "甲某" not in page
    assert "甲某" not in browser.get(url, {"kind": "head"}).content.decode()
    assert "甲某" not in browser.get(url, {"tier": "poor"}).content.decode()
    assert without.cadre.name in browser.get(url, {"kind": "secretary"}).content.decode()


def test_needs_by_hand(as_user, staff):
    browser = as_user(staff)
    tenure = TenureFactory()
    assert browser.post(address("need_find")).url == address("need_list")
    values = {"topic": "economy", "due_on": localdate(), "note": "考核短板"}
    browser.post(address("need_new", tenure.cadre_id), values)
    assert Need.objects.count() == 2
    for state, number in (("open", 2), ("not_called", 2), ("late", 0), ("settled", 0)):
        page = browser.get(address("need_list"), {"state": state}).content.decode()
        assert page.count(f'href="{tenure.cadre.get_absolute_url()}"') == number


# --- the leader's own page ------------------------------------------------------------------------


def test_leader_sees_and_answers_his_own_alone(as_user, township):
    training_class = filled()
    stranger = training_class.enrolments.get()
    mine = EnrolmentFactory(training_class=training_class, cadre=township.cadre)
    browser = as_user(township)
    page = browser.get(address("my_training")).content.decode()
    assert training_class.name in page
    assert stranger.cadre.name not in page
    assert f'id="call-{stranger.pk}"' not in page

    answer = browser.post(address("enrolment_move", mine.pk, "confirm"), {"seen_stage": "called"})
    assert answer.url == address("my_training")
    mine.refresh_from_db()
    assert mine.stage == EnrolmentStage.CONFIRMED
    browser.post(address("enrolment_move", mine.pk, "ask_leave"), {"seen_stage": "confirmed", "reason": "防汛"})
    mine.refresh_from_db()
    assert (mine.stage, mine.leave_reason) == (EnrolmentStage.LEAVE_ASKED, "防汛")
    assert browser.post(address("enrolment_move", stranger.pk, "confirm")).status_code == 404
    assert browser.post(address("enrolment_move", mine.pk, "grant_leave")).status_code == 403


def test_leave_needs_a_reason(as_user, township):
    mine = EnrolmentFactory(training_class=filled(), cadre=township.cadre)
    answer = as_user(township).post(address("enrolment_move", mine.pk, "ask_leave"), {"seen_stage": "called"})
    assert answer.status_code == 422


def test_my_page_is_light_and_cheap(as_user, township, django_assert_max_num_queries):
    browser = as_user(township)
    browser.get(address("my_training"))
    for number in (1, 3):
        for _ in range(number):
            training_class = filled(3)
            EnrolmentFactory(training_class=training_class, cadre=township.cadre)
            gone = AttendanceFactory(session__training_class__stage=ClassStage.CLOSED)
            Enrolment.objects.filter(pk=gone.enrolment_id).update(cadre=township.cadre)
        with django_assert_max_num_queries(BUDGET):
            answer = browser.get(address("my_training"))
        assert len(answer.content) < 100_000
    assert "14 of 90 hours" in answer.content.decode()


def test_department_has_no_such_page(as_user, staff):
    assert as_user(staff).get(address("my_training")).status_code == 403


# --- what is due, and the file --------------------------------------------------------------------


def test_due(staff, township, leader):
    today = localdate()
    soon = TrainingClassFactory(stage=ClassStage.OPEN, capacity=2)
    mine = EnrolmentFactory(training_class=soon, cadre=township.cadre)
    leave = EnrolmentFactory(training_class__stage=ClassStage.RUNNING, stage=EnrolmentStage.LEAVE_ASKED)
    begun = TrainingClassFactory(stage=ClassStage.OPEN, starts_on=today, capacity=1)
    EnrolmentFactory(training_class=begun)
    over = TrainingClassFactory(stage=ClassStage.RUNNING, starts_on=today - timedelta(days=20))
    empty = TrainingClassFactory(stage=ClassStage.PLANNED, name="空班次")
    late = NeedFactory(due_on=today - timedelta(days=1))
    NeedFactory(due_on=today + timedelta(days=300))

    found = [[item.url for item in one.items] for one in todo_of("training", staff, today)]
    assert found == [
        [leave.get_absolute_url()],
        [address("class_move", over.pk, "close"), address("class_move", begun.pk, "start")],
        [empty.get_absolute_url()],
        [address("class_call_up", soon.pk)],
        [late.get_absolute_url()],
    ]
    assert "空班次: no sessions yet" in [item.label for one in todo_of("training", staff, today) for item in one.items]
    assert [item.url for one in todo_of("training", township, today) for item in one.items] == [
        f"/my/training/#call-{mine.pk}"
    ]
    assert todo_of("training", leader, today) == []


def test_due_costs_one_query_a_list(staff, django_assert_max_num_queries):
    for _ in range(3):
        filled(3)
        NeedFactory(due_on=localdate())
    assert not staff.barred_cadres
    with django_assert_max_num_queries(6):  # five lists, and the remits once
        todo_of("training", staff, localdate())


def test_panel(as_user, staff, django_assert_max_num_queries):
    attendance = AttendanceFactory()
    cadre = attendance.enrolment.cadre
    need = NeedFactory(cadre=cadre)
    assert staff.code_ranges
    with django_assert_max_num_queries(3):
        context = load(cadre, staff)
    assert context["enrolments"] == [attendance.enrolment]
    assert context["needs"] == [need]
    assert context["progress"].hours == attendance.hours
    page = as_user(staff).get(reverse("cadres:cadre_panel", args=[cadre.pk, "training"])).content.decode()
    assert attendance.session.training_class.name in page


def test_programme_list_leads_to_its_classes(as_user, staff):
    mine, other = TrainingClassFactory(name="甲班"), TrainingClassFactory(name="乙班", programme=ProgrammeFactory())
    page = as_user(staff).get(mine.programme.get_absolute_url()).content.decode()
    assert mine.name in page
    assert other.name not in page


def test_tenure_of_the_past_is_no_candidate(as_user, staff):
    past = DateRange(localdate() - timedelta(days=900), localdate() - timedelta(days=9))
    TenureFactory(cadre__name="离任某", held=past, end_reason="exchanged")
    page = as_user(staff).get(address("class_call_up", filled().pk)).content.decode()
    assert "离任某" not in page
