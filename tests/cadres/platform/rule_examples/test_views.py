"""Examples that the county signs: by whom, shown how, and red when the program departs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.timezone import localdate

from cadres.models import LocalRule, SignedExample, Step
from cadres.platform.calendar.services import load_known
from cadres.platform.rule_examples.services import sign_example, withdraw_example
from cadres.shared.errors import Refused
from tests.support.cadres import CountyFactory
from tests.support.points import todo_of
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db

LIST = "/rules/examples/"


@pytest.fixture(autouse=True)
def _holidays():
    load_known()


def sign(leader, *, due=7, expected=5, **changes):
    values = {
        "judged_on": date(2026, 11, 23),
        "given": {"due": due},
        "expected": expected,
        "basis": "县委〔2026〕1号",
        **changes,
    }
    return sign_example(leader.remits.get().division, "decision.quorum", by=leader, **values)


def test_a_reader_of_rules_sees_every_example_agree(staff, as_user):
    page = as_user(staff).get(reverse("cadres:example_list"))
    assert page.context["departing"] == []
    assert page.context["total"] > 40
    assert "Sign an example" not in page.content.decode()


def test_values_are_tried_and_nothing_is_kept(staff, as_user):
    url = reverse("cadres:example_try", args=["decision.quorum"])
    client = as_user(staff)
    assert "found" not in client.get(url).context
    page = client.get(url, {"judged_on": "2026-11-23", "due": "10"})
    assert page.context["found"] == "7 persons"
    wrong = client.get(url, {"judged_on": "2026-11-23", "due": "-1"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors.keys() == {"due"}
    assert not SignedExample.objects.exists()
    assert client.get(reverse("cadres:example_try", args=["nothing"])).status_code == 404


def test_a_leader_signs_what_was_tried(leader, as_user):
    client = as_user(leader)
    query = {"judged_on": "2026-11-23", "due": "10"}
    tried = client.get(reverse("cadres:example_try", args=["decision.quorum"]), query).content.decode()
    url = reverse("cadres:example_sign", args=["decision.quorum"])
    assert f"{url}?judged_on=2026-11-23&amp;due=10" in tried
    form = client.get(url, query).context["form"]
    assert form.initial == query

    answer = {**query, "expected": "7", "basis": "县委〔2026〕1号", "division": leader.remits.get().division_id}
    assert client.post(url, answer).status_code == 302

    example = SignedExample.objects.get()
    assert (example.given, example.expected, example.signed_by) == ({"due": 10}, 7, leader)
    assert Step.objects.of(example).get().move == "sign"
    page = client.get(LIST)
    assert page.context["departing"] == []
    assert "signed by" in page.content.decode()
    again = client.post(url, answer)
    assert again.status_code == 422
    assert "already" in again.content.decode()


def test_an_example_from_which_the_program_departs_is_red_and_to_be_done(leader, as_user):
    sign(leader, expected=6)
    page = as_user(leader).get(LIST)
    (card,) = page.context["departing"]
    assert (card.expected, card.found, card.holds) == ("6 persons", "5 persons", False)
    (due,) = todo_of("cadres.platform.rule_examples", leader, localdate())
    assert due.items[0].url == f"{LIST}#decision.quorum"


def test_the_countys_settings_of_the_day_count(staff, leader):
    division = leader.remits.get().division
    values = {
        "judged_on": date(2026, 11, 23),
        "given": {"meeting": date(2026, 3, 15)},
        "expected": date(2026, 9, 15),
        "basis": "县委组织部〔2026〕2号",
    }
    sign_example(division, "recommendation.valid_until", by=leader, **values)
    assert len(todo_of("cadres.platform.rule_examples", leader, localdate())) == 1
    LocalRule.objects.create(
        division=division,
        key="recommend.valid",
        value=6,
        during=DateRange(date(2026, 1, 1), None),
        basis="县委组织部〔2026〕2号",
        set_by=staff,
        approved_by=leader,
    )
    assert todo_of("cadres.platform.rule_examples", leader, localdate()) == []


def test_an_example_that_no_longer_fits_is_red_and_not_lost(leader, as_user):
    example = sign(leader)
    SignedExample.objects.filter(pk=example.pk).update(given={"members": 7})
    page = as_user(leader).get(LIST)
    (card,) = page.context["departing"]
    assert (card.given, card.found) == ("members: 7", "")
    assert "no longer computed like this" in page.content.decode()


def test_a_withdrawn_example_stays_on_record(leader, as_user):
    example = sign(leader, expected=6)
    client = as_user(leader)
    url = reverse("cadres:example_withdraw", args=[example.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "算错"}).status_code == 302
    example.refresh_from_db()
    assert example.withdrawn_on == localdate()
    assert client.get(LIST).context["departing"] == []
    with pytest.raises(Refused) as refused:
        withdraw_example(example, by=leader, reason="再次")
    assert codes(refused) == ["withdrawn-already"]
    sign(leader, expected=5)  # the place is free again


def test_who_may_not_sign_signs_nothing(staff, leader, as_user):
    with pytest.raises(PermissionDenied):
        sign_example(
            leader.remits.get().division,
            "decision.quorum",
            judged_on=date(2026, 11, 23),
            given={"due": 7},
            expected=5,
            basis="x",
            by=staff,
        )
    with pytest.raises(PermissionDenied):
        sign_example(
            CountyFactory(code="330523000000", name="安吉县"),
            "decision.quorum",
            judged_on=date(2026, 11, 23),
            given={"due": 7},
            expected=5,
            basis="x",
            by=leader,
        )
    assert as_user(staff).get(reverse("cadres:example_sign", args=["decision.quorum"])).status_code == 403


@pytest.mark.parametrize(("key", "basis", "code"), [("nothing", "x", "unknown-calculation"), ("", " ", "")])
def test_an_example_needs_a_calculation_and_a_basis(leader, key, basis, code):
    with pytest.raises(Refused) as refused:
        sign_example(
            leader.remits.get().division,
            key or "decision.quorum",
            judged_on=date(2026, 11, 23),
            given={"due": 7},
            expected=5,
            basis=basis,
            by=leader,
        )
    assert codes(refused) == [code or "basis-missing"]


def test_the_page_costs_the_same_for_one_example_and_for_three(leader, as_user, django_assert_num_queries):
    client = as_user(leader)
    sign(leader)
    client.get(LIST)
    with django_assert_num_queries(9) as one:
        client.get(LIST)
    sign(leader, due=9, expected=6)
    sign(leader, due=11, expected=8)
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(LIST)
