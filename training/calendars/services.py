"""A leader's own schedule as a calendar that a phone subscribes to (日历订阅)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cadres.models import User
from training.calendars.models import CalendarFeed, new_token
from training.classes.choices import ClassStage
from training.classes.models import Session
from training.enrolments.choices import RELEASED, EnrolmentStage
from training.enrolments.models import Enrolment

BACK = timedelta(days=400)
UNANSWERED = (EnrolmentStage.CALLED, EnrolmentStage.LEAVE_ASKED)


def feed_of(user: User) -> CalendarFeed:
    """The account's feed, made at first need."""
    feed, _made = CalendarFeed.objects.get_or_create(user=user)
    return feed


@transaction.atomic
def renew_feed(*, by: User) -> CalendarFeed:
    """A new secret address for the own calendar; the old one is dead at once."""
    feed_of(by)
    feed = CalendarFeed.objects.select_for_update().get(user=by)
    feed.token, feed.made_at = new_token(), timezone.now()
    feed.save(update_fields=["token", "made_at"])
    return feed


def calendar_of(feed: CalendarFeed) -> bytes:
    """The calendar as iCalendar (RFC 5545), the same bytes as long as nothing changes. Two queries.

    Sessions of classes that were cancelled, or to which the leader need no longer come, stay in it as cancelled, so
    that calendars which have them take them out. Nobody else's data is in it.
    """
    enrolments = {
        e.training_class_id: e for e in Enrolment.objects.filter(cadre_id=feed.user.cadre_id or 0).for_list()
    }
    sessions = Session.objects.filter(training_class_id__in=enrolments, starts_at__gte=_horizon())
    with translation.override(settings.LANGUAGE_CODE):
        calendar = Calendar()
        calendar.add("prodid", "-//township-cadres//training//ZH")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("My training"))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
        for session in sessions.order_by("starts_at", "pk"):
            calendar.add_component(_event(session, enrolments[session.training_class_id]))
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _horizon() -> datetime:
    """A whole day, so that the calendar does not change with every minute."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - BACK


def _event(session: Session, enrolment: Enrolment) -> Event:
    training_class = enrolment.training_class
    changed = max(session.updated_at, enrolment.updated_at).replace(microsecond=0)
    off = session.cancelled or enrolment.stage in RELEASED or training_class.stage == ClassStage.CANCELLED
    status = "CANCELLED" if off else "TENTATIVE" if enrolment.stage in UNANSWERED else "CONFIRMED"
    event = Event()
    event.add("uid", f"{session.uid}@township-cadres")
    event.add("sequence", session.revision + (enrolment.stage in RELEASED))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", timezone.localtime(session.starts_at))
    event.add("dtend", timezone.localtime(session.ends_at))
    event.add("summary", session.topic)
    event.add("location", session.place or training_class.place)
    event.add("description", "\n".join(filter(None, (training_class.name, session.lecturer))))
    event.add("status", status)
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    return event
