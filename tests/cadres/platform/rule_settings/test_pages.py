"""The history of a rule, what would change from a day on, and both in the API."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cadres.models import LocalRule
from cadres.platform.rule_settings.services import propose_setting
from cadres.shared.regulations.catalogue import RULES, Action, Amendment, Rule
from cadres.shared.regulations.judging import JUDGED
from cadres.shared.regulations.laws import Edition, Law
from tests.support.cadres import CountyFactory, TownshipUserFactory
from tests.support.points import contributed
from tests.support.refusals import refusal

LAW = Law("Invented Law", (Edition("2020"), Edition("2090", date(2090, 1, 1))))
DAYS = Rule(
    "test.days",
    "Days of notice",
    LAW.article("7").renumbered("2090", "9"),
    value=5,
    unit="days",
    low=5,
    high=15,
    actions=(Action.BLOCK, Action.REMIND),
    amended=(Amendment(date(2090, 1, 1), value=8, low=8),),
)
CHANGES = reverse("cadres:rule_changes")


@pytest.fixture(autouse=True)
def _rules():
    with contributed(RULES, DAYS):
        yield


def local(staff, leader, **change):
    fields = {"value": 6, "action": "", "during": "[2080-01-01,)", **change}
    return LocalRule.objects.create(
        division=CountyFactory(), key=DAYS.key, basis="县委组织部 12", set_by=staff, approved_by=leader, **fields
    )


def test_the_page_of_a_rule_shows_the_law_through_time(staff, as_user):
    page = as_user(staff).get(reverse("cadres:rule_detail", args=[DAYS.key]))

    assert [(row.value, row.bounds, row.version.source) for row in page.context["history"]] == [
        ("8 days", "from 8 to 15 days", "Invented Law (2090), Art 9"),
        ("5 days", "from 5 to 15 days", "Invented Law (2020), Art 7"),
    ]
    assert "1 Jan 2090" in page.text
    assert "since before this program" in page.text


def test_the_page_says_who_set_what_from_when_on_which_document(staff, leader, as_user):
    local(staff, leader)

    page = as_user(staff).get(reverse("cadres:rule_detail", args=[DAYS.key])).text

    for text in ("县委组织部 12", "1 Jan 2080", "6 days", str(staff), str(leader)):
        assert text in page


def test_what_would_change_by_law_and_by_settings(staff, leader, as_user):
    local(staff, leader, action="remind")
    browser = as_user(staff)

    by_setting = browser.get(CHANGES, {"day": "2080-01-01"}).context["changes"]
    by_law = browser.get(CHANGES, {"day": "2090-01-01"}).context["changes"]

    (one,) = [change for change in by_setting if change.after.rule is DAYS]
    assert (one.before.value, one.after.value) == ("5 days", "6 days")
    assert (one.of_value, one.of_action, one.of_source) == (True, True, False)
    (one,) = [change for change in by_law if change.after.rule is DAYS]
    assert (one.after.value, one.of_source) == ("8 days", True)
    assert "县委组织部 12" in browser.get(CHANGES, {"day": "2080-01-01"}).text


def test_today_changes_nothing_and_the_day_before_a_change_neither(staff, leader, as_user):
    local(staff, leader)
    browser = as_user(staff)

    assert browser.get(CHANGES, {"day": timezone.localdate().isoformat()}).context["changes"] == []
    assert browser.get(CHANGES, {"day": "2079-12-31"}).context["changes"] == []


def test_without_a_day_it_asks_for_one_and_a_bad_day_is_named(staff, as_user):
    assert as_user(staff).get(CHANGES).context["day"] is None
    for text in ("tomorrow", "2026-02-30", "9999-01-01", ""):
        page = as_user(staff).get(CHANGES, {"day": text})
        assert (page.status_code, page.context["day"]) == (200, None)
        assert page.context["form"].errors


def test_the_question_costs_the_same_at_any_number(staff, leader, as_user, django_assert_max_num_queries):
    browser = as_user(staff)
    local(staff, leader)
    with django_assert_max_num_queries(8):
        browser.get(CHANGES, {"day": "2080-01-01"})


def test_a_township_leader_does_not_see_the_rules(db, as_user):
    assert as_user(TownshipUserFactory()).get(CHANGES).status_code == 403


def test_the_list_says_which_day_judges_what(staff, as_user):
    page = as_user(staff).get(reverse("cadres:rule_list"))

    assert [kind.key for kind in page.context["judged"]] == sorted(JUDGED.keys())
    assert "the day on which it is opened" in page.text


def test_the_api_answers_as_of_a_day_with_the_history(api):
    path = f"/api/v1/rules/{DAYS.key}/"

    now, then = api.get(path).json(), api.get(f"{path}?on=2090-01-01").json()

    assert (now["value"], now["source"]) == ("5", "Invented Law (2020), Art 7")
    assert (then["value"], then["source"], then["low"]) == ("8", "Invented Law (2090), Art 9", "8")
    assert [(row["since"], row["until"], row["value"]) for row in now["versions"]] == [
        (None, "2090-01-01", "5"),
        ("2090-01-01", None, "8"),
    ]
    assert api.get("/api/v1/rules/?on=soon").status_code == 400
    parts = {row["key"]: row["part"] for row in api.get("/api/v1/rules/?on=2026-01-01").json() if row["part"]}
    assert parts == {
        "decision.quorum": "2/3",
        "decision.majority": "1/2",
        "gov.sessions": "2/3",
        "gov.win": "1/2",
        "party.quorum": "4/5",
        "party.win": "1/2",
        "recommend.quorum": "2/3",
    }


@pytest.mark.parametrize(
    ("first", "last", "value", "refused"),
    [
        (date(2089, 1, 1), date(2089, 12, 31), 7, []),
        (date(2089, 1, 1), date(2090, 1, 1), 7, ["out-of-bounds"]),
        (date(2089, 1, 1), None, 7, ["out-of-bounds"]),
        (date(2089, 1, 1), None, 8, []),
        (date(2090, 1, 1), None, 7, ["out-of-bounds"]),
    ],
)
def test_a_setting_keeps_within_the_law_of_all_its_days(staff, first, last, value, refused):
    given = {"value": value, "first_day": first, "last_day": last, "basis": "b", "by": staff}
    if refused:
        assert refusal(propose_setting, DAYS, CountyFactory(), **given) == refused
    else:
        assert propose_setting(DAYS, CountyFactory(), **given).pk
