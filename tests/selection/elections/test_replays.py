"""What a draft setting would have done to elections, as the page of the setting tells it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.models import LocalRule
from cadres.platform.calendar import facts as workdays
from cadres.platform.rule_settings.facts import Rulebook
from selection.elections.choices import Stage
from selection.elections.facts import notice_span
from selection.elections.models import Election, Recommendation
from selection.elections.replays import judge
from tests.support.cadres import CountyFactory, UserFactory
from tests.support.selection import days_ago, ready_election

pytestmark = pytest.mark.django_db


def draft(staff, key, *, value=None, action=""):
    return LocalRule.objects.create(
        division=staff.remits.get().division,
        key=key,
        value=value,
        action=action,
        during=DateRange(date(2027, 1, 1), None),
        basis="县委〔2026〕5号",
        set_by=staff,
    )


def changed(user, setting):
    """Codes newly refused and no longer refused, case by case."""
    cases = judge(user, lambda book: book.with_setting(setting))
    return [([o.code for o in case.newly_refused], [o.code for o in case.newly_passed]) for case in cases]


@pytest.mark.parametrize(
    ("stage", "key", "value", "expected"),
    [
        (Stage.INSPECTED, "inspect.team", 2, [([], [])]),
        (Stage.INSPECTED, "inspect.team", 3, [(["team-too-small", "team-too-small"], [])]),
        (Stage.RECOMMENDED, "inspect.team", 3, [(["team-too-small", "team-too-small"], [])]),  # its next step
        (Stage.REGISTRATION, "inspect.team", 3, [([], [])]),
        (Stage.REGISTRATION, "recommend.surplus", 2, [(["too-few-names"], [])]),
        (Stage.APPOINTED, "recommend.surplus", 2, [(["too-few-names"], [])]),
        (Stage.ABANDONED, "recommend.surplus", 2, [(["too-few-names"], [])]),
        (Stage.NOTICED, "notice.days", 14, [([], [])]),
        (Stage.NOTICED, "notice.days", 15, [(["notice-running"], [])]),
    ],
)
def test_a_stricter_number_names_who_would_have_been_refused(staff, stage, key, value, expected):
    election = ready_election(stage)
    if key == "notice.days":  # a notice of fourteen working days is over, one of fifteen is not
        Election.objects.filter(pk=election.pk).update(notice_from=fifteen_working_days_ago())
    assert changed(staff, draft(staff, key, value=Decimal(value))) == expected


def fifteen_working_days_ago():
    """The latest first day whose notice of fourteen working days is over, while one of fifteen runs today at least."""
    national, known = Rulebook(on=days_ago(0)), workdays.known()
    lasts = {number: national.with_setting(LocalRule(key="notice.days", value=Decimal(number))) for number in (14, 15)}
    return next(
        days_ago(number)
        for number in range(10, 60)
        if notice_span(days_ago(number), lasts[14], known).last < days_ago(0)
        and notice_span(days_ago(number), lasts[15], known).last >= days_ago(0)
    )


def test_a_milder_action_names_what_would_no_longer_be_refused(staff):
    election = ready_election(Stage.REGISTRATION)
    Recommendation.objects.filter(election=election).update(present=10)
    (refused, passed) = changed(staff, draft(staff, "recommend.quorum", action="remind"))[0]
    assert (refused, passed) == ([], ["recommendation-quorum"])
    assert Election.objects.get(pk=election.pk).stage == Stage.REGISTRATION


def test_only_cases_in_reach_are_judged(staff):
    ready_election(Stage.REGISTRATION)
    stranger = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    assert changed(stranger, draft(staff, "recommend.surplus", value=2)) == []


def test_the_page_of_a_proposal_leads_to_its_trial(staff, leader, as_user):
    election = ready_election(Stage.INSPECTED)
    setting = draft(staff, "inspect.team", value=3)
    client = as_user(leader)
    url = reverse("cadres:setting_replay", args=[setting.pk])
    assert url in client.get(setting.get_absolute_url()).content.decode()

    page = client.get(url)

    group = next(one for one in page.context["groups"] if one.changed)
    assert (group.total, group.refused, group.passed) == (1, 1, 0)
    text = page.content.decode()
    assert election.get_absolute_url() in text
    assert "the team needs at least 3 persons" in text
    assert client.get(reverse("cadres:setting_replay", args=[0])).status_code == 404
