"""Exports of lists: as they were asked for, by the definition alone."""

from datetime import date

import pytest
from django.http import Http404, HttpRequest

from cadres.platform.exports import services as exports
from cadres.platform.exports.points import source_of
from cadres.shared.lists.views import RecordList
from tests.support.cadres import CadreFactory
from tests.support.exports import csv_of, fetched, make

pytestmark = pytest.mark.django_db

# As requests of earlier versions are stored, word for word; they are kept for good and may still be decided about.
STORED = {"list": "cadres:cadre_list", "query": "sex=1&sort=-born_on&columns=born_on", "pick": []}


def stored(user, **changes):
    return source_of("list")(user, {**STORED, **changes})


@pytest.fixture
def cadres(staff):
    old = CadreFactory(name="曾甲", name_key="zeng jia", born_on=date(1970, 5, 1), sex="1")
    young = CadreFactory(name="陈乙", name_key="chen yi", born_on=date(1990, 5, 1), sex="1")
    woman = CadreFactory(name="丁丙", name_key="ding bing", born_on=date(1980, 5, 1), sex="2")
    return old, young, woman


def test_a_request_of_an_earlier_version_gives_the_same_file(cadres, staff, leader):
    asked = exports.request_export(stored(staff), "csv", purpose="换届考察", by=staff)

    header, *lines, _mark = csv_of(fetched(make(asked))).splitlines()

    assert header == "Name,Born"
    assert [line.partition(",")[0] for line in lines] == ["陈乙", "曾甲"]
    assert asked.told == [["Sex", "Male"]]


def test_picked_rows_stay_picked_whatever_the_filter_says(cadres, staff):
    old, _young, woman = cadres

    source = stored(staff, pick=[str(old.pk), str(woman.pk), "nonsense"])

    assert [cadre for cadre, _cells in source.lines()] == [woman.pk, old.pk]
    assert (source.count(10), source.url) == (2, "/cadres/?sex=1&sort=-born_on&columns=born_on")


def test_conditions_are_told_and_searched_by(cadres, staff):
    source = stored(staff, query="where=sex.is.2")

    assert [cells[0] for cells in source.sample(10)] == ["丁丙"]
    assert [label for label, _words in source.condition_labels()] == ["Condition"]


def test_no_page_is_run_and_no_request_invented(cadres, staff, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("an export needs neither")

    monkeypatch.setattr(RecordList, "setup", refuse)
    monkeypatch.setattr(HttpRequest, "__init__", refuse)
    source = stored(staff)

    assert (source.permissions, str(source.title), source.count(10)) == (("cadres.view_cadre",), "Cadres", 2)
    assert source.header() == ["Name", "Born"]
    assert len(list(source.lines())) == 2
    assert source.condition_labels()


@pytest.mark.parametrize("key", ["cadres:organization_list", "cadres:my_file", "nonsense", ""])
def test_what_is_no_list_of_persons_cannot_be_meant(key, staff):
    with pytest.raises(Http404):
        stored(staff, list=key).header()
