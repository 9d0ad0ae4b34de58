"""The measuring command: every target exists, and it says plainly what it does not do."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cadres.models import Cadre, Installation
from config.bench.measure import Browser, measure
from config.bench.memory import Memory
from config.bench.targets import AREAS, TARGETS, Target
from tests.cadres.factories import CadreFactory, CountyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.title)
def test_every_target_has_an_address(target):
    arguments = [1, *target.extra] if target.record else []

    assert reverse(target.name, args=arguments)
    assert target.area in AREAS


@pytest.mark.parametrize("scale", ["province", "nation"])
def test_larger_scales_are_refused(scale):
    with pytest.raises(CommandError, match="later"):
        call_command("bench", "--scale", scale)


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
