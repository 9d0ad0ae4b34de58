"""Whose file a form belongs to when its number, name or month is not what it should be."""

from datetime import date

import pytest

from cadres.models import Cadre
from cadres.registry.appointment_forms.lrmx import BadForm, read
from cadres.registry.appointment_forms.services.intake import Intake, import_form
from cadres.registry.cadre_files.choices import PoliticalStatus
from cadres.registry.verifications.services import settled
from tests.support.appointment_forms import small
from tests.support.cadres import CadreFactory, CountyFactory

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
