"""Which posts go together: the rule day by day, and the rule against the trigger over all pairs of posts."""

from datetime import date
from itertools import combinations_with_replacement, product

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Pilot, Tenure
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.choices import EndReason
from cadres.registry.tenures.facts import holding, pilots_of
from cadres.registry.tenures.rules import Holding, PilotPeriod, Span, against_both, full_terms, needs_pilot
from cadres.registry.tenures.services import end_tenure
from tests.support.cadres import CadreFactory, OrganizationFactory, PostFactory, TenureFactory, TownshipFactory
from tests.support.objections import codes

HERE, THERE = "511923100000", "511923200000"
FIRST, LAST = date(2023, 1, 10), date(2026, 1, 10)  # the days both posts are held: the last one excluded


def code(one, other, *pilots):
    found = against_both(one, other, pilots)
    return "".join(codes([found] if found else []))


def post(kind, since=FIRST, until=LAST, division=HERE):
    return Holding(kind, division, Span(since, until))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2023, 1, 9), date(2026, 1, 11), ""),
        (date(2023, 1, 10), date(2026, 1, 10), ""),
        (date(2023, 1, 10), None, ""),
        (date(2023, 1, 11), date(2026, 1, 10), "one-shoulder"),
        (date(2023, 1, 10), date(2026, 1, 9), "one-shoulder"),
        (date(2023, 1, 11), None, "one-shoulder"),
    ],
)
def test_a_pilot_covers_the_first_and_the_last_day_of_both(since, until, expected):
    both = post(PostKind.SECRETARY), post(PostKind.HEAD)

    assert code(*both, PilotPeriod(HERE, Span(since, until))) == expected
    assert code(*reversed(both), PilotPeriod(HERE, Span(since, until))) == expected


def test_two_pilots_in_a_row_are_two_declarations():
    middle = date(2024, 1, 1)
    both = post(PostKind.SECRETARY), post(PostKind.HEAD)

    assert code(*both, PilotPeriod(HERE, Span(FIRST, middle)), PilotPeriod(HERE, Span(middle))) == "one-shoulder"


@pytest.mark.parametrize(("until", "expected"), [(date(2036, 1, 1), "one-shoulder"), (None, "")])
def test_posts_without_an_end_need_a_pilot_without_one(until, expected):
    both = post(PostKind.SECRETARY, until=None), post(PostKind.HEAD, until=None)

    assert code(*both, PilotPeriod(HERE, Span(FIRST, until))) == expected


@pytest.mark.parametrize(
    ("begins", "expected"), [(date(2026, 1, 9), True), (date(2026, 1, 10), False), (date(2026, 1, 11), False)]
)
def test_posts_that_only_touch_are_not_held_together(begins, expected):
    one, other = post(PostKind.SECRETARY), post(PostKind.HEAD, since=begins, until=None)

    assert bool(code(one, other)) == expected
    assert bool(code(other, one)) == expected
    assert needs_pilot(one, other) == expected


def test_the_refusal_names_rule_and_article():
    chair = against_both(post(PostKind.HEAD), post(PostKind.CONGRESS_CHAIR), ())
    shoulder = against_both(post(PostKind.HEAD), post(PostKind.SECRETARY, division=THERE), ())

    assert (chair.rule, str(chair.article)) == (
        "gov.chair",
        "Organic Law of Local Congresses and Governments (2022), Art 18",
    )
    assert (shoulder.rule, str(shoulder.article)) == ("pilot.one_shoulder", "Declaration of the county")


@pytest.mark.parametrize(("pilot_there", "expected"), [(False, False), (True, False)])
def test_only_a_pilot_of_one_township_can_allow_both(pilot_there, expected):
    one, other = post(PostKind.SECRETARY), post(PostKind.HEAD, division=THERE)
    pilots = [PilotPeriod(HERE, Span(FIRST)), *([PilotPeriod(THERE, Span(FIRST))] if pilot_there else [])]

    assert (code(one, other, *pilots) == "") == expected
    assert not needs_pilot(one, other)


# --- rule and trigger ---------------------------------------------------------------------------

SINCE, UNTIL = date(2020, 1, 1), date(2026, 1, 1)
TIMES = {
    "overlapping": (DateRange(SINCE, UNTIL), DateRange(date(2024, 1, 1), date(2028, 1, 1))),
    "touching": (DateRange(SINCE, UNTIL), DateRange(UNTIL, date(2028, 1, 1))),
    "open": (DateRange(SINCE, None), DateRange(date(2024, 1, 1), None)),
}
PILOTS = {
    "none": None,
    "of both": DateRange(date(2024, 1, 1), UNTIL),
    "of part": DateRange(date(2024, 1, 2), None),
    "for good": DateRange(SINCE, None),
}
CONSTRAINTS = {"cadres_tenure_one_shoulder": "one-shoulder", "cadres_tenure_chair_not_head": "chair-not-head"}


def by_trigger(cadre, one, other, times):
    """The code of the rule whose constraint the database names; nothing stays written."""
    ended = [{"end_reason": "promoted"} if held.upper else {} for held in times]
    try:
        with transaction.atomic():
            Tenure.objects.bulk_create(
                Tenure(cadre=cadre, post=post, held=held, start_basis="appointment", **end)
                for post, held, end in zip((one, other), times, ended, strict=True)
            )
            connection.check_constraints()
            transaction.set_rollback(True)
    except IntegrityError as error:
        return CONSTRAINTS[error.__cause__.diag.constraint_name]
    return ""


@pytest.mark.django_db
@pytest.mark.parametrize(("pilot", "time", "same"), list(product(PILOTS, TIMES, (True, False))), ids=str)
def test_rule_and_trigger_say_the_same_of_every_pair_of_posts(pilot, time, same):
    here = TownshipFactory()
    bodies = [
        OrganizationFactory(division=here, name="甲机关"),
        OrganizationFactory(division=here if same else TownshipFactory(), name="乙机关"),
    ]
    if PILOTS[pilot]:
        Pilot.objects.create(division=here, period=PILOTS[pilot], basis="县委〔2020〕1号")
    ones, others = (
        {kind: PostFactory(kind=kind, name=f"{kind.label} {number}", organization=body) for kind in PostKind}
        for number, body in enumerate(bodies)
    )
    cadre = CadreFactory()
    declared = pilots_of(here.pk)

    rule, trigger = {}, {}
    for one, other in combinations_with_replacement(PostKind, 2):
        pair = ones[one], others[other]
        held = [holding(post, span) for post, span in zip(pair, TIMES[time], strict=True)]
        rule[one, other] = code(*held, *declared)
        trigger[one, other] = by_trigger(cadre, *pair, TIMES[time])

    assert rule == trigger
    assert set(rule.values()) == expected_codes(pilot, time, same)


def expected_codes(pilot, time, same):
    """So that the comparison is not one of two silent tables."""
    if time == "touching":
        return {""}
    covered = pilot == "for good" or (pilot == "of both" and time == "overlapping")
    return {"", "chair-not-head"} if covered and same else {"", "chair-not-head", "one-shoulder"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PostKind.HEAD, "chair-not-head"),
        (PostKind.DEPUTY_HEAD, "chair-not-head"),
        (PostKind.SECRETARY, ""),
        (PostKind.DEPUTY_SECRETARY, ""),
        (PostKind.CONGRESS_CHAIR, ""),
    ],
)
def test_the_chair_of_the_congress_holds_no_post_of_the_government(kind, expected):
    chair = post(PostKind.CONGRESS_CHAIR, division=THERE)
    assert code(chair, post(kind)) == code(post(kind), chair) == expected


@pytest.mark.django_db
def test_a_pair_on_record_can_be_ended_and_not_prolonged():
    cadre, until = CadreFactory(), date(2026, 1, 1)
    with pgtrigger.ignore("cadres.Tenure:one_shoulder"):
        rows = [
            TenureFactory(cadre=cadre, post=PostFactory(kind=kind, name=kind.label), held=DateRange(SINCE, None))
            for kind in (PostKind.CONGRESS_CHAIR, PostKind.DEPUTY_HEAD)
        ]
        connection.check_constraints()
    end_tenure(rows[1], on=until, reason=EndReason.EXCHANGED, by=None)
    connection.check_constraints()
    Tenure.objects.filter(pk=rows[1].pk).update(held=DateRange(SINCE, date(2026, 1, 2)))
    with pytest.raises(IntegrityError):
        connection.check_constraints()


BEGINS, MIDDLE, ENDS = date(2016, 10, 1), date(2021, 10, 1), date(2026, 10, 1)
TERMS = (Span(BEGINS, MIDDLE), Span(MIDDLE, ENDS))


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        ([Span(BEGINS)], date(2026, 9, 30), 1),
        ([Span(BEGINS)], ENDS, 2),
        ([Span(BEGINS)], date(2026, 10, 2), 2),
        ([Span(date(2016, 9, 30))], ENDS, 2),
        ([Span(date(2016, 10, 2))], ENDS, 1),
        ([Span(BEGINS, date(2026, 9, 30))], ENDS, 0),
        ([Span(BEGINS, MIDDLE), Span(MIDDLE, ENDS)], ENDS, 2),
        ([Span(BEGINS, date(2018, 3, 1)), Span(date(2018, 3, 1))], ENDS, 2),
        ([Span(BEGINS, date(2018, 3, 1)), Span(date(2018, 3, 2))], ENDS, 1),
        ([Span(BEGINS, MIDDLE)], ENDS, 0),
        ([Span(BEGINS, MIDDLE)], date(2026, 9, 30), 1),
        ([], ENDS, 0),
    ],
)
def test_full_terms_in_a_row_to_the_day(held, on, expected):
    assert full_terms(held, reversed(TERMS), on) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([Span(date(2018, 10, 3), MIDDLE)], 0),  # 1,094 days; the first 36 months of the term have 1,095
        ([Span(date(2018, 10, 2), MIDDLE)], 1),
        ([Span(date(2018, 10, 1), MIDDLE)], 1),
        ([Span(date(2018, 1, 1), date(2019, 6, 17)), Span(date(2020, 2, 20), MIDDLE)], 1),  # 532 + 589 days
        ([Span(date(2018, 1, 1), date(2019, 1, 1)), Span(date(2019, 10, 3), MIDDLE)], 0),  # 365 + 729 days
        ([Span(date(2018, 1, 1), date(2019, 1, 1)), Span(date(2019, 10, 2), MIDDLE)], 1),  # 365 + 730 days
    ],
)
def test_part_of_a_term_that_counts_as_a_whole_one_adds_up_days(held, expected):
    assert full_terms(held, TERMS[:1], MIDDLE, enough_months=36) == expected
    assert full_terms(held, TERMS[:1], MIDDLE) == 0


@pytest.mark.parametrize(("since", "expected"), [(date(2024, 1, 1), 1), (date(2024, 1, 2), 0)])
def test_a_term_shorter_than_the_months_asked_for_is_served_in_full(since, expected):
    assert full_terms([Span(since)], [Span(date(2024, 1, 1), date(2025, 1, 1))], MIDDLE, enough_months=36) == 0
    assert full_terms([Span(since)], [Span(date(2024, 1, 1), date(2025, 1, 1))], ENDS, enough_months=36) == expected


def test_a_term_without_an_end_is_none():
    with pytest.raises(ValueError, match="a term has an end"):
        full_terms([], [Span(BEGINS)], ENDS)
