"""Finding records that are there twice."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Cadre, DuplicatePair, FamilyMember, Step
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services import merges
from cadres.platform.merging.tasks import find_duplicates
from cadres.shared.errors import Refused
from cadres.shared.scope import code_range
from tests.support.cadres import COUNTY, CadreFactory, CountyFactory, OrganizationFactory, TownshipFactory

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "11010519491231002X", "440524188001010014"
HERE = code_range(COUNTY)
INDEX = Cadre._meta.get_field("identity_index")


def find(kind="cadre", bounds=HERE):
    return merges.find_duplicates(KINDS[kind], *bounds)


def found():
    return [(p.first, p.second, p.degree, p.why) for p in DuplicatePair.objects.order_by("pk")]


def person(**more):
    return CadreFactory(**{"name": "王伟", "native_place": "四川平昌", "born_on": date(1980, 5, 1), **more})


def test_the_same_identity_number_is_certain_whatever_else_differs():
    one = person(identity_number=NUMBER)
    two = CadreFactory(name="李强", born_on=date(1990, 1, 1), identity_number=f" {NUMBER.lower()}")

    assert find() == 1
    assert found() == [(one.pk, two.pk, "1certain", "number")]


@pytest.mark.parametrize(
    "more",
    [
        {"native_place": "四川省平昌县"},
        {"native_place": "", "birthplace": "四川平昌"},
        {"born_on": date(1980, 5, 20)},
        {"identity_number": NUMBER},
    ],
)
def test_the_same_name_month_and_home_is_probable(more):
    person(birthplace="四川平昌")
    person(**more)

    assert find() == 1
    assert found()[0][2:] == ("2probable", "name_home")


def test_a_variant_character_is_possible():
    person(name="王伟")
    person(name="王玮")

    find()
    assert found()[0][2:] == ("3possible", "sound_home")


def test_an_unknown_home_is_possible_within_a_county_alone():
    elsewhere = CountyFactory(code="511902000000", name="巴州区")
    one, two = person(), person(native_place="")
    person(native_place="", division=elsewhere)

    find()
    find(bounds=code_range("511902000000"))
    assert found() == [(one.pk, two.pk, "3possible", "name")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"identity_number": NUMBER}, {"identity_number": OTHER}),
        ({}, {"born_on": date(1980, 6, 1)}),
        ({}, {"native_place": "湖南长沙"}),
        ({}, {"name": "王伟强"}),
        ({"sex": "1"}, {"sex": "2"}),
    ],
)
def test_who_differs_is_no_duplicate(one, two):
    person(**one)
    person(**two)

    assert find() == 0


def test_files_of_two_counties_are_one_pair_found_from_either():
    elsewhere = CountyFactory(code="511902000000", name="巴州区")
    one, two = person(identity_number=NUMBER), person(identity_number=NUMBER, division=elsewhere)

    assert find(bounds=code_range("511902000000")) == 0
    assert find() == 1
    assert found() == [(one.pk, two.pk, "1certain", "number")]


def test_finding_again_changes_nothing_and_what_is_alike_no_longer_goes():
    _one, two = person(), person()
    assert (find(), find()) == (1, 0)
    pair = DuplicatePair.objects.get()

    two.born_on = date(1981, 1, 1)
    two.save()
    assert find() == 0
    assert not DuplicatePair.objects.filter(pk=pair.pk).exists()


def test_what_is_said_to_be_different_comes_back_only_with_other_data(staff):
    one, two = person(), person()
    find()
    pair = DuplicatePair.objects.get()
    with pytest.raises(Refused, match="reason-missing"):
        merges.move_pair(pair, "different", by=staff)
    merges.move_pair(pair, "different", by=staff, reason="两个人，已电话核实")

    find()
    pair.refresh_from_db()
    assert (pair.stage, pair.note) == ("different", "两个人，已电话核实")
    assert Step.objects.of(pair).get().reason == "两个人，已电话核实"

    FamilyMember.objects.create(cadre=one, relation="妻子", name="某")  # nothing that the likeness rests on
    find()
    pair.refresh_from_db()
    assert pair.stage == "different"

    two.identity_number = NUMBER
    two.save()
    find()
    pair.refresh_from_db()
    assert pair.stage == "open"


@pytest.mark.parametrize("numbers", [("", ""), (NUMBER, ""), ("", NUMBER), (NUMBER, NUMBER)])
def test_what_is_said_to_be_different_does_not_come_back_for_another_key(staff, settings, numbers):
    """Blind indexes change with it, half of them before the others; what they say of the two does not."""
    one, two = (person(identity_number=number) for number in numbers)
    find()
    pair = DuplicatePair.objects.get()
    merges.move_pair(pair, "different", by=staff, reason="两个人，已电话核实")
    settings.FIELD_KEYS = ["new", settings.SECRET_KEY]

    for record in (two, one):
        Cadre.objects.filter(pk=record.pk).update(identity_index=INDEX.index_of(record.identity_number))
        find()

    pair.refresh_from_db()
    assert (pair.stage, pair.note) == ("different", "两个人，已电话核实")


def test_the_bar_of_relatives_and_the_reach_hold_for_pairs(staff):
    elsewhere = CountyFactory(code="511902000000", name="巴州区")
    person(identity_number=NUMBER)
    person(identity_number=NUMBER, division=elsewhere)
    find()
    pair = DuplicatePair.objects.get()

    assert not DuplicatePair.objects.visible_to(staff).exists()
    with pytest.raises(PermissionDenied):
        merges.move_pair(pair, "different", by=staff, reason="x")


def test_organizations_of_one_division_with_one_name_are_duplicates():
    town = TownshipFactory(name="测试镇")
    one = OrganizationFactory(division=town, name="中共测试镇委员会")
    two = OrganizationFactory(division=town, name="测试镇委员会 ")
    OrganizationFactory(name="测试镇委员会")

    assert find("organization", code_range(town.code)) == 1
    assert found() == [(one.pk, two.pk, "1certain", "name")]


def test_every_code_lies_in_one_cut():
    for code in ("511902000000", "511923000000", "511922000000"):
        CountyFactory(code=code)

    cuts = merges.counties_of([code_range("510000000000")])

    assert cuts[0] == ("510000000000", "511902000000")
    assert cuts[-1] == ("511923000000", "520000000000")
    assert all(one[1] == two[0] for one, two in pairwise(cuts))


def test_the_nightly_task_goes_everywhere(settings):
    settings.CELERY_TASK_ALWAYS_EAGER = True
    person()
    person()

    assert find_duplicates(kind="cadre", low="510000000000", high="520000000000") == 1


def test_one_county_costs_three_statements_however_many_files():
    counts = []
    for number in (2, 10):
        for _ in range(number):
            person()
        with CaptureQueriesContext(connection) as queries:
            find()
        counts.append(len(queries))

    assert counts[0] == counts[1]
