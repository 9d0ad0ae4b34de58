"""What a county sets where the law leaves it the choice: within the bounds, by two people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from cadres.models import LocalRule, Step
from cadres.platform.accounts.choices import Role
from cadres.platform.rule_settings.facts import rulebook
from cadres.platform.rule_settings.services import approve_setting, decline_setting, propose_setting
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.regulations import catalogue as lawbook
from cadres.shared.regulations.catalogue import Action, Rule
from tests.support.cadres import COUNTY, CountyFactory, LeaderFactory, UserFactory
from tests.support.points import contributed
from tests.support.refusals import codes

OPEN = Rule(
    "test.open",
    "Days of notice",
    "Invented rule, Art 1",
    value=5,
    unit="days",
    low=5,
    high=15,
    action=Action.BLOCK,
    actions=(Action.BLOCK, Action.OVERRIDE),
    acts_in="Tests",
)
FIXED = Rule("test.fixed", "Years of a term", "Invented rule, Art 2", value=5, low=5, high=5)
LAW_ONLY = Rule("test.action", "Only its action may be set", "Invented rule, Art 3", actions=(Action.REMIND,))


@pytest.fixture(autouse=True)
def _rules():
    with contributed(lawbook.RULES, OPEN, FIXED, LAW_ONLY):
        yield


@pytest.fixture
def county(db):
    return CountyFactory()


def propose(by, county, rule=OPEN, **change):
    values = {"value": Decimal(7), "first_day": timezone.localdate(), "basis": "County document 1", **change}
    return propose_setting(rule, county, by=by, **values)


def test_a_setting_counts_when_a_second_person_approved_it(staff, leader, county):
    setting = propose(staff, county, action=Action.OVERRIDE)
    today = timezone.localdate()
    assert rulebook(COUNTY, on=today).number("test.open") == 5

    approve_setting(setting, by=leader)

    book = rulebook(COUNTY, on=today)
    assert book.number("test.open") == 7
    assert book.action("test.open") == Action.OVERRIDE
    assert rulebook(COUNTY, on=today - timedelta(days=1)).number("test.open") == 5
    steps = Step.objects.filter(subject=f"cadres.localrule:{setting.pk}").values_list("move", "by")
    assert list(steps) == [("propose", staff.pk), ("approve", leader.pk)]


@pytest.mark.parametrize(
    ("rule", "change", "code"),
    [
        (OPEN, {"value": Decimal(4)}, "out-of-bounds"),
        (OPEN, {"value": Decimal(16)}, "out-of-bounds"),
        (OPEN, {"value": None}, "nothing-set"),
        (OPEN, {"action": "off"}, "action-not-allowed"),
        (OPEN, {"basis": " "}, "basis-missing"),
        (OPEN, {"last_day": date(2020, 1, 1)}, "ends-before-start"),
        (FIXED, {}, "rule-fixed"),
        (LAW_ONLY, {"action": "remind"}, "value-fixed"),
    ],
)
def test_what_the_law_does_not_leave_is_refused(staff, county, rule, change, code):
    with pytest.raises(Refused) as caught:
        propose(staff, county, rule, **change)

    assert codes(caught) == [code]
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize("value", [5, 15])
def test_the_bounds_themselves_are_allowed(staff, county, value):
    assert propose(staff, county, value=Decimal(value)).value == value


def test_who_proposes_needs_the_permission_and_the_division(leader, staff, county):
    with pytest.raises(PermissionDenied):
        propose(leader, county)
    with pytest.raises(PermissionDenied):
        propose(staff, CountyFactory(code="330523000000", name="安吉县"))


def test_who_set_it_cannot_approve_it(leader, county):
    setting = LocalRule.objects.create(
        division=county, key=OPEN.key, value=7, during=DateRange(timezone.localdate(), None), basis="x", set_by=leader
    )

    with pytest.raises(Refused) as caught:
        approve_setting(setting, by=leader)

    assert codes(caught) == ["four-eyes"]


def test_staff_cannot_approve(staff, county):
    setting = propose(staff, county)

    with pytest.raises(PermissionDenied):
        approve_setting(setting, by=UserFactory())


def test_a_newer_setting_ends_the_older_one(staff, leader, county):
    today = timezone.localdate()
    older = approve_setting(propose(staff, county, first_day=today - timedelta(days=30)), by=leader)

    approve_setting(propose(staff, county, value=Decimal(9)), by=leader)

    older.refresh_from_db()
    assert older.during.upper == today
    assert rulebook(COUNTY, on=today).number("test.open") == 9
    assert rulebook(COUNTY, on=today - timedelta(days=1)).number("test.open") == 7


def test_the_same_time_is_not_set_twice(staff, leader, county):
    approve_setting(propose(staff, county), by=leader)

    with pytest.raises(Refused) as caught:
        approve_setting(propose(staff, county, value=Decimal(9)), by=leader)

    assert codes(caught) == ["setting-overlaps"]


def test_approved_once_is_enough(staff, leader, county):
    setting = approve_setting(propose(staff, county), by=leader)

    with pytest.raises(Refused) as caught:
        approve_setting(setting, by=LeaderFactory())

    assert codes(caught) == ["approved-already"]


def test_declined_and_withdrawn_are_off_the_list(staff, leader, county):
    first, second = propose(staff, county), propose(staff, county)

    decline_setting(first, by=leader)
    decline_setting(second, by=staff)

    assert not LocalRule.objects.exists()
    assert list(Step.objects.order_by("pk").values_list("move", flat=True))[-2:] == ["decline", "withdraw"]
    with pytest.raises(OutOfDate):
        approve_setting(first, by=leader)
    with pytest.raises(PermissionDenied):
        decline_setting(propose(staff, county), by=UserFactory(role=Role.CLIENT))


def test_the_pages_from_proposal_to_approval(staff, leader, county, as_user):
    page = reverse("cadres:setting_propose", args=[OPEN.key])
    wish = {"division": COUNTY, "value": "3", "action": "", "first_day": "2026-01-01", "basis": "County document 1"}

    refused = as_user(staff).post(page, wish)
    done = as_user(staff).post(page, {**wish, "value": "8"})

    assert refused.status_code == 422
    assert "between 5 and 15" in refused.content.decode()
    assert done.url == reverse("cadres:rule_detail", args=[OPEN.key])
    setting = LocalRule.objects.get()
    shown = as_user(leader).get(done.url).content.decode()
    approve = reverse("cadres:setting_approve", args=[setting.pk])
    assert approve in shown
    assert approve not in as_user(staff).get(done.url).content.decode()
    matter = as_user(leader).get(approve).context["matter"]
    proposed, without = (dict(part.facts) for part in matter.parts)
    assert (proposed["Basis document"], proposed["Set by"]) == ("County document 1", staff)
    assert (proposed["Value"].split()[0], without["Value"].split()[0]) == ("8", "5")
    assert matter.is_free
    as_user(leader).post(approve)
    assert rulebook(COUNTY, on=timezone.localdate()).number(OPEN.key) == 8
    listed = as_user(staff).get(reverse("cadres:rule_list")).content.decode()
    assert "County document 1" in listed
    assert as_user(leader).post(approve).status_code == 422


def test_an_unknown_rule_is_no_page(staff, as_user):
    assert as_user(staff).get(reverse("cadres:rule_detail", args=["no.such"])).status_code == 404
    assert as_user(staff).get(reverse("cadres:setting_propose", args=["no.such"])).status_code == 404


def test_the_page_of_rules_costs_the_same_at_any_number(staff, county, as_user, django_assert_num_queries):
    propose(staff, county)
    browser = as_user(staff)

    with django_assert_num_queries(6):
        browser.get(reverse("cadres:rule_list"))
