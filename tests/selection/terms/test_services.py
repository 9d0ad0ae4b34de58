"""The nightly sweep: finds, settles, tells, once; and says what the pure rule says."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from cadres.models import LocalRule, Notice, OutboxMessage, Tenure
from cadres.platform.notices.points import text_of
from cadres.registry.tenures.choices import EndReason
from cadres.registry.tenures.rules import Span, full_terms
from cadres.shared.dates import add_months
from selection.terms.choices import Kind
from selection.terms.models import Watch
from selection.terms.rules import Holding, Settings, findings
from selection.terms.services import watch_tenures
from selection.terms.tasks import watch_tenures as task
from tests.support.cadres import (
    CountyFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.concurrency import run_concurrently
from tests.support.points import todo_of
from tests.support.selection import VacancyFactory, days_ago, running_term

TODAY = date(2026, 11, 23)


def holder(*, ends: date | None, since: date = date(2023, 1, 10), **changes) -> Tenure:
    tenure = TenureFactory(held=DateRange(since, None), **changes)
    if ends:
        running_term(tenure.post, ends=ends)
    return tenure


def found() -> set[tuple[int, str, date]]:
    return set(Watch.objects.unsettled().values_list("tenure_id", "kind", "due_on"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ends", [add_months(TODAY, m) for m in (0, 1, 3, 4, 6, 7, 12, 13)] + [None, date(2026, 1, 31)]
)
@pytest.mark.parametrize("since", [date(2023, 1, 10), date(2016, 11, 23), date(2017, 11, 23), date(2017, 11, 24)])
def test_sql_says_what_the_rule_says(ends, since):
    tenure = holder(ends=ends, since=since)
    watch_tenures(today=TODAY)
    expected = findings(Holding(since=since, term_ends=ends), Settings(), TODAY)
    assert found() == {(tenure.pk, kind, due) for kind, due in expected.items()}


@pytest.mark.django_db
def test_staff_with_the_remit_and_the_leader_are_told_once():
    tenure = holder(ends=add_months(TODAY, 5))
    staff, stranger = UserFactory(), UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    account = TownshipUserFactory(cadre=tenure.cadre)
    assert watch_tenures(today=TODAY) == {"found": 1, "settled": 0, "notices": 2, "notices_settled": 0}
    assert watch_tenures(today=TODAY) == {"found": 0, "settled": 0, "notices": 0, "notices_settled": 0}
    kinds = dict(Notice.objects.values_list("user_id", "kind"))
    assert kinds == {staff.pk: "selection.term_end", account.pk: "selection.own_term_end"}
    assert stranger.pk not in kinds
    notice = Notice.objects.get(user=staff)
    assert notice.url == f"/watch/vacancy/?tenure={tenure.pk}"
    assert tenure.cadre.name in text_of(notice.kind, notice.params)


@pytest.mark.django_db
def test_more_urgent_reminder_takes_the_place_and_the_end_settles_it():
    tenure = holder(ends=add_months(TODAY, 5))
    UserFactory()
    watch_tenures(today=TODAY)
    later = watch_tenures(today=add_months(TODAY, 3))
    assert later == {"found": 1, "settled": 1, "notices": 1, "notices_settled": 1}
    assert [kind for _t, kind, _d in found()] == [Kind.TERM_END_3]
    Tenure.objects.filter(pk=tenure.pk).update(held=DateRange(tenure.held.lower, TODAY), end_reason=EndReason.TERM_END)
    assert watch_tenures(today=add_months(TODAY, 4))["settled"] == 1
    assert found() == set()
    assert not Notice.objects.unsettled().exists()


@pytest.mark.django_db
def test_new_term_settles_the_old_one():
    tenure = holder(ends=add_months(TODAY, -1))
    watch_tenures(today=TODAY)
    assert [kind for _t, kind, _d in found()] == [Kind.TERM_OVER]
    begins = add_months(TODAY, -1)
    TermFactory(organization=tenure.post.organization, ordinal=19, period=DateRange(begins, add_months(begins, 60)))
    assert watch_tenures(today=TODAY)["settled"] == 1
    assert found() == set()


@pytest.mark.django_db
def test_second_full_term_counts_both_tenures_of_a_re_elected_leader():
    post = PostFactory()
    ends = add_months(TODAY, 6)
    middle, begin = add_months(ends, -60), add_months(ends, -120)
    TermFactory(organization=post.organization, ordinal=18, period=DateRange(begin, middle))
    TermFactory(organization=post.organization, ordinal=19, period=DateRange(middle, ends))
    first = TenureFactory(post=post, held=DateRange(begin, middle), end_reason=EndReason.TERM_END)
    second = TenureFactory(post=post, cadre=first.cadre, held=DateRange(middle, None))
    watch_tenures(today=TODAY)
    assert found() == {
        (second.pk, Kind.TERM_END_6, ends),
        (second.pk, Kind.TWO_TERMS, ends),
        (second.pk, Kind.ROTATION_10Y, add_months(begin, 120)),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("enough", [None, 36, 48])
@pytest.mark.parametrize("days", [0, 1, 700, 730, 731, 732])
def test_sql_counts_full_terms_as_the_rule_does(days, enough, staff, leader):
    """The first term was held from so many days after it began, the second from its first day."""
    post = PostFactory()
    division = post.organization.division
    ends = add_months(TODAY, 6)
    middle, begin = add_months(ends, -60), add_months(ends, -120)
    for ordinal, period in enumerate((DateRange(begin, middle), DateRange(middle, ends)), start=18):
        TermFactory(organization=post.organization, ordinal=ordinal, period=period)
    since = begin + timedelta(days=days)
    first = TenureFactory(post=post, held=DateRange(since, middle), end_reason=EndReason.TERM_END)
    second = TenureFactory(post=post, cadre=first.cadre, held=DateRange(middle, None))
    if enough:
        LocalRule.objects.create(
            division=division,
            key="term.partial_as_full",
            value=enough,
            action="remind",
            during=DateRange(date(2026, 1, 1), None),
            basis="1",
            set_by=staff,
            approved_by=leader,
        )
    watch_tenures(today=TODAY)
    terms = [Span(begin, middle), Span(middle, ends)]
    number = full_terms([Span(since, middle), Span(middle)], terms, ends, enough_months=enough)
    expected = findings(Holding(since, ends, number), Settings(enough_months=enough), TODAY)
    assert found() == {(second.pk, kind, due) for kind, due in expected.items()}
    whole_term_missed = {None: days > 0, 36: days > 730, 48: days > 365}[enough]
    assert (Kind.TWO_TERMS in expected) is not whole_term_missed


@pytest.mark.django_db
def test_only_main_posts_held_now_are_watched():
    running_term(TenureFactory(post=PostFactory(kind="deputy_head", name="副镇长")).post, ends=add_months(TODAY, 2))
    running_term(
        TenureFactory(held=DateRange(date(2020, 1, 1), date(2022, 1, 1)), end_reason=EndReason.PROMOTED).post,
        ends=add_months(TODAY, 2),
    )
    assert watch_tenures(today=TODAY)["found"] == 0


@pytest.mark.django_db
def test_the_nearest_local_setting_decides(staff, leader):
    tenure = holder(ends=add_months(TODAY, 8), since=date(2016, 1, 1))
    rule = {"during": DateRange(date(2026, 1, 1), None), "basis": "1", "set_by": staff, "approved_by": leader}
    LocalRule.objects.create(division=CountyFactory(), key="watch.months_second", value=9, **rule)
    LocalRule.objects.create(
        division=tenure.post.organization.division, key="exchange.ten_years", action="off", **rule
    )
    watch_tenures(today=TODAY)
    assert [kind for _t, kind, _d in found()] == [Kind.TERM_END_6]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_find_everything_once():
    for _ in range(5):
        holder(ends=add_months(timezone.localdate(), 5))
    UserFactory()

    results = run_concurrently(watch_tenures, watch_tenures)

    assert sorted(r["found"] for r in results) == [0, 5]
    assert (Watch.objects.count(), Notice.objects.count()) == (5, 5)


@pytest.mark.django_db
def test_task_and_due_list(staff):
    tenure = holder(ends=add_months(timezone.localdate(), 5))
    task.delay()
    (due,) = todo_of("selection", staff, timezone.localdate())
    assert due.items[0].url == f"/watch/{Watch.objects.get().pk}/vacancy/"
    VacancyFactory(post=tenure.post, leaving=tenure, opened_on=days_ago(0))
    (due,) = todo_of("selection", staff, timezone.localdate())
    assert due.items[0].url.endswith("/election/")


@pytest.mark.django_db
def test_every_notice_of_the_watch_has_its_e_mail():
    tenure = holder(ends=add_months(TODAY, 5))
    UserFactory()
    TownshipUserFactory(cadre=tenure.cadre)

    for _night in range(2):
        watch_tenures(today=TODAY)
        mailed = OutboxMessage.objects.values_list("key", "user_id")
        assert {*mailed} == {(f"notice:{notice.pk}", notice.user_id) for notice in Notice.objects.all()}
        assert Notice.objects.count() == 2
