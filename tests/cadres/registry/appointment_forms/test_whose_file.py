"""Whose file a form belongs to when its number, name or month is not what it should be."""

from datetime import date

import pytest

from cadres.models import Cadre
from cadres.registry.appointment_forms.lrmx import BadForm, read
from cadres.registry.appointment_forms.services.exporting import form_of
from cadres.registry.appointment_forms.services.intake import Intake, import_form
from cadres.registry.cadre_files.choices import PoliticalStatus
from cadres.registry.verifications.services import birth_months, settled
from tests.support.appointment_forms import small
from tests.support.cadres import CadreFactory, CountyFactory
from tests.support.verifications import fresh, verify

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"  # of a woman born in December 1949


def take(by, **values):
    name, born = values.pop("name", "测试甲"), values.pop("born", "198203")
    return import_form(small(name, born, **values), division=CountyFactory(), by=by)


def remarks(done):
    return {fault.element for fault in done.warnings}


@pytest.mark.parametrize("number", ["无", "1", "110105194912310021", "000000000000000000"])
def test_a_number_that_is_not_sound_is_nobodys(staff, number):
    first = take(staff, ShenFenZheng=number)
    second = take(staff, name="测试乙", born="197501", ShenFenZheng=number)

    assert first.created
    assert second.created
    assert "ShenFenZheng" in remarks(second)


def test_two_of_one_upload_may_both_have_no_number(staff):
    intake = Intake(CountyFactory(), by=staff)
    for name, born in (("测试甲", "198203"), ("测试乙", "197501")):
        assert intake.take(read(small(name, born, ShenFenZheng="无"))).created


def test_a_number_of_somebody_of_another_name_and_month_is_refused_and_both_are_shown(staff):
    known = CadreFactory(name="旧名", born_on=date(1949, 12, 31), began_work_on=None, identity_number=NUMBER)

    with pytest.raises(BadForm, match=r"旧名, born 1949\.12; the form says 测试甲, born 1982\.03"):
        take(staff, ShenFenZheng=NUMBER)

    known.refresh_from_db()
    assert (known.name, Cadre.objects.count()) == ("旧名", 1)


@pytest.mark.parametrize(("name", "born"), [("旧名", "195001"), ("新名", "194912")])
def test_a_number_with_either_name_or_month_is_the_persons(staff, name, born):
    known = CadreFactory(name="旧名", born_on=date(1949, 12, 31), began_work_on=None, identity_number=NUMBER)

    assert take(staff, name=name, born=born, ShenFenZheng=NUMBER).cadre.pk == known.pk


@pytest.mark.parametrize(
    "written", [" 1101 0519 4912 31002x", "１１０１０５19491231002X", "110105491231002", "\u200b" + NUMBER]
)
def test_one_number_has_many_spellings(staff, written):
    known = CadreFactory(name="旧名", born_on=date(1949, 12, 31), began_work_on=None, identity_number=NUMBER)

    assert take(staff, name="旧名", born="194912", ShenFenZheng=written).cadre.pk == known.pk


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("买买提·阿不都", "买买提•阿不都"),
        ("买买提·阿不都", "买买提 ・ 阿不都"),
        ("王伟", "王\u200b伟"),
        ("王伟", "王　伟"),
    ],
)
def test_one_name_has_many_spellings(staff, one, other):
    first, second = take(staff, name=one), take(staff, name=other)

    assert (first.created, second.created, second.cadre.name) == (True, False, one)


def test_a_party_entry_that_is_not_understood_is_unknown_and_pointed_out(staff):
    done = take(staff, RuDangShiJian="待核实")

    assert done.cadre.political_status == PoliticalStatus.UNKNOWN
    assert remarks(done) == {"RuDangShiJian"}
    assert settled([done.cadre.pk])[done.cadre.pk] == {}


def test_a_grade_that_is_not_understood_is_left_out_and_pointed_out(staff):
    done = take(staff, NianDuKaoHeJieGuo="2023年待定，2024年优秀")

    assert [(row.year, row.grade) for row in done.cadre.annual_results.all()] == [(2024, "excellent")]
    assert ["2023年待定" in str(one.message) for one in done.warnings] == [True]


def test_a_number_that_contradicts_month_and_sex_is_pointed_out(staff):
    assert remarks(take(staff, ShenFenZheng=NUMBER)) == {"ChuShengNianYue", "XingBie"}


def test_a_year_without_a_grade_is_pointed_out(staff):
    done = take(staff, NianDuKaoHeJieGuo="2023年不确定等次，2024年优秀")

    assert [(row.year, row.grade) for row in done.cadre.annual_results.all()] == [(2024, "excellent"), (2023, "none")]
    assert ["no grade for 2023" in str(one.message) for one in done.warnings] == [True]


@pytest.mark.parametrize(
    ("written", "stored", "told"),
    [("汉族族", "汉族", set()), ("维", "维吾尔族", set()), ("", "", set()), ("穿青人", "穿青人", {"MinZu"})],
)
def test_ethnic_groups_have_one_spelling_and_unknown_ones_are_pointed_out(staff, written, stored, told):
    done = take(staff, MinZu=written)

    assert (done.cadre.ethnicity, remarks(done)) == (stored, told)
    assert form_of(done.cadre).values["MinZu"] == stored


@pytest.mark.parametrize(("born", "known"), [("195001", True), ("194912", True), ("195103", False)])
def test_a_declared_month_counts_as_long_as_it_holds(staff, born, known):
    """On file December 1949, declared January 1950; March 1951 is nobody's."""
    cadre = CadreFactory(name="旧名", born_on=date(1950, 1, 1), began_work_on=None, identity_number=NUMBER)
    verify(cadre, staff, "1949-12-31")

    if known:
        assert take(staff, name="新名", born=born, ShenFenZheng=NUMBER).cadre.pk == cadre.pk
        assert take(staff, name="新名", born=born).cadre.pk == cadre.pk
    else:
        with pytest.raises(BadForm, match="Find out whose it is"):
            take(staff, name="新名", born=born, ShenFenZheng=NUMBER)


def test_a_declared_month_that_was_replaced_leads_to_nobody(staff):
    """Verified in 1949, then corrected by hand in 1948 and verified as that: nobody declares 1950 any more."""
    cadre = CadreFactory(name="旧名", born_on=date(1950, 1, 1), began_work_on=None)
    verify(cadre, staff, "1949-12-31")
    Cadre.objects.filter(pk=cadre.pk).update(born_on=date(1948, 5, 1))
    verify(cadre, staff, "1948-05-01")

    assert birth_months([fresh(cadre)]) == {cadre.pk: {(1948, 5)}}
    assert take(staff, name="旧名", born="195001").created


@pytest.mark.parametrize(
    ("born", "begun", "kept"),
    [
        ("194912", "197003", (date(1949, 12, 31), date(1970, 3, 17))),
        ("194911", "197004", (date(1949, 11, 1), date(1970, 4, 1))),
    ],
)
def test_a_month_leaves_the_day_that_is_known_of_it(staff, born, begun, kept):
    cadre = CadreFactory(
        name="旧名", born_on=date(1949, 12, 31), began_work_on=date(1970, 3, 17), identity_number=NUMBER
    )

    take(staff, name="旧名", born=born, ShenFenZheng=NUMBER, CanJiaGongZuoShiJian=begun)

    cadre.refresh_from_db()
    assert (cadre.born_on, cadre.began_work_on) == kept
