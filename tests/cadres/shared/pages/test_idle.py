"""Idle time-out: kept by the server, warned of by the page, kept alive by work alone."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import resolve, reverse
from django.utils import timezone

from cadres.models import Job
from cadres.platform.accounts.choices import Role
from cadres.shared.pages import idle
from tests.support.cadres import CadreFactory, CountyFactory, UserFactory

pytestmark = pytest.mark.django_db

LEFT = "/session/"


@pytest.fixture
def later(monkeypatch):
    """The clock of the rule stands still; ``later(minutes)`` moves it on."""
    time = [int(timezone.now().timestamp())]
    monkeypatch.setattr(idle, "_now", lambda: time[0])

    def run(minutes):
        time[0] += minutes * 60

    return run


@pytest.mark.parametrize(("role", "minutes"), [(Role.STAFF, 30), (Role.TOWNSHIP, 30), (Role.SYSTEM, 10)])
def test_whoever_does_nothing_is_signed_out_by_the_server(role, minutes, as_user, later):
    CountyFactory()
    cadre = CadreFactory() if role == Role.TOWNSHIP else None
    client = as_user(UserFactory(role=role, cadre=cadre))
    later(minutes - 1)
    assert client.get("/notices/").status_code == 200
    later(minutes - 1)
    assert client.get("/notices/").status_code == 200  # opening pages counts
    later(minutes + 1)

    door = client.get("/notices/")

    assert door["Location"] == f"{reverse('account_login')}?next=/notices/"
    assert "You were signed out" in client.get(door["Location"]).content.decode()
    assert client.get("/notices/").status_code == 302


def test_the_log_in_page_and_the_api_do_not_know_an_idle_session_either(staff, as_user, later):
    client = as_user(staff)
    later(31)
    assert client.get("/api/v1/cadres/").status_code in (401, 403)

    client = as_user(staff)
    later(31)
    assert client.get(reverse("account_login")).status_code == 200


def test_a_day_ends_however_busy_it_was(staff, as_user, later):
    client = as_user(staff)
    for _hour in range(24):
        later(29)
        assert client.get("/notices/").status_code == 200
    later(29)

    assert client.get("/notices/").status_code == 302


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(staff, as_user, later):
    client = as_user(staff)
    job = Job.objects.create(kind="none", user=staff)
    later(20)
    assert client.get(reverse("cadres:job_progress", args=[job.pk])).status_code == 200
    assert client.get(LEFT).json()["left"] <= 10 * 60
    later(11)

    assert client.get(reverse("cadres:job_progress", args=[job.pk])).status_code == 302


def test_typing_and_the_button_keep_one_signed_in(staff, as_user, later):
    client = as_user(staff)
    form = reverse("cadres:kinship_declare")
    later(20)
    client.post(form, {"draft": "keep", "name": "张"})
    assert client.get(LEFT).json()["left"] > 29 * 60
    later(29)
    assert client.get(LEFT).json()["left"] <= 60

    assert client.post(LEFT).json()["left"] == 30 * 60


def test_the_time_is_written_once_a_minute_at_most(staff, as_user, later, django_assert_num_queries):
    client = as_user(staff)
    with django_assert_num_queries(5):
        client.get("/notices/")
    later(2)
    with django_assert_num_queries(5 + 3 + 1):  # the session, in a transaction of its own, and where one is signed in
        client.get("/notices/")
    with django_assert_num_queries(5):
        client.get("/notices/")


def test_a_session_from_before_the_rule_begins_to_count(staff, as_user):
    client = as_user(staff)
    session = client.session
    del session[idle.ACTIVE], session[idle.STARTED]
    session.save()

    assert client.get("/notices/").status_code == 200
    assert Session.objects.get().get_decoded()[idle.ACTIVE]


def test_the_page_brings_the_warning(staff, as_user, settings, later):
    page = as_user(staff).get("/notices/").content.decode()

    assert 'id="idle"' in page
    assert 'data-left="1800"' in page
    assert 'data-warn="120"' in page
    assert 'data-door="/accounts/login/?next=/notices/"' in page
    settings.IDLE_TIMEOUT = 300
    assert 'data-left="300"' in as_user(staff).get("/notices/").content.decode()


def test_every_poll_is_known_as_one():
    """A template that asks again and again must ask a view that says ``background = True``."""
    polls = re.compile(r"""hx-get="\{% url '([\w:]+)'[^"]*"[^>]*hx-trigger="[^"]*every """)
    names = set()
    for file in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        text = file.read_text()
        names |= set(polls.findall(text))
        assert text.count("every ") == 0 or 'hx-trigger="' not in text or polls.search(text), file

    assert names
    for name in names:
        view = resolve(reverse(name, args=[1])).func
        assert view.view_class.background, name
    assert timedelta(seconds=settings.IDLE_WARNING) < timedelta(seconds=settings.IDLE_TIMEOUT_ADMINISTRATORS)
