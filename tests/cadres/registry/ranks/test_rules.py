"""Years before the next rank, to the day. No database."""

from datetime import date

import pytest

from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.posts.choices import Grade
from cadres.registry.ranks.choices import Ladder, Rank
from cadres.registry.ranks.regulations import STEPS
from cadres.registry.ranks.rules import Facts, Held, Outlook, check_promotion, next_rank, outlook, years_in
from cadres.shared.dates import add_months
from selection.elections.rules.eligibility import AS_DEPUTY, long_enough_as_deputy
from tests.support.dossiers import candidate, facts
from tests.support.objections import codes, messages

SINCE = date(2023, 3, 31)


def known(held, excellent=(), basic=()):
    return Facts(Rulebook(on=date(2026, 10, 1)), held, excellent, basic)


def ranked(rank, since=SINCE, until=None):
    return Held(Ladder.RANK, rank, since, until)


def posted(grade, since=SINCE, until=None):
    return Held(Ladder.LEADING, grade, since, until)


def against(rank, on, *held):
    return codes(check_promotion(rank, on, known(held)))


@pytest.mark.parametrize(
    ("rank", "below", "first"),
    [
        (Rank.CLERK_1, Rank.CLERK_2, date(2025, 3, 31)),
        (Rank.PRINCIPAL_4, Rank.CLERK_1, date(2025, 3, 31)),
        (Rank.PRINCIPAL_3, Rank.PRINCIPAL_4, date(2025, 3, 31)),
        (Rank.PRINCIPAL_2, Rank.PRINCIPAL_3, date(2025, 3, 31)),
        (Rank.PRINCIPAL_1, Rank.PRINCIPAL_2, date(2025, 3, 31)),
        (Rank.CONSULTANT_4, Rank.PRINCIPAL_1, date(2025, 3, 31)),
        (Rank.CONSULTANT_3, Rank.CONSULTANT_4, date(2025, 3, 31)),
        (Rank.CONSULTANT_2, Rank.CONSULTANT_3, date(2025, 3, 31)),
    ],
)
def test_each_rank_needs_its_years_to_the_day(rank, below, first):
    before, after = date(2025, 3, 30), date(2025, 4, 1)
    assert against(rank, before, ranked(below)) == ["rank-too-early"]
    assert against(rank, first, ranked(below)) == []
    assert against(rank, after, ranked(below)) == []


def test_every_rank_of_a_county_has_its_step():
    assert set(Rank) - set(STEPS) == {Rank.CLERK_2, Rank.INSPECTOR_2, Rank.INSPECTOR_1}


@pytest.mark.parametrize(
    ("rank", "grade", "first"),
    [
        (Rank.PRINCIPAL_3, Grade.SECTION_DEPUTY, date(2025, 3, 31)),
        (Rank.PRINCIPAL_1, Grade.SECTION_CHIEF, date(2025, 3, 31)),
        (Rank.CONSULTANT_3, Grade.COUNTY_DEPUTY, date(2025, 3, 31)),
        (Rank.CONSULTANT_1, Grade.COUNTY_CHIEF, date(2026, 3, 31)),
    ],
)
def test_the_level_of_a_post_leads_to_a_rank(rank, grade, first):
    assert outlook(rank, known((posted(grade),))).on == first


def test_without_a_rank_the_level_of_the_post_leads_to_the_next():
    found = {grade: next_rank(known((posted(grade),))) for grade in Grade}
    assert {grade: one and one.rank for grade, one in found.items()} == {
        Grade.STAFF: None,
        Grade.SECTION_DEPUTY: Rank.PRINCIPAL_3,
        Grade.SECTION_CHIEF: Rank.PRINCIPAL_1,
        Grade.COUNTY_DEPUTY: Rank.CONSULTANT_3,
        Grade.COUNTY_CHIEF: None,  # which leads to first-grade consultant, above what counties set
    }


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (30, ["rank-above-county", "rank-too-early"]),
        (31, ["rank-above-county"]),
    ],
)
def test_first_grade_consultant_needs_three_years_and_is_not_set_by_counties(day, found):
    assert against(Rank.CONSULTANT_1, date(2026, 3, day), ranked(Rank.CONSULTANT_2)) == found
    assert against(Rank.CONSULTANT_2, date(2040, 1, 1), ranked(Rank.CONSULTANT_3)) == []


def test_the_earlier_of_two_ways_counts():
    both = known((ranked(Rank.PRINCIPAL_4, date(2024, 1, 1)), posted(Grade.SECTION_DEPUTY, date(2022, 1, 1))))
    assert next_rank(both).on == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("excellent", "on"),
    [
        ((), date(2025, 3, 31)),
        ((2022,), date(2025, 3, 31)),  # before the rank was held
        ((2023,), date(2024, 9, 30)),  # six months less, on the last day of a shorter month
        ((2023, 2024), date(2024, 3, 31)),
        ((2023, 2024, 2025, 2026, 2027), SINCE),
    ],
)
def test_each_excellent_year_takes_six_months_away(excellent, on):
    assert outlook(Rank.CLERK_1, known((ranked(Rank.CLERK_2),), excellent)).on == on


@pytest.mark.parametrize(
    ("basic", "on"),
    [
        ((), date(2025, 3, 31)),
        ((2022,), date(2025, 3, 31)),  # before the rank was held
        ((2024,), date(2026, 3, 31)),
        ((2023, 2024), date(2027, 3, 31)),
    ],
)
def test_a_basically_competent_year_does_not_count(basic, on):
    assert outlook(Rank.CLERK_1, known((ranked(Rank.CLERK_2),), (), basic)).on == on
    assert outlook(Rank.CLERK_1, known((ranked(Rank.CLERK_2),), (2026, 2027), basic)).on == add_months(on, -12)


def test_no_rank_is_skipped():
    assert against(Rank.PRINCIPAL_3, date(2040, 1, 1), ranked(Rank.CLERK_1)) == ["rank-skipped"]
    assert against(Rank.CLERK_1, date(2040, 1, 1)) == ["rank-skipped"]


@pytest.mark.parametrize(
    ("until", "found"),
    [(date(2026, 2, 28), ["rank-skipped"]), (date(2026, 3, 1), []), (date(2026, 3, 2), [])],
)
def test_what_is_held_until_the_day_of_the_promotion_leads_to_it(until, found):
    assert against(Rank.CLERK_1, date(2026, 3, 1), ranked(Rank.CLERK_2, until=until)) == found


@pytest.mark.parametrize(
    ("since", "found"),
    [
        (date(2026, 2, 28), ["rank-too-early"]),
        (date(2026, 3, 1), ["rank-skipped"]),
        (date(2026, 3, 2), ["rank-skipped"]),
    ],
)
def test_what_begins_on_the_day_of_the_promotion_leads_nowhere(since, found):
    assert against(Rank.CLERK_1, date(2026, 3, 1), ranked(Rank.CLERK_2, since)) == found


def test_an_unknown_first_day_is_said_and_not_guessed():
    unknown = ranked(Rank.CLERK_2, None)
    assert against(Rank.CLERK_1, date(2040, 1, 1), unknown) == ["rank-start-unknown"]
    assert next_rank(known((unknown,), (2024,), (2025,))) == Outlook(Rank.CLERK_1, unknown, 2, (), (), None)


def test_an_outlook_names_the_years_that_made_it():
    held = ranked(Rank.CLERK_2)
    found = outlook(Rank.CLERK_1, known((held,), (2025, 2022, 2024), (2023, 2021)))
    assert found == Outlook(Rank.CLERK_1, held, 2, (2024, 2025), (2023,), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("rank", "on", "told"),
    [
        (Rank.CLERK_1, date(2025, 3, 30), ["First-grade clerk", "2 years", "Second-grade clerk", "31 Mar 2025"]),
        (Rank.PRINCIPAL_3, date(2025, 3, 30), ["Third-grade principal staff member"]),
        (Rank.CONSULTANT_1, date(2040, 1, 1), ["First-grade consultant", "Second-grade consultant"]),
    ],
)
def test_a_refusal_names_ranks_years_and_day(rank, on, told):
    found = " ".join(messages(check_promotion(rank, on, known((ranked(Rank.CLERK_2),)))))
    assert [word for word in told if word not in found] == []


def test_a_refusal_names_what_has_no_first_day():
    found = messages(check_promotion(Rank.CLERK_1, SINCE, known((ranked(Rank.CLERK_2, None),))))
    assert ["Second-grade clerk" in one for one in found] == [True]


def test_the_rank_held_decides_on_the_next_whatever_the_post_leads_to():
    held = ranked(Rank.PRINCIPAL_3), posted(Grade.SECTION_DEPUTY)
    assert next_rank(known(held)).rank == Rank.PRINCIPAL_2


def test_the_highest_rank_of_a_county_is_still_the_next():
    assert next_rank(known((ranked(Rank.CONSULTANT_3),))).rank == Rank.CONSULTANT_2


def test_nothing_is_said_beyond_the_ranks_of_a_county():
    assert next_rank(known(())) is None
    assert next_rank(known((ranked(Rank.CONSULTANT_2),))) is None
    assert against(Rank.INSPECTOR_2, date(2040, 1, 1)) == ["rank-above-county"]


@pytest.mark.parametrize(("on", "years"), [(date(2025, 3, 30), 1), (date(2025, 3, 31), 2), (date(2025, 4, 1), 2)])
def test_years_on_both_ladders_count_once(on, years):
    held = (
        posted(Grade.SECTION_DEPUTY, date(2024, 1, 1)),
        ranked(Rank.PRINCIPAL_4, SINCE, date(2024, 6, 1)),
        ranked(Rank.PRINCIPAL_3, date(2024, 6, 1)),
        ranked(Rank.CLERK_1, date(2010, 1, 1), SINCE),
        ranked(Rank.PRINCIPAL_3, None, date(2009, 1, 1)),
    )
    assert years_in(held, AS_DEPUTY, on) == years


@pytest.mark.parametrize(("on", "years"), [(date(2025, 6, 30), 1), (date(2025, 7, 1), 2)])
def test_a_gap_between_is_left_out(on, years):
    held = (
        ranked(Rank.PRINCIPAL_4, date(2023, 3, 1), date(2023, 9, 1)),
        posted(Grade.SECTION_DEPUTY, date(2024, 1, 1)),  # 122 days later
    )
    assert years_in(held, AS_DEPUTY, on) == years


@pytest.mark.parametrize(
    ("spans", "years"),
    [
        ([], 0),
        ([(date(2024, 9, 30), None)], 2),
        ([(date(2024, 10, 1), None)], 2),
        ([(date(2024, 10, 2), None)], 1),
        ([(None, date(2026, 10, 1))], 0),
        ([(date(2026, 10, 1), None)], 0),
        ([(date(2026, 10, 2), None)], 0),
        ([(date(2020, 10, 1), date(2021, 10, 1)), (date(2027, 1, 1), None)], 1),
        # one within another, one that touches
        ([(date(2020, 1, 1), date(2024, 1, 1)), (date(2021, 1, 1), date(2022, 1, 1))], 4),
        ([(date(2020, 1, 1), date(2024, 1, 1)), (date(2024, 1, 1), date(2025, 1, 1))], 5),
        # a span of no days brings no leap day of its year
        ([(date(2019, 1, 1), date(2019, 1, 1)), (date(2021, 3, 1), date(2023, 3, 1))], 2),
    ],
)
def test_years_count_each_day_a_single_time(spans, years):
    held = tuple(ranked(Rank.PRINCIPAL_4, *span) for span in spans)
    assert years_in(held, AS_DEPUTY, date(2026, 10, 1)) == years


@pytest.mark.parametrize(("until", "years"), [(3, 1), (4, 2), (5, 2)])
def test_every_gap_is_left_out(until, years):
    """Gaps of 184 and 184 days end the time 368 days earlier: on 1 January 2022 from the 4th."""
    spans = [(date(2020, 1, 1), date(2020, 7, 1)), (date(2021, 1, 1), date(2021, 7, 1))]
    held = tuple(ranked(Rank.PRINCIPAL_4, *span) for span in [*spans, (date(2022, 1, 1), date(2023, 1, until))])
    assert years_in(held, AS_DEPUTY, date(2026, 10, 1)) == years


@pytest.mark.parametrize(
    ("day", "found"),
    [(1, []), (2, ["too-short-as-deputy"])],
)
def test_principal_staff_members_may_become_section_chief(day, found):
    """Two years in the rank alone, without ever having been section deputy."""
    today = date(2026, 10, 1)
    one = candidate(grade=Grade.STAFF, grade_since=None, ranks=(ranked(Rank.PRINCIPAL_3, date(2024, 10, day)),))
    assert codes(long_enough_as_deputy(one, facts(today=today))) == found
