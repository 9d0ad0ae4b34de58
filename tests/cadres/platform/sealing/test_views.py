"""The sealed record on the auditor's pages."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from cadres.models import Checkpoint
from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import record_steps
from cadres.platform.sealing.rules import read_notes
from cadres.platform.sealing.services.keys import as_text, known_keys
from cadres.platform.sealing.services.verification import verify
from config import health
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.sealing import check, make_checkpoint, seal, tamper

QUERIES = 8  # session, account, notices, last seal, what waits, checkpoints, verification, accounts of the database


@pytest.fixture
def auditor(db, as_user):
    return as_user(UserFactory(role=Role.AUDIT))


@pytest.fixture
def signed(staff):
    cadre = CadreFactory()
    for _ in range(2):
        record_steps([cadre] * 3, "change", by=staff)
        seal()
        make_checkpoint()


def test_the_page_tells_the_state_of_the_chain(auditor, signed, staff):
    record_steps([CadreFactory()] * 2, "change", by=staff)
    check()

    page = auditor.get(reverse("cadres:chain"))

    assert (page.context["chain"].sealed.rows, page.context["chain"].sealed.waiting) == (6, 2)
    assert "in order" in page.content.decode()
    assert as_text(known_keys()[0]) in page.content.decode()
    assert reverse("cadres:chain_day", args=[localdate().isoformat()]) in page.content.decode()


def test_before_anything_is_sealed_the_page_says_so(auditor):
    page = auditor.get(reverse("cadres:chain")).content.decode()

    assert "None is signed yet" in page
    assert "Not yet" in page


def test_what_is_wrong_stands_on_the_page(auditor, signed):
    tamper("UPDATE cadres_auditevent SET actor = 'x' WHERE id = (SELECT event_id FROM cadres_seal WHERE n = 2)")
    check()

    page = auditor.get(reverse("cadres:chain")).content.decode()

    assert "Row 2 (cadres.step:" in page
    assert "is not as it was sealed." in page


def test_the_page_costs_the_same_however_long_the_chain(auditor, signed, staff, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        auditor.get(reverse("cadres:chain"))
    record_steps([CadreFactory()] * 50, "change", by=staff)
    seal()
    make_checkpoint()
    with django_assert_num_queries(QUERIES):
        auditor.get(reverse("cadres:chain"))


def test_the_checkpoints_taken_away_verify(auditor, signed, tmp_path):
    answer = auditor.get(reverse("cadres:chain_checkpoints"))
    text = b"".join(answer).decode()

    assert answer["Content-Type"].startswith("text/plain")
    assert [note.size for note in read_notes(text, "")] == [6]  # the last of the day
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "checkpoints.txt").write_text(text)
    assert verify(folder=mine).checkpoints == 3


def test_the_sheet_of_a_day_has_head_and_signature_in_groups(auditor, signed):
    page = auditor.get(reverse("cadres:chain_day", args=[localdate().isoformat()])).content.decode()
    note = next(read_notes(Checkpoint.objects.first().note, ""))

    groups = re.findall(r"\b[0-9A-F]{4} ", " ".join(re.findall(r"<td>((?:[0-9A-F]{4} )+)</td>", page)))
    assert "".join(groups).replace(" ", "") == (note.head + note.signature[4:]).hex().upper()
    assert "<td>6</td>" in page


@pytest.mark.parametrize("day", ["2020-01-01", "nonsense"])
def test_there_is_no_sheet_of_a_day_without_checkpoint(auditor, signed, day):
    assert auditor.get(reverse("cadres:chain_day", args=[day])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_state_is_a_detail_for_monitors():
    record_steps([CadreFactory()] * 3, "change", by=None)
    seal()
    assert str(health.ask_record()) == "3 rows sealed, 0 wait, not verified yet"
    check()
    assert str(health.ask_record()) == "3 rows sealed, 0 wait, verified 0 h ago"
