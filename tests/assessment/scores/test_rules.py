"""The formula: its worked example, its bounds, what may never change a score."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.scores import rules as formula
from assessment.scores.rules import (
    Bounds,
    Leader,
    Measure,
    Part,
    SanctionFact,
    Settings,
    sanctions_allow,
    score_county,
)
from assessment.systems.regulations import RULES
from assessment.systems.services.defaults import INDICATORS
from cadres.platform.rule_settings.facts import Rulebook
from cadres.shared.regulations.catalogue import Action
from tests.support.assessment import total_of
from tests.support.objections import codes

D = Decimal
TOWNSHIPS = "abcdefgh"
INCOME = Measure("income", D(60), D("0.40"))
PETITION = Measure("petition", D(40), D("0.50"), lower_is_better=True)
numbers = st.integers(0, 10_000_000).map(lambda cents: D(cents) / 100)


def county(values, baselines=None, tiers=None, measures=(INCOME, PETITION), months=12, **settings):
    """One leader a township; ``values`` and ``baselines``: measure → township → number."""
    table = {(town, code): number for code, row in values.items() for town, number in row.items()}
    towns = sorted({town for town, _ in table} | set(TOWNSHIPS[: len(next(iter(values.values())))]))
    leaders = [
        Leader(town, f"cadre {town}", town, months, {c: (row[town], 2022) for c, row in (baselines or {}).items()})
        for town in towns
    ]
    results = score_county(
        year=2025,
        measures=measures,
        values=table,
        tiers=tiers or {},
        leaders=leaders,
        settings=Settings(**settings),
    )
    return {result.leader.township: result for result in results}


def row(*values):
    return {town: D(value) for town, value in zip(TOWNSHIPS, values, strict=False)}


def test_worked_example_of_the_documentation():
    """``docs/assessment.md``, "One example": township b, tier poor (a, b, c) of five townships."""
    results = county(
        {"income": row(12000, 15000, 18000, 24000, 30000), "petition": row(30, 20, 25, 10, 12)},
        {"income": row(9900, 13500, 16500, 21000, 27000), "petition": row(33, 22, 25, 16, 12)},
        dict.fromkeys("abc", "poor"),
    )
    result = results["b"]
    income, petition = result.parts

    assert income.bounds == Bounds(D("12300.00"), D("17700.00"))
    assert income.county_bounds == Bounds(D("12600.00"), D("28800.00"))
    assert (income.level_points, income.county_points) == (D("50.00"), D("14.81"))
    assert (income.spread, income.progress_points) == (D(1000), D("75.00"))
    assert (income.level_part, income.adjustment, income.progress_part) == (D("5.3316"), D("12.6684"), D("18.0000"))
    assert (petition.level_points, petition.county_points) == (D("100.00"), D("48.39"))
    assert (petition.spread.quantize(D("0.0001")), petition.progress_points) == (D("1.8500"), D("68.02"))
    assert (petition.level_part, petition.adjustment, petition.progress_part) == (
        D("9.6780"),
        D("10.3220"),
        D("13.6040"),
    )
    assert result.total == D("69.6040")
    assert (result.tier, results["d"].tier) == ("poor", "")
    assert [
        (p.code, p.weight, p.value, p.weight_used, p.alpha_used, p.scope, p.baseline, p.baseline_year)
        for p in result.parts
    ] == [
        ("income", D(60), D(15000), D(60), D("0.40"), "tier", D(13500), 2022),
        ("petition", D(40), D(20), D(40), D("0.50"), "tier", D(22), 2022),
    ]


def test_missing_value_leaves_the_indicator_out_and_moves_its_weight():
    results = county({"income": row(1, 2, 3, 4), "petition": {"a": D(1), "c": D(2), "d": D(9)}})
    income, petition = results["b"].parts
    assert (petition.value, petition.points, petition.weight_used) == (None, 0, 0)
    assert income.weight_used == 100
    assert results["b"].total == income.points
    assert sum(part.weight_used for part in results["a"].parts) == 100


def test_what_is_left_out_keeps_its_starting_point():
    results = county({"income": row(1, 2), "petition": {"a": D(1)}}, {"income": row(1, 1), "petition": row(7, 8)})
    assert results["b"].parts[1] == Part("petition", D(40), baseline=D(8), baseline_year=2022)


def test_township_without_any_value_has_no_score():
    values = {("a", "income"): D(1)}
    leaders = [Leader(2, "y", "b", 12), Leader(1, "x", "a", 12)]
    empty, scored = score_county(
        year=2025, measures=[INCOME], values=values, tiers={"b": "poor"}, leaders=leaders, settings=Settings()
    )
    assert (scored.no_score, scored.tier, len(scored.parts)) == ("", "", 1)
    assert (empty.no_score, empty.total, empty.parts, empty.tier) == ("no_values", 0, (), "poor")


def test_who_is_not_scored_is_told_why():
    """The shortest time comes first, so that nobody behind it is lost."""
    leaders = [Leader(1, "x", "a", 5), Leader(2, "y", "a", 6), Leader(3, "y", "b", 7), Leader(4, "x", "b", 12)]
    results = score_county(
        year=2025,
        measures=[INCOME],
        values={("a", "income"): D(1), ("b", "income"): D(2)},
        tiers={},
        leaders=leaders,
        settings=Settings(),
    )
    assert [result.no_score for result in results] == ["short", "elsewhere", "", ""]


@pytest.mark.parametrize(("months", "why"), [(5, "short"), (6, ""), (7, ""), (12, "")])
def test_leaders_need_their_months_in_the_post(months, why):
    assert county({"income": row(1, 2, 3), "petition": row(1, 2, 3)}, months=months)["a"].no_score == why


def test_each_cadre_is_scored_once_where_most_of_the_year_was_spent():
    leaders = [
        Leader(1, "moved", "a", 6, preference=(True, 1)),
        Leader(2, "moved", "b", 6, preference=(True, 2)),
        Leader(3, "one shoulder", "c", 12, preference=(True, 1)),
        Leader(4, "one shoulder", "c", 12, preference=(False, 1)),
        Leader(5, "longer", "a", 7),
        Leader(6, "longer", "b", 6, preference=(True, 9)),
        Leader(7, "alike", "a", 6),
        Leader(8, "alike", "b", 6),
    ]
    assert formula.scored_leaders(leaders, Settings()) == {2, 3, 5, 7}


def test_small_tier_and_unknown_tier_are_compared_with_the_county():
    tiers = {"a": "poor", "b": "poor", "c": "developed", "d": "developed", "e": "developed"}
    results = county({"income": row(1, 2, 3, 4, 5, 6), "petition": row(1, 2, 3, 4, 5, 6)}, tiers=tiers)
    assert {town: result.parts[0].scope for town, result in results.items()} == {
        "a": "county",
        "b": "county",
        "c": "tier",
        "d": "tier",
        "e": "tier",
        "f": "county",
    }
    assert results["a"].adjustment == 0


def test_without_a_starting_point_or_others_to_compare_the_level_counts_alone():
    values = {"income": row(1, 2, 3, 4), "petition": row(1, 2, 3, 4)}
    part = county(values)["a"].parts[0]
    assert (part.alpha_used, part.progress_points, part.progress_part) == (0, None, 0)
    few = county({k: dict(list(v.items())[:3]) for k, v in values.items()}, values)
    assert few["a"].parts[0].alpha_used == 0


@pytest.mark.parametrize(("towns", "alpha"), [(3, 0), (4, D("0.40")), (5, D("0.40"))])
def test_the_paces_of_three_others_tell_what_is_usual(towns, alpha):
    values = {"income": row(*range(1, towns + 1))}
    assert county(values, values, measures=[INCOME])["a"].parts[0].alpha_used == alpha


@pytest.mark.parametrize(
    ("since", "lower", "change"),
    [(2023, False, 2), (2024, False, 4), (2025, False, 4), (2026, False, 4), (2023, True, -2), (2024, True, -4)],
)
def test_a_change_is_that_of_one_year(since, lower, change):
    assert formula.annual_change(D(14), 2025, D(10), since, lower_is_better=lower) == change


def test_points_round_up_from_half_a_cent_and_parts_always_down():
    bounds = Bounds(D(0), D(1000))
    assert [formula.level_points(D(v), bounds, lower_is_better=False) for v in ("0.04", "0.05", "0.06", "0.15")] == [
        D("0.00"),
        D("0.01"),
        D("0.01"),
        D("0.02"),
    ]
    one, two = Measure("one", D(1), D(0)), Measure("two", D(2), D(0))
    found = county({"one": row(1, 2), "two": row(1, 2)}, measures=[one, two])["b"].parts
    assert [(part.weight_used, part.level_part) for part in found] == [
        (D("33.3333"), D("33.3333")),
        (D("66.6666"), D("66.6666")),
    ]


def test_no_change_is_fifty_and_falling_back_is_less():
    assert formula.progress_points(D(0), D(7)) == 50
    assert formula.progress_points(D(-7), D(7)) == 0
    assert formula.progress_points(D("3.5"), D(7)) == 75
    assert [formula.progress_points(D(own), D(0)) for own in (-1, 0, 1)] == [0, 50, 100]


def test_bounds_without_width_tell_only_which_side():
    same = Bounds(D(5), D(5))
    assert [formula.level_points(D(v), same, lower_is_better=False) for v in (4, 5, 6)] == [0, 50, 100]
    assert [formula.level_points(D(v), same, lower_is_better=True) for v in (4, 5, 6)] == [100, 50, 0]


@st.composite
def counties(draw):
    size = draw(st.integers(1, 8))
    towns = TOWNSHIPS[:size]
    rows = [{town: draw(numbers) for town in towns} for _ in range(4)]
    tiers = {town: draw(st.sampled_from(["", "poor", "middling"])) for town in towns}
    return {"income": rows[0], "petition": rows[1]}, {"income": rows[2], "petition": rows[3]}, tiers


@given(counties())
def test_scores_and_parts_are_bounded_and_add_up(drawn):
    values, baselines, tiers = drawn
    for result in county(values, baselines, tiers).values():
        assert 0 <= result.total <= 100
        assert result.total == result.level_part + result.adjustment + result.progress_part
        assert total_of(result.parts) == result.total
        for part in result.parts:
            assert 0 <= part.level_points <= 100
            assert 0 <= part.points <= part.weight


@given(counties(), numbers, st.sampled_from(["income", "petition"]))
def test_a_better_value_never_lowers_the_own_score(drawn, more, code):
    values, baselines, tiers = drawn
    before = county(values, baselines, tiers)["a"].total
    better = more if code == "income" else -more
    values = {**values, code: {**values[code], "a": values[code]["a"] + better}}
    assert county(values, baselines, tiers)["a"].total >= before


@given(counties(), st.sampled_from([D(1000), D("0.0001"), D(15), D("0.25")]))
def test_the_unit_of_measure_does_not_matter(drawn, scale):
    values, baselines, tiers = drawn
    scaled = [
        {code: {town: number * scale for town, number in towns.items()} for code, towns in table.items()}
        for table in (values, baselines)
    ]
    assert {t: r.total for t, r in county(values, baselines, tiers).items()} == {
        t: r.total for t, r in county(*scaled, tiers).items()
    }


@given(counties(), st.integers(2, 9))
def test_only_the_proportion_of_the_weights_matters(drawn, factor):
    values, baselines, tiers = drawn
    heavier = [Measure(m.code, m.weight * factor, m.alpha, m.lower_is_better) for m in (INCOME, PETITION)]
    one = county(values, baselines, tiers)
    other = county(values, baselines, tiers, measures=heavier)
    assert {t: r.total for t, r in one.items()} == {t: r.total for t, r in other.items()}


@given(counties())
def test_the_order_of_the_inputs_does_not_matter(drawn):
    values, baselines, tiers = drawn
    turned = {code: dict(reversed(towns.items())) for code, towns in values.items()}
    assert county(values, baselines, tiers) == county(turned, baselines, dict(reversed(tiers.items())))


@given(st.lists(numbers, min_size=1, max_size=40), st.integers(0, 25))
def test_bounds_lie_among_the_values(values, cut):
    bounds = formula.bounds_of(values, D(cut))
    assert min(values) <= bounds.low <= bounds.high <= max(values)


def test_bands_are_the_first_threshold_reached():
    thresholds = [("excellent", D(70)), ("competent", D(35))]
    assert [formula.band(D(t), thresholds, "low") for t in ("70.0001", 70, "69.9999", 35, 34)] == [
        "excellent",
        "excellent",
        "competent",
        "competent",
        "low",
    ]


def test_the_shipped_weights_add_up_and_cover_every_dimension():
    assert sum(row["weight"] for row in INDICATORS) == 100
    assert len({row["dimension"] for row in INDICATORS}) == 6
    assert len({row["code"] for row in INDICATORS}) == len(INDICATORS) == 12
    assert {row["horizon"] for row in INDICATORS} == {"visible", "long_run"}


def test_every_rule_has_bounds_a_source_and_no_wrong_action():
    for rule in RULES:
        assert rule.source
        assert rule.value is None or rule.low <= rule.value <= rule.high
        assert not rule.actions or Action(rule.action) in rule.actions


@pytest.mark.parametrize(
    ("decided", "until", "expected"),
    [
        (date(2024, 12, 31), date(2025, 12, 30), []),
        (date(2024, 12, 31), date(2025, 12, 31), ["sanctioned-not-excellent"]),
        (date(2024, 12, 31), None, ["sanctioned-not-excellent"]),
        (date(2025, 1, 1), date(2025, 2, 1), ["sanctioned-not-excellent"]),
        (date(2025, 12, 31), date(2026, 6, 30), ["sanctioned-not-excellent"]),
        (date(2026, 1, 1), date(2026, 7, 1), []),
    ],
)
def test_a_sanction_of_the_year_or_at_its_end_bars_excellent(decided, until, expected):
    warning = SanctionFact("admin_warning", "警告", decided, until)
    book = Rulebook(on=date(2025, 12, 31))
    assert codes(sanctions_allow("excellent", 2025, [warning], book)) == expected
    assert codes(sanctions_allow("competent", 2025, [warning], book)) == []


@pytest.mark.parametrize(
    ("kind", "until", "grade", "expected"),
    [
        ("admin_demerit", date(2025, 12, 30), "competent", []),
        ("admin_demerit", date(2025, 12, 31), "competent", ["sanctioned-no-grade"]),
        ("admin_major_demerit", None, "basic", ["sanctioned-no-grade"]),
        ("admin_removal", None, "incompetent", ["sanctioned-no-grade"]),
        ("party_probation", None, "competent", ["sanctioned-no-grade"]),
        ("party_probation", None, "excellent", ["sanctioned-not-excellent", "sanctioned-no-grade"]),
        ("party_probation", None, "none", []),
        ("admin_warning", None, "competent", []),
        ("party_serious_warning", None, "competent", []),
    ],
)
def test_heavier_sanctions_at_the_end_of_the_year_leave_no_grade(kind, until, grade, expected):
    sanction = SanctionFact(kind, "处分", date(2025, 3, 1), until)
    assert codes(sanctions_allow(grade, 2025, [sanction], Rulebook(on=date(2025, 12, 31)))) == expected


paces_of_others = st.lists(st.tuples(st.sampled_from(TOWNSHIPS), numbers | numbers.map(lambda number: -number)))


@given(paces_of_others, st.integers(0, 49).map(Decimal))
def test_paces_sorted_once_give_the_spread_of_sorting_the_others_for_each(paces, cut):
    def by_sorting_for_each(township):
        others = sorted(abs(own) for town, own in paces if town != township)
        return formula.percentile(others, D(100) - cut) if len(others) >= formula.FEWEST_PACES else None

    spreads = formula.spreads_without_own(paces, D(100) - cut)

    assert {town: spreads.get(town) for town, _ in paces} == {town: by_sorting_for_each(town) for town, _ in paces}


def test_paces_are_sorted_once_whatever_their_number(monkeypatch):
    sorts = []
    monkeypatch.setattr(formula, "sorted", lambda rows: sorts.append(1) or sorted(rows), raising=False)

    formula.spreads_without_own([(str(number), D(number)) for number in range(500)], D(95))

    assert len(sorts) == 1
