"""The measuring command: every target exists, and it says plainly what it does not do."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.urls import resolve, reverse

from cadres.models import Cadre, Installation, Tenure, User
from cadres.shared.api.parameters import parameter_names
from config.bench import files, nightly, wide
from config.bench.measure import Browser, Figure, measure
from config.bench.memory import Memory
from config.bench.process import alone
from config.bench.targets import AREAS, TARGETS, Target
from config.generator import load as generator
from tests.support.cadres import CadreFactory, CountyFactory, TownshipFactory, UserFactory
from tests.support.roles import as_owner, by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("target", [*TARGETS, *wide.TARGETS], ids=lambda target: target.title)
def test_every_target_has_an_address(target):
    arguments = [1, *target.extra] if target.record else []

    assert reverse(target.name, args=arguments)
    assert target.area in AREAS


@pytest.mark.parametrize(
    "target",
    [one for one in (*TARGETS, *wide.TARGETS) if one.query and not one.name.startswith("v1:")],
    ids=lambda target: target.title,
)
def test_every_page_is_asked_by_parameters_that_exist(target, staff):
    """A page passes over what it does not know, unlike the API: all rows would be measured instead of some."""
    definition = getattr(resolve(reverse(target.name)).func.view_class, "definition", None)
    if definition is None:  # the find box
        assert target.query.startswith("?q=")
        return
    listing = definition.asked_by(staff, QueryDict(target.query[1:]))

    assert set(listing.query) <= {*parameter_names(listing.filterset.form), "sort", "where"}
    assert listing.filterset.is_valid()


@pytest.mark.parametrize("scale", ["province", "nation"])
def test_a_database_that_was_not_generated_is_not_measured(scale, staff):
    with pytest.raises(CommandError, match=f"generate --scale {scale}"):
        call_command("bench", "--scale", scale)
    with pytest.raises(CommandError, match="invented people"):
        call_command("bench_files")

    assert not User.objects.filter(username__startswith="bench").exists()


@pytest.mark.parametrize(
    ("figure", "over"),
    [
        ({"queries": 8, "median_ms": 150, "ratio": 1.5}, []),
        ({"queries": 9, "median_ms": 150, "ratio": 1.51}, ["9 queries", "ratio 1.51"]),
        ({"queries": 17, "median_ms": 1100, "ratio": 3.0, "budgeted": False}, ["1.1 s"]),
        ({"problem": "answered 403"}, []),
    ],
)
def test_a_figure_tells_what_of_it_is_over_the_budget(figure, over):
    assert Figure("cadres", "x", **figure).over() == over


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_generated_county_is_measured_by_accounts_that_nobody_can_use(monkeypatch, tmp_path, capsys):
    for number in range(2):
        TownshipFactory(code=f"51192310{number}000")
    monkeypatch.setitem(generator.SCALES, "county", ("511923000000", 50))

    by(as_owner)(call_command)("generate", "--scale", "county")
    assert (Cadre.objects.count(), Tenure.objects.count()) == (50, 200)
    assert Installation.objects.get().demonstration
    with pytest.raises(CommandError, match="holds cadres"):
        call_command("generate", "--scale", "county")

    path = tmp_path / "bench.json"
    for _ in range(2):
        call_command("bench", "cadres", "--scale", "province", "--only", "_detail", "--runs", "2", "--json", str(path))
    report = json.loads(path.read_text())
    assert {figure["remit"] for figure in report["figures"]} == {"county", "province"}
    assert not any(figure["problem"] for figure in report["figures"])
    assert all(figure["queries"] <= 8 for figure in report["figures"])
    assert report["settings"]["work_mem"]
    accounts = User.objects.filter(username__startswith="bench-")
    assert {one.username for one in accounts} == {"bench-county", "bench-province"}
    assert not any(one.has_usable_password() for one in accounts)
    assert [remit.division_id for one in accounts for remit in one.remits.all()] == ["511923000000", "510000000000"]

    monkeypatch.setattr("config.bench.measure.MOST_QUERIES", 3)
    with pytest.raises(CommandError, match="over the budget"):
        call_command(
            "bench", "cadres", "--scale", "province", "--remit", "county", "--only", "board_list", "--runs", "2",
            "--strict", "--json", str(path),
        )  # fmt: skip
    with pytest.raises(CommandError, match="Remits of this scale"):
        call_command("bench", "--scale", "province", "--remit", "nation")

    for module in (files, nightly):  # in this process: a fork would take along whatever other tests left open
        monkeypatch.setattr(module, "apart", alone)
    call_command(
        "bench_files",
        "--rows",
        "50",
        "--forms",
        "3",
        "--workbook",
        "20",
        "--accounts",
        "4",
        "--identities",
        "5",
        "--json",
        str(path),
    )
    done = {(work["name"], work["rows"]) for work in json.loads(path.read_text())}
    assert done >= {("workbook, preview", 50), ("workbook, preview and taking in", 50), ("forms (.lrmx)", 3)}
    assert ("CSV, written", 50) in done
    assert {name for name, _rows in done} >= {"term and rotation sweep, again", "index of identity numbers"}
    told = {work["name"]: work["told"] for work in json.loads(path.read_text())}
    assert told["kinships of accounts"] == "8 proposed of 8"
    assert told["index of identity numbers"] == "identity numbers indexed: 5"
    assert told["term and rotation sweep, again"].startswith("0 found, 0 settled")
    assert Cadre.objects.count() == 50  # what was taken in for measuring is undone
    capsys.readouterr()


def test_a_real_database_is_not_measured(staff):
    with pytest.raises(CommandError, match="no demonstration county"):
        call_command("bench")


def test_one_area_is_measured_and_written(staff, tmp_path):
    Installation.objects.create(division=CountyFactory(), demonstration=True, seed=1)
    CadreFactory()
    path = tmp_path / "bench.json"

    with pytest.raises(CommandError, match="class_detail"):  # there is no class
        call_command("bench", "training", "--runs", "2", "--json", str(path))

    report = json.loads(path.read_text())
    figures = {figure["target"]: figure for figure in report["figures"]}
    assert report["cadres"] == 1
    assert figures["training:class_detail"]["problem"] == "no such record in this database"
    measured = figures["training:class_list"]
    assert 2 <= measured["queries"] <= 8
    assert measured["median_ms"] > 0
    assert measured["floor_ms"] > 0


@pytest.mark.parametrize("target", [Target("home", "no-such-name"), Target("cadres", "cadres:my_file")])
def test_what_cannot_be_measured_says_so(target):
    figure = measure(Browser(UserFactory()), target, 2)

    assert figure.problem in ("no such address", "answered 403")
    assert figure.median_ms is None


@pytest.mark.parametrize("name", ["cadres:cadre_list", "v1:cadre-list"])
def test_an_answer_from_memory_asks_for_no_rows(name, staff, django_assert_max_num_queries):
    CadreFactory(name="甲乙丙")
    browser, memory, address = Browser(staff), Memory(), reverse(name)
    with browser.with_views(memory.recording):
        first = browser.get(address).content.decode()
    Cadre.objects.update(name="丁戊己")

    for _ in range(2):
        with browser.with_views(memory.answering), django_assert_max_num_queries(2):  # session and account
            again = browser.get(address).content.decode()
        assert "甲乙丙" in first
        assert "甲乙丙" in again

    assert "丁戊己" in browser.get(address).content.decode()
