"""A form that is sent twice acts once: at the same time, in several processes, killed in between, without a cache."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cadres.models import Cadre, Draft, Submission, User
from cadres.platform.drafts.tasks import clear_drafts
from cadres.platform.submissions import services
from cadres.shared.pages import submit_once
from tests.support.cadres import UserFactory
from tests.support.concurrency import run_concurrently

ROOT = Path(__file__).parents[4]
NEW_CADRE = {
    "name": "测试双击",
    "sex": "1",
    "division": "511923000000",
    "born_on": "1980-01-01",
    "ethnicity": "汉族",
    "political_status": "01",
    "grade": "a_staff",
    "status": "serving",
    "once": "a" * 32,
}


def press(user, **typed):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="config.auth.RoleBackend")
    return client.post("/cadres/new/", {**NEW_CADRE, **typed})


IN_OTHER_PROCESS = """
import sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from tests.cadres.platform.submissions.test_services import press_and_be_killed
press_and_be_killed(int(sys.argv[2]), sys.argv[3])
"""


def press_and_be_killed(user_id, when):
    """Ends "before" or "after" the form's transaction is committed, as by ``kill -9``."""
    real = submit_once.STORE.only

    def end():
        os.kill(os.getpid(), signal.SIGKILL)

    def keep(*given):
        if when == "before":
            end()
        real.keep(*given)
        transaction.on_commit(end)

    submit_once.STORE = SimpleNamespace(only=replace(real, keep=keep))
    press(User.objects.get(pk=user_id))


def killed(user, when):
    """How a process of its own ended; not a fork of this one, whose threads and loops would come along."""
    command = [sys.executable, "-c", IN_OTHER_PROCESS, connection.settings_dict["NAME"], str(user.pk), when]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=120, check=False).returncode  # noqa: S603


def made():
    return Cadre.objects.filter(name=NEW_CADRE["name"]).count()


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first_and_is_led_to_its_result(monkeypatch):
    user, reached, go_on = UserFactory(), threading.Event(), threading.Event()
    real = submit_once.STORE.only

    def keep(*given):
        reached.set()
        assert go_on.wait(60)
        real.keep(*given)

    monkeypatch.setattr(submit_once, "STORE", SimpleNamespace(only=replace(real, keep=keep)))

    def first():
        return press(user)

    def second():
        assert reached.wait(60)
        threading.Timer(0.5, go_on.set).start()
        answer = press(user)
        assert go_on.is_set()
        return answer

    answers = run_concurrently(first, second)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one():
    user = UserFactory()
    answers = run_concurrently(*[lambda: press(user) for _ in range(6)])
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_are_two():
    answers = [press(UserFactory()), press(UserFactory())]
    assert answers[0]["Location"] != answers[1]["Location"]
    assert made() == 2


@pytest.mark.django_db(transaction=True)
def test_killed_before_it_is_saved_it_may_be_sent_again():
    user = UserFactory()
    assert killed(user, "before") == -signal.SIGKILL
    assert (made(), Submission.objects.count()) == (0, 0)

    assert press(user).status_code == 302
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_killed_after_it_was_saved_the_second_is_led_to_it():
    user = UserFactory()
    assert killed(user, "after") == -signal.SIGKILL
    assert made() == 1

    answer = press(user)
    assert (answer.status_code, answer["Location"]) == (
        302,
        Cadre.objects.get(name=NEW_CADRE["name"]).get_absolute_url(),
    )
    assert made() == 1


@pytest.mark.django_db(transaction=True)
def test_no_cache_is_needed(settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    user = UserFactory()
    assert {answer.status_code for answer in run_concurrently(lambda: press(user), lambda: press(user))} == {302}
    assert press(user).status_code == 302
    assert made() == 1


@pytest.mark.django_db
def test_what_was_refused_leaves_no_mark(staff):
    assert press(staff, sex="").status_code == 422
    assert not Submission.objects.exists()
    assert press(staff).status_code == 302
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_where_it_led_is_not_legible_in_the_database(staff):
    services.take(staff.pk, "key")
    services.keep(staff.pk, "key", "/cadres/?q=王")
    assert services.take(staff.pk, "key") == "/cadres/?q=王"
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM cadres_submission")
        assert "cadres" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_what_the_mark_costs(staff, as_user):
    client = as_user(staff)
    client.post("/cadres/new/", {**NEW_CADRE, "sex": "", "once": ""})
    with CaptureQueriesContext(connection) as without:
        assert client.post("/cadres/new/", {**NEW_CADRE, "once": ""}).status_code == 302
    with CaptureQueriesContext(connection) as with_mark:
        assert client.post("/cadres/new/", {**NEW_CADRE, "name": "测试二"}).status_code == 302
    assert len(with_mark) == len(without) + 4  # begins and ends a transaction, takes the mark, keeps where it led


@pytest.mark.django_db
def test_a_draft_that_comes_late_is_not_kept(staff, as_user):
    client = as_user(staff)
    assert client.post("/cadres/new/", NEW_CADRE).status_code == 302
    assert client.post("/cadres/new/", {**NEW_CADRE, "draft": "keep"}).status_code == 204
    assert client.post("/cadres/new/", {**NEW_CADRE, "draft": "keep", "once": "b" * 32}).status_code == 200
    assert Draft.objects.count() == 1
    assert Submission.objects.count() == 1  # looking took nothing


@pytest.mark.django_db
def test_marks_go_after_a_day(staff):
    services.take(staff.pk, "old")
    services.take(staff.pk, "new")
    Submission.objects.filter(key="old").update(at=timezone.now() - services.KEPT_FOR - timedelta(seconds=1))
    clear_drafts()
    assert list(Submission.objects.values_list("key", flat=True)) == ["new"]
    assert services.take(staff.pk, "old") is None
