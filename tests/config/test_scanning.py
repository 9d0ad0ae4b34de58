"""The virus scanner stands before every entrance of files: what it does not call clean comes in nowhere."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Attachment, Notice, Step
from cadres.platform.accounts.choices import Role
from cadres.shared.breaker import Breaker
from cadres.shared.files import scanner
from tests.support.cadres import UserFactory
from tests.support.clamd import EICAR, REAL, FakeClamd, real_clamd
from tests.support.documents import pdf
from tests.support.uploads import EACH, ENTRANCES

pytestmark = pytest.mark.django_db

FOUND = b"stream: Own.Test.Word FOUND\0"
AWAY = "The virus scanner does not answer, so no file is taken in. Try again in a few minutes"
# How a scanner fails, and what is said of it.
FAILURES = {
    "deaf": ({"deaf": True}, AWAY),
    "dies in the middle": ({"answer": b"", "after": 1}, AWAY),
    "an error": ({"answer": b"stream: Can't allocate memory ERROR\0"}, AWAY),
    "not understood": ({"answer": b"\xff\xfe<script>\0"}, AWAY),
    "silent": ({"answer": lambda _data: None}, "The virus scanner takes too long over this file"),
    "too large": ({"answer": b"INSTREAM size limit exceeded. ERROR\0"}, "larger than the virus scanner looks through"),
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch, settings):
    monkeypatch.setattr(scanner, "BREAKER", Breaker())
    monkeypatch.setattr(scanner, "KNOCK", 0.3)
    settings.CLAMAV_SECONDS = 0.5


@pytest.fixture
def clamd(tmp_path, settings):
    """Starts one that behaves as it is told."""
    started = []

    def start(**how):
        with suppress(IndexError):
            started.pop().close()
        started.append(FakeClamd(tmp_path, **how))
        settings.CLAMAV = str(started[-1].path)
        return started[-1]

    yield start
    for one in started:
        one.close()


@dataclass
class Sent:
    """What came of a form with a file; ``wrote``: the statements that it took."""

    answer: Any
    content: bytes
    typed: dict[str, Any]
    wrote: list[str]


def send(name, file, staff, as_user):
    entrance = ENTRANCES[name]
    page, content = entrance.page(staff), entrance.sound[file]()
    form = entrance.sent(file, content)
    browser = as_user(staff)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(page, form, REMOTE_ADDR="10.1.2.3")
    typed = {field: value for field, value in form.items() if field != entrance.field}
    wrote = [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    return Sent(answer, content, typed, wrote)


@pytest.mark.parametrize(("name", "file"), EACH)
def test_what_is_clean_comes_in_by_every_entrance_after_it_was_scanned(name, file, staff, as_user, clamd):
    daemon = clamd()
    sent = send(name, file, staff, as_user)

    assert sent.answer.status_code in (200, 302), sent.answer.text
    assert daemon.heard == [sent.content]


@pytest.mark.parametrize(("name", "file"), EACH)
def test_what_is_infected_comes_in_by_none(name, file, staff, as_user, clamd):
    clamd(answer=FOUND)
    sent = send(name, file, staff, as_user)

    assert sent.answer.status_code == 422
    assert f"The virus scanner found Own.Test.Word in “{file}”. Nothing was taken in" in sent.answer.text
    assert [sql for sql in sent.wrote if not sql.startswith('INSERT INTO "cadres_step"')] == []
    shown = sent.answer.context["form"]
    assert {field: shown[field].value() for field in sent.typed} == {
        field: str(value) for field, value in sent.typed.items()
    }
    step = Step.objects.get(move="virus_found")
    assert (step.by, step.subject) == (staff, f"cadres.user:{staff.pk}")


@pytest.mark.parametrize("name", ENTRANCES)
@pytest.mark.parametrize("failure", FAILURES)
def test_where_the_scanner_fails_nothing_comes_in_and_the_page_says_what_to_do(name, failure, staff, as_user, clamd):
    how, said = FAILURES[failure]
    clamd(**how)
    sent = send(name, next(iter(ENTRANCES[name].sound)), staff, as_user)

    assert sent.answer.status_code == 422
    assert said in sent.answer.text
    assert sent.wrote == []


def test_where_none_is_named_nobody_is_asked(staff, as_user, settings):
    settings.CLAMAV = None
    sent = send("cadres:attachment_new", "a.pdf", staff, as_user)

    assert sent.answer.status_code == 302


# --- what is kept of a finding ----------------------------------------------------------------------
def test_a_finding_is_on_record_with_who_and_from_where_and_nothing_of_the_content(staff, as_user, clamd):
    auditor, system = UserFactory(role=Role.AUDIT), UserFactory(role=Role.SYSTEM)
    clamd(answer=FOUND)
    send("cadres:attachment_new", "a.pdf", staff, as_user)

    assert not Attachment.objects.exists()
    step = Step.objects.get(move="virus_found")
    assert step.facts.keys() == {"address", "page", "what", "sha256", "size"}
    assert step.facts["address"] == "10.1.2.3"
    assert step.facts["what"] == "Own.Test.Word"
    assert step.facts["size"] == len(pdf())
    assert "a.pdf" not in str(step.facts)
    told = Notice.objects.filter(kind="cadres.virus_found")
    assert {(one.user, one.url) for one in told} == {
        (auditor, reverse("cadres:audit_list")),
        (system, reverse("health")),
    }
    page = as_user(auditor).get(reverse("cadres:notice_list"))
    assert f"The virus scanner found Own.Test.Word in a file that {staff} sent" in page.text


def test_the_same_finding_again_is_recorded_again_and_told_once_a_day(staff, as_user, clamd):
    UserFactory(role=Role.AUDIT)
    clamd(answer=FOUND)
    for _time in range(3):
        send("cadres:attachment_new", "a.pdf", staff, as_user)

    assert Step.objects.filter(move="virus_found").count() == 3
    assert Notice.objects.filter(kind="cadres.virus_found").count() == 1


def test_of_several_files_each_that_is_infected_is_named_and_none_comes_in(staff, as_user, clamd):
    clamd(answer=lambda data: FOUND if b"bad" in data else b"stream: OK\0")
    entrance = ENTRANCES["cadres:documents_put_in"]
    page = entrance.page(staff)
    sent = {
        **entrance.data(),
        "files": [
            entrance.sent(name, data)["files"][0]
            for name, data in {
                "good.pdf": pdf(),
                "one.pdf": pdf(text="bad") + b"bad",
                "two.pdf": pdf() + b"bad",
            }.items()
        ],
    }
    answer = as_user(staff).post(page, sent)

    assert answer.status_code == 422
    assert "in “one.pdf”" in answer.text
    assert "in “two.pdf”" in answer.text
    assert "in “good.pdf”" not in answer.text


def test_who_may_not_open_the_page_has_nothing_scanned(as_user, staff, clamd):
    daemon = clamd(answer=FOUND)
    page = ENTRANCES["cadres:attachment_new"].page(staff)
    answer = as_user(UserFactory(role=Role.AUDIT)).post(page, ENTRANCES["cadres:attachment_new"].sent("a.pdf", pdf()))

    assert answer.status_code in (403, 404)
    assert daemon.heard == []


# --- health -----------------------------------------------------------------------------------------
@pytest.fixture
def health(as_user):
    browser = as_user(UserFactory(role=Role.SYSTEM))
    return lambda: browser.get(reverse("health")).text


def test_health_is_red_where_it_is_named_and_away(health, clamd, client, settings):
    assert "Virus scanner" not in health()

    daemon = clamd(version=b"ClamAV 1.4.3\0")
    assert "ClamAV 1.4.3, signatures of its own" in health()
    daemon.close()
    page = health()
    assert "does not answer; no file is taken in" in page
    assert "badge-bad" in page[page.index("Virus scanner") :]

    answer = client.get("/healthz")
    assert answer.json()["detail"]["scanner"] == "does not answer; no file is taken in"


def test_health_warns_of_old_signatures(health, clamd):
    clamd(version=b"ClamAV 1.4.3/27000/Mon Jan  6 09:20:00 2025\0")
    page = health()

    assert "ClamAV 1.4.3, signatures 27000 of 2025-01-06" in page
    assert "old signatures" in page


# --- with the real one ------------------------------------------------------------------------------
@pytest.mark.skipif(REAL is None, reason="NO CLAMD FOUND. Install it (Debian: clamav-daemon)")
def test_the_real_one_refuses_its_test_file_lets_a_paper_in_and_is_missed_when_it_ends(
    staff, as_user, health, settings, tmp_path, monkeypatch
):
    entrance = ENTRANCES["cadres:attachment_new"]
    page, browser = entrance.page(staff), as_user(staff)
    settings.CLAMAV_SECONDS = 30
    monkeypatch.setattr(scanner, "KNOCK", 3)
    with real_clamd(tmp_path) as path:
        settings.CLAMAV = str(path)
        refused = browser.post(page, entrance.sent("a.pdf", EICAR))
        assert refused.status_code == 422
        assert "found Eicar-Test-Signature.UNOFFICIAL in “a.pdf”" in refused.text
        assert browser.post(page, entrance.sent("a.pdf", pdf())).status_code == 302
        assert "signatures of its own" in health()
    refused = browser.post(page, entrance.sent("b.pdf", pdf(text="another")))

    assert refused.status_code == 422
    assert AWAY in refused.text
    assert "does not answer; no file is taken in" in health()
    assert Attachment.objects.count() == 1
