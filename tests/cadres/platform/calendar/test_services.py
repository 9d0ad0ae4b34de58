"""A year's calendar through its services: two people, versions, races, and what the database refuses."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from cadres.models import CalendarYear, Notice, SpecialDay, Step
from cadres.platform.accounts.choices import Role
from cadres.platform.calendar import facts as workdays
from cadres.platform.calendar import services
from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.rules.days import Entry
from cadres.platform.calendar.rules.notation import read_text
from cadres.platform.calendar.todo import calendars, years_wanted
from cadres.shared.errors import OutOfDate
from tests.cadres.platform.calendar.factories import approved
from tests.support.cadres import LeaderFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

# Invented for the tests: the State Council's notice of this year is not known to them.
LINES = """
2027-01-01..2027-01-03 holiday 元旦
2027-02-05..2027-02-13 holiday 春节
2027-02-14 works 春节
2027-02-20 works 春节
2027-04-03..2027-04-05 holiday 清明
2027-05-01..2027-05-05 holiday 劳动节
2027-06-09 holiday 端午
2027-09-15 holiday 中秋
2027-10-01..2027-10-07 holiday 国庆节
"""
ENTRIES, _FAULTS = read_text(LINES)


def draft_of(staff, entries=None, **change) -> CalendarYear:
    values = {"entries": entries or ENTRIES, "document": "国办发明电〔2026〕0号", "by": staff, **change}
    return services.save_draft(2027, **values)


def test_a_draft_counts_when_a_second_person_approved_it(staff, leader):
    approved(2026)
    draft = draft_of(staff)
    assert (workdays.span(date(2027, 2, 4), 3).last, workdays.span(date(2027, 2, 4), 3).certain) == (
        date(2027, 2, 11),
        False,
    )

    services.approve_draft(draft, by=leader)

    found = workdays.span(date(2027, 2, 4), 3)
    assert (found.last, found.certain, found.years) == (date(2027, 2, 16), True, ())  # Sunday the 14th is worked
    assert workdays.years_open(date(2027, 2, 1), date(2027, 3, 1)) == ()
    assert list(Step.objects.of(draft).values_list("move", "by")) == [("draft", staff.pk), ("approve", leader.pk)]


def test_who_may_draft_and_who_may_approve(staff, leader):
    with pytest.raises(PermissionDenied):
        draft_of(leader)
    draft = draft_of(staff)
    for role in (Role.STAFF, Role.TOWNSHIP, Role.SYSTEM, Role.AUDIT):
        with pytest.raises(PermissionDenied):
            services.approve_draft(draft, by=UserFactory(role=role))
    with pytest.raises(PermissionDenied):
        services.discard_draft(draft, by=UserFactory())
    assert CalendarYear.objects.get().stage == Stage.DRAFT


def test_who_set_it_cannot_approve_it(staff, leader):
    draft = draft_of(staff)
    CalendarYear.objects.filter(pk=draft.pk).update(set_by=leader)

    assert refusal(services.approve_draft, draft, by=leader) == ["four-eyes"]
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarYear.objects.filter(pk=draft.pk).update(
            approved_by=leader, stage="approved", approved_at="2026-11-28 00:00Z"
        )


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"entries": [Entry(date(2027, 1, 1), date(2027, 1, 3), works=False)]}, ["statutory-works"]),
        ({"document": "  "}, ["document-missing"]),
        ({"entries": [Entry(date(2027, 1, 1), date(2027, 1, 3), works=False)], "document": ""}, None),
    ],
)
def test_a_refusal_gives_every_reason(staff, change, codes):
    codes = codes or ["statutory-works", "document-missing"]

    assert refusal(draft_of, staff, **change) == codes
    assert not CalendarYear.objects.exists()


def test_a_year_outside_the_tables_is_refused(staff):
    entries = [Entry(date(2100, 7, 3), date(2100, 7, 3), works=True)]

    assert refusal(services.save_draft, 2100, entries=entries, document="x", by=staff) == ["year-beyond"]


def test_a_draft_is_written_anew_and_nobody_overwrites_what_he_has_not_seen(staff, leader):
    first = draft_of(staff)
    seen = services.seen_of(first)
    other = UserFactory()
    second = draft_of(other, seen=seen)

    assert second.pk == first.pk
    assert second.set_by == other
    assert second.days.count() == SpecialDay.objects.count()
    with pytest.raises(OutOfDate):
        draft_of(staff, seen=seen)
    with pytest.raises(OutOfDate):
        services.approve_draft(second, by=leader, seen=seen)
    with pytest.raises(OutOfDate):
        draft_of(staff, seen="nothing")
    assert services.approve_draft(second, by=leader, seen=services.seen_of(second)).stage == Stage.APPROVED


def test_a_new_version_replaces_the_old_one_and_both_are_kept(staff, leader):
    old = services.approve_draft(draft_of(staff), by=leader)
    more = [*ENTRIES, Entry(date(2027, 7, 9), date(2027, 7, 9), works=False, name="纪念日")]
    draft = draft_of(staff, more)
    assert workdays.span(date(2027, 7, 8), 1).last == date(2027, 7, 9)

    services.approve_draft(draft, by=leader)

    old.refresh_from_db()
    assert (old.stage, old.days.filter(day=date(2027, 2, 14)).count()) == (Stage.REPLACED, 1)
    assert workdays.span(date(2027, 7, 8), 1).last == date(2027, 7, 12)
    assert old.events.count() == 3  # drafted, approved, replaced


def test_a_draft_is_withdrawn_by_its_writer_or_declined_by_a_leader(staff, leader):
    draft = draft_of(staff)
    services.discard_draft(draft, by=staff)
    other = draft_of(staff)
    services.discard_draft(other, by=leader)

    assert not CalendarYear.objects.exists()
    assert list(Step.objects.order_by("pk").values_list("move", flat=True)) == [
        "draft",
        "withdraw",
        "draft",
        "decline",
    ]
    with pytest.raises(OutOfDate):
        services.approve_draft(other, by=leader)


def test_leaders_are_told_once_and_the_notice_goes_with_the_approval(staff, leader):
    draft = draft_of(staff)
    draft_of(staff)
    assert list(Notice.objects.values_list("user", "kind", "settled_at")) == [
        (leader.pk, "cadres.calendar_waits", None)
    ]

    services.approve_draft(draft, by=leader)

    assert Notice.objects.get().settled_at is not None


# --- the database as the last guard -------------------------------------------------------------
@pytest.mark.parametrize(
    "write",
    [
        lambda c: SpecialDay.objects.filter(calendar=c).update(works=True),
        lambda c: SpecialDay.objects.filter(calendar=c).delete(),
        lambda c: SpecialDay.objects.create(calendar=c, day=date(2027, 7, 9), works=False),
        lambda c: CalendarYear.objects.filter(pk=c.pk).update(stage="draft", approved_at=None),
        lambda c: CalendarYear.objects.filter(pk=c.pk).delete(),
        lambda c: CalendarYear.objects.create(
            year=2027, stage="approved", approved_at="2026-11-28 00:00Z", document="x"
        ),
        lambda c: CalendarYear.objects.create(year=1948, document="x"),
        lambda c: CalendarYear.objects.create(year=2100, document="x"),
    ],
)
def test_the_database_keeps_an_approved_calendar_as_it_is(write):
    calendar = approved(2027, ENTRIES)

    with pytest.raises(DatabaseError), transaction.atomic():
        write(calendar)

    assert workdays.known(2027, 2027).special[date(2027, 2, 14)] is True


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_exactly_one_does():
    draft = draft_of(UserFactory())

    results = run_concurrently(*(partial(services.approve_draft, draft, by=LeaderFactory()) for _ in range(2)))

    assert len(refusals(results)) == 1
    assert CalendarYear.objects.in_force().count() == 1
    assert Step.objects.filter(move="approve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_the_same_draft_the_second_is_shown_the_first():
    people = [UserFactory(), UserFactory()]

    results = run_concurrently(*(partial(draft_of, one, seen="nothing") for one in people))

    assert [type(one) for one in refusals(results)] == [OutOfDate]
    assert CalendarYear.objects.count() == 1


# --- years that came with the program -----------------------------------------------------------
def test_years_of_the_program_are_approved_once_and_others_stay(staff, leader, capsys):
    own = approved(2026)
    call_command("load_calendar")
    assert "22 years added, known to the end of 2026" in capsys.readouterr().out

    call_command("load_calendar")

    assert "0 years added" in capsys.readouterr().out
    assert CalendarYear.objects.in_force().count() == 23
    assert not own.days.exists()
    assert workdays.known(2019, 2019).special[date(2018, 12, 29)] is True


@pytest.mark.parametrize(
    ("start", "counted", "not_counted"),
    [
        (date(2026, 2, 12), date(2026, 2, 25), date(2026, 2, 26)),
        (date(2026, 4, 30), date(2026, 5, 9), date(2026, 5, 11)),
        (date(2026, 9, 24), date(2026, 10, 8), date(2026, 10, 9)),
        (date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 30)),
    ],
)
def test_five_working_days_of_2026_from_the_database(start, counted, not_counted, django_assert_num_queries):
    call_command("load_calendar", verbosity=0)

    with django_assert_num_queries(2):
        assert workdays.span(start, 5, count_first=True).last == counted
        assert workdays.span(start, 5).last == not_counted
    assert workdays.span(start, 5).certain


# --- what is to be done -------------------------------------------------------------------------
def labels(user, today):
    return [(task.label, task.late) for task in calendars(user, today).items]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 1), [("The holidays of 2027 are not entered", False)]),
        (date(2026, 11, 30), [("The holidays of 2027 are not entered", False)]),
        (date(2026, 12, 1), [("The holidays of 2027 are not entered", True)]),
        (date(2027, 1, 1), [("The holidays of 2027 are not entered", True)]),
    ],
)
def test_staff_are_reminded_from_november_and_pressed_in_december(staff, leader, today, expected):
    approved(2026)

    assert labels(staff, today) == expected
    assert labels(leader, today) == []


def test_a_draft_turns_the_task_over_to_the_leader_and_approval_ends_it(staff, leader, django_assert_num_queries):
    approved(2026)
    draft = draft_of(staff)
    december = date(2026, 12, 1)

    with django_assert_num_queries(2):
        assert labels(staff, december) == []
        assert labels(leader, december) == [("The holidays of 2027 wait for your approval", True)]
    services.approve_draft(draft, by=leader)

    assert labels(leader, december) == []
    assert labels(staff, december) == []
    assert labels(UserFactory(role=Role.TOWNSHIP), december) == []


def test_the_next_year_is_wanted_from_november():
    assert years_wanted(date(2026, 10, 31)) == (2026,)
    assert years_wanted(date(2026, 11, 1)) == (2026, 2027)
