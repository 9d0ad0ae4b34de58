"""The calendar of a leader, read back as a phone would read it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.support.cadres import TownshipUserFactory
from tests.support.training import EnrolmentFactory, SessionFactory, TrainingClassFactory
from training.calendars.services import feed_of, renew_feed
from training.classes.choices import ClassStage
from training.classes.services import cancel_session, change_session
from training.enrolments.services.enrolments import move_enrolment
from training.models import CalendarFeed, Enrolment


@pytest.fixture
def township(db):
    return TownshipUserFactory()


def read(client, user, **headers):
    return client.get(reverse("training:calendar_feed", args=[feed_of(user).token]), headers=headers)


def events(client, user):
    calendar = Calendar.from_ical(read(client, user).content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def called(township, **extra):
    training_class = TrainingClassFactory(stage=ClassStage.OPEN, **extra)
    session = SessionFactory(training_class=training_class)
    return session, EnrolmentFactory(training_class=training_class, cadre=township.cadre)


def test_content(client, township):
    session, _enrolment = called(township)
    stranger = SessionFactory()
    EnrolmentFactory(training_class=session.training_class, cadre__name="别人某")
    answer = read(client, township)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "TZID=Asia/Shanghai" in text
    assert "BEGIN:VTIMEZONE" in text
    found = events(client, township)
    assert set(found) == {f"{session.uid}@township-cadres"}
    event = found[f"{session.uid}@township-cadres"]
    assert event["dtstart"].dt == session.starts_at
    assert event["dtend"].dt == session.ends_at
    assert (event["summary"], event["location"]) == (session.topic, "县委党校")
    assert event["last-modified"].dt >= session.updated_at.replace(microsecond=0)
    assert event["status"] == "TENTATIVE"
    assert township.cadre.name not in text
    assert "别人某" not in text
    assert str(stranger.uid) not in text


def test_change_keeps_the_uid_and_cancellation_stays(client, township, staff):
    session, enrolment = called(township)
    move_enrolment(enrolment, "confirm", by=township)
    (before,) = events(client, township).values()
    assert before["status"] == "CONFIRMED"
    change_session(session, by=staff, starts_at=session.starts_at + timedelta(hours=1))
    (changed,) = events(client, township).values()
    assert changed["uid"] == before["uid"]
    assert changed["sequence"] > before["sequence"]
    assert changed["dtstart"].dt == before["dtstart"].dt + timedelta(hours=1)
    cancel_session(session, by=staff, reason="停课")
    (cancelled,) = events(client, township).values()
    assert (cancelled["uid"], cancelled["status"]) == (before["uid"], "CANCELLED")


def test_leave_granted_takes_it_off(client, township, staff):
    _session, enrolment = called(township)
    (before,) = events(client, township).values()
    move_enrolment(enrolment, "ask_leave", by=township, reason="防汛")
    move_enrolment(enrolment, "grant_leave", by=staff)
    (event,) = events(client, township).values()
    assert event["status"] == "CANCELLED"
    assert event["sequence"] > before["sequence"]
    assert event["last-modified"].dt >= before["last-modified"].dt


def test_not_sent_again_while_nothing_changes(client, township):
    called(township)
    first = read(client, township)
    again = read(client, township, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Enrolment.objects.get().training_class.sessions.update(topic="新题")
    assert read(client, township, **{"if-none-match": first["ETag"]}).status_code == 200


def test_renewed_address_kills_the_old_one(client, as_user, township):
    old = feed_of(township).token
    assert as_user(township).post(reverse("training:calendar_renew")).status_code == 302
    new = CalendarFeed.objects.get().token
    assert new != old
    assert client.get(reverse("training:calendar_feed", args=[old])).status_code == 404
    assert client.get(reverse("training:calendar_feed", args=[new])).status_code == 200


@pytest.mark.parametrize("token", ["x", "测试", "%00", "a" * 500])
def test_unknown_token(client, db, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_closed_account_reads_nothing(client, township):
    renew_feed(by=township)
    township.is_active = False
    township.save()
    assert read(client, township).status_code == 404


def test_reading_only(client, township):
    assert client.post(reverse("training:calendar_feed", args=[feed_of(township).token])).status_code == 405


def test_cost(client, township, django_assert_max_num_queries):
    for _ in range(3):
        called(township)
    feed = feed_of(township)
    with django_assert_max_num_queries(3):
        client.get(reverse("training:calendar_feed", args=[feed.token]))
