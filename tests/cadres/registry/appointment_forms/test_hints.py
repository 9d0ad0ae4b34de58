"""Somebody recorded as gone, a second file with a used number: the form comes in, and both are shown."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Cadre
from cadres.registry.appointment_forms.lrmx import BadForm
from cadres.registry.appointment_forms.services.intake import import_form
from tests.support.appointment_forms import small
from tests.support.cadres import CadreFactory, CountyFactory, TenureFactory
from tests.support.verifications import verify

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"  # of a woman born in December 1949
OTHER = "511923198203170017"


def told(by, name="王五", born="194912", **values) -> list[str]:
    done = import_form(small(name, born, XingBie="女", **values), division=CountyFactory(), by=by)
    return [str(one.message) for one in done.warnings]


def known(**more) -> Cadre:
    facts = {"name": "王五", "born_on": date(1949, 12, 31), "sex": "2", "began_work_on": None}
    return CadreFactory(**{**facts, "identity_number": NUMBER, **more})


@pytest.mark.parametrize(
    ("status", "words"),
    [("retired", "Retired"), ("left", "Left the county"), ("deceased", "Deceased"), ("serving", "")],
)
@pytest.mark.parametrize("number", [NUMBER, ""])
def test_a_form_of_somebody_recorded_as_gone(staff, status, words, number):
    known(status=status)

    found = told(staff, ShenFenZheng=number)

    gone = f"Recorded as gone: 王五, born 1949.12, {words}. Here: 王五, born 1949.12."
    assert [text[: len(gone)] for text in found] == ([gone] if words else [])
    assert Cadre.objects.get().status == status


@pytest.mark.parametrize(
    ("name", "born", "said"),
    [("王武", "194912", "王武, born 1949.12"), ("王五", "195001", "王五, born 1950.01"), ("王五", "194912", "")],
)
def test_a_number_that_leads_to_another_name_or_month(staff, name, born, said):
    known()

    found = [text for text in told(staff, name, born, ShenFenZheng=NUMBER) if "On file" in text]

    both = f"On file: 王五, born 1949.12, Serving. Here: {said}. Find out whether this is one person."
    assert found == ([both] if said else [])


def test_a_month_that_was_verified_otherwise_is_told_as_that_alone(staff):
    verify(known(born_on=date(1950, 1, 1)), staff, "1949-12-31")

    assert ["On file" in text for text in told(staff, "王五", "195001", ShenFenZheng=NUMBER)] == [False, False]


def test_a_new_file_beside_a_namesake_of_another_number(staff):
    known(status="left")

    (text,) = [text for text in told(staff, ShenFenZheng="110105194912310040") if "exists" in text]

    assert text.startswith(
        "A file of this name and month exists: 王五, born 1949.12, Left the county. Here: 王五, born"
    )
    assert Cadre.objects.count() == 2


def test_a_second_file_with_the_same_number(staff):
    known()
    known(name="王武", born_on=date(1949, 12, 1))

    (text,) = [text for text in told(staff, ShenFenZheng=NUMBER) if "already" in text]

    assert text.startswith(
        "A file has this identity number already: 王武, born 1949.12, Serving. Here: 王五, born 1949.12"
    )


def test_a_month_of_birth_after_the_first_post_is_refused(staff):
    cadre = known()
    TenureFactory(cadre=cadre, held=DateRange(date(1990, 1, 1), date(2000, 1, 1)), end_reason="promoted")

    with pytest.raises(BadForm, match="before birth"):
        told(staff, born="199001", ShenFenZheng=NUMBER)


def test_what_a_new_file_gets_unasked_is_shown_like_what_the_form_says(staff):
    done = import_form(small(), division=CountyFactory(), by=staff)

    assert done.changes[-3:] == [
        ("Political status", "", "Not a party member"),
        ("Grade", "", "Staff member"),
        ("Status", "", "Serving"),
    ]
