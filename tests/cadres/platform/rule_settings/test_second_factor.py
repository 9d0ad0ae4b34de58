"""What a county asks of a role beyond what the installation does: a setting like any other, and never less."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from cadres.models import Installation, LocalRule, User
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.regulations import FACTOR, second_factor_rule
from cadres.platform.rule_settings import services
from cadres.shared.regulations.catalogue import RULES, Action
from cadres.shared.scope import codes_above
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, UserFactory
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
SET_UP = reverse("mfa_activate_totp")


def asked_of(role, division=None, action=Action.BLOCK, during=f"[{FIRST},)", approved=True):
    return LocalRule.objects.create(
        division=division or CountyFactory(),
        key=f"{FACTOR}{role}",
        action=action,
        during=during,
        basis="县委组织部 1",
        set_by=UserFactory(),
        approved_by=LeaderFactory() if approved else None,
    )


def needs(user):
    """Asked both ways: as pages know the account, and as everybody else."""
    session = User.objects.for_session().get(pk=user.pk).needs_second_factor
    plain = User.objects.get(pk=user.pk).needs_second_factor
    assert session == plain
    return session


def test_whoever_has_the_role_in_that_county_sets_one_up_first(as_user):
    staff, leader = UserFactory(role=Role.STAFF), LeaderFactory()
    assert as_user(staff).get(reverse("home")).status_code == 200

    asked_of(Role.STAFF)

    assert as_user(staff).get(reverse("home")).url == SET_UP
    assert "Your role needs a second factor" in as_user(staff).get(SET_UP).text
    assert as_user(staff).get("/api/v1/cadres/").status_code == 403
    assert not needs(leader)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLIENT])
def test_each_role_has_its_setting(role):
    user = UserFactory(role=role)
    county = CountyFactory()
    Installation.objects.update_or_create(id=1, defaults={"division": county})
    if role == Role.TOWNSHIP:
        User.objects.filter(pk=user.pk).update(cadre=CadreFactory(division=county))
    assert not needs(user)

    asked_of(role)

    assert needs(user)


def test_a_client_has_none():
    robot = UserFactory(role=Role.CLIENT)
    asked_of(Role.STAFF)

    assert f"{FACTOR}{Role.CLIENT}" not in RULES
    assert not needs(robot)


def test_of_another_county_it_asks_nothing():
    other = CountyFactory(code="511922000000")
    staff = UserFactory(role=Role.STAFF)
    township = UserFactory(role=Role.TOWNSHIP, cadre=CadreFactory())
    system = UserFactory(role=Role.SYSTEM)
    Installation.objects.update_or_create(id=1, defaults={"division": CountyFactory()})
    for role in (Role.STAFF, Role.TOWNSHIP, Role.SYSTEM):
        asked_of(role, other)

    assert not any(map(needs, (staff, township, system)))


def test_it_counts_below_and_not_above():
    prefecture, township = CountyFactory(code="511900000000"), CountyFactory(code="511923104000")
    above = UserFactory(role=Role.STAFF, remit=prefecture)
    below = UserFactory(role=Role.STAFF, remit=township)

    asked_of(Role.STAFF)

    assert needs(below)
    assert not needs(above)


def test_the_nearest_setting_wins_and_one_of_several_remits_is_enough():
    prefecture, other = CountyFactory(code="511900000000"), CountyFactory(code="511922000000")
    staff = UserFactory(role=Role.STAFF)
    asked_of(Role.STAFF, prefecture)
    assert needs(staff)

    asked_of(Role.STAFF, CountyFactory(), Action.OFF)
    assert not needs(staff)

    staff.remits.create(division=other)
    assert needs(staff)


@pytest.mark.parametrize(
    ("during", "approved", "needed"),
    [
        ("[{yesterday},{today})", True, False),
        ("[{today},)", True, True),
        ("[{yesterday},{tomorrow})", True, True),
        ("[{tomorrow},)", True, False),
        ("[{today},)", False, False),
    ],
)
def test_it_counts_from_its_first_day_to_its_last_and_only_approved(during, approved, needed):
    today = localdate()
    days = {"yesterday": today - timedelta(days=1), "today": today, "tomorrow": today + timedelta(days=1)}
    staff = UserFactory(role=Role.STAFF)

    asked_of(Role.STAFF, during=during.format(**days), approved=approved)

    assert needs(staff) is needed


def test_it_takes_two_people(staff, leader):
    county = CountyFactory()
    rule = RULES[f"{FACTOR}{Role.STAFF}"]
    values = {"action": Action.BLOCK, "first_day": localdate(), "basis": "县委组织部〔2026〕3号"}
    setting = services.propose_setting(rule, county, **values, by=staff)
    assert not needs(staff)

    services.approve_setting(setting, by=leader)

    assert needs(staff)


def test_what_the_installation_asks_for_no_county_takes_back(settings, leader, staff):
    settings.SECOND_FACTOR_ROLES = [Role.LEADER]
    asked_of(Role.LEADER, action=Action.OFF)
    assert needs(leader)

    rule = second_factor_rule(Role.LEADER, "Leaders")
    assert not rule.adjustable
    assert rule.on(FIRST).action == Action.BLOCK
    with pytest.raises(services.Refused) as refused:
        services.propose_setting(
            rule, CountyFactory(), action=Action.OFF, first_day=localdate(), basis="县委组织部 1", by=staff
        )
    assert codes(refused) == ["rule-fixed"]


def test_the_codes_above_are_the_same_in_the_database():
    for code in ("511923104201", "511923104000", "511923000000", "511900000000", "510000000000"):
        division = CountyFactory(code=code)
        for above in codes_above(code):
            setting = asked_of(Role.STAFF, CountyFactory(code=above))
            assert needs(UserFactory(role=Role.STAFF, remit=division)), (code, above)
            setting.delete()


def test_no_page_asks_the_database_more_often(as_user, staff):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert as_user_browser.get(reverse("cadres:sign_ins")).status_code == 200
        return len(asked)

    as_user_browser = as_user(staff)
    cost()
    before = cost()
    asked_of(Role.LEADER)
    asked_of(Role.TOWNSHIP)

    assert cost() == before
