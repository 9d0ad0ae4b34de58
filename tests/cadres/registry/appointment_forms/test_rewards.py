"""Awards and sanctions on record appear in the form that is given out, and are not typed in by its coming back."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import Cadre, Sanction
from cadres.registry.appointment_forms.lrmx import read, write
from cadres.registry.appointment_forms.services.exporting import export_form, form_of, forms_to_give
from cadres.registry.appointment_forms.services.intake import import_form
from incentives.awards.choices import HONOURS, MONEY, PROSPECTS, AwardKind, AwardStage
from tests.cadres.registry.appointment_forms.test_lrmx import SAMPLE
from tests.support.cadres import CadreFactory, CountyFactory
from tests.support.incentives import AwardFactory

pytestmark = pytest.mark.django_db

ELEMENT = "JiangChengQingKuang"


def granted(cadre, kind=AwardKind.COMMENDATION, **fields):
    amount = 1 if kind in MONEY else 0
    fields = {"year": 2024, "stage": AwardStage.GRANTED, "granted_on": date(2025, 3, 1), "amount": amount} | fields
    return AwardFactory(cadre=cadre, kind=kind, **fields)


def sanction(cadre, **fields):
    fields = {"kind": "party_warning", "decided_on": date(2021, 3, 5), "organ": "县纪委"} | fields
    return Sanction.objects.create(cadre=cadre, **fields)


def given_out(cadre, by):
    return read(export_form(Cadre.objects.get(pk=cadre.pk), by=by)).values[ELEMENT]


def test_awards_and_sanctions_stand_behind_what_was_typed(staff):
    cadre = CadreFactory(awards_text="2019年度记三等功。")
    granted(cadre, document="县委奖〔2025〕3号")
    sanction(cadre)

    assert given_out(cadre, staff) == (
        "2019年度记三等功。2021年3月，受党内警告处分（县纪委）；2025年3月，2024年度嘉奖（县委奖〔2025〕3号）。"
    )
    cadre.refresh_from_db()
    assert cadre.awards_text == "2019年度记三等功。"


@pytest.mark.parametrize("kind", [*HONOURS, *PROSPECTS, *MONEY])
def test_only_honours_belong_into_the_form(kind, staff):
    cadre = CadreFactory()
    granted(cadre, kind)

    assert bool(given_out(cadre, staff)) == (kind in HONOURS)


@pytest.mark.parametrize(
    ("stage", "told"), [(AwardStage.PROPOSED, False), (AwardStage.APPROVED, False), (AwardStage.GRANTED, True)]
)
def test_only_what_was_granted_is_told(stage, told, staff):
    cadre = CadreFactory()
    granted(cadre, stage=stage, granted_on=date(2025, 3, 1) if told else None)

    assert bool(given_out(cadre, staff)) == told


def test_an_annulled_sanction_and_a_measure_are_not_told(staff):
    cadre = CadreFactory(awards_text="无")
    annulled = {"annulled_on": date(2022, 1, 1), "annulled_reason": "复查", "annulled_document": "1号"}
    sanction(cadre, **annulled)
    sanction(cadre, kind="warning_talk")

    assert given_out(cadre, staff) == "无"


def test_a_form_without_records_is_given_out_as_it_was(staff):
    county = CountyFactory()
    cadre = import_form(SAMPLE.read_bytes(), division=county, by=staff).cadre

    assert export_form(cadre, by=staff) == write(form_of(Cadre.objects.get(pk=cadre.pk)))


@pytest.mark.parametrize("typed", ["", "无", "2019年度记三等功。"])
def test_a_form_that_comes_back_changes_nothing_and_tells_nothing_twice(typed, staff):
    cadre = import_form(SAMPLE.read_bytes(), division=CountyFactory(), by=staff).cadre
    Cadre.objects.filter(pk=cadre.pk).update(awards_text=typed)
    granted(cadre)
    out = export_form(Cadre.objects.get(pk=cadre.pk), by=staff)

    done = import_form(out, division=CountyFactory(), by=staff)

    assert (done.cadre.pk, done.outcome, done.changes) == (cadre.pk, "unchanged", [])
    assert Cadre.objects.get(pk=cadre.pk).awards_text == typed
    assert export_form(Cadre.objects.get(pk=cadre.pk), by=staff) == out


def test_what_somebody_wrote_behind_it_is_kept_and_told_once(staff):
    cadre = import_form(SAMPLE.read_bytes(), division=CountyFactory(), by=staff).cadre
    granted(cadre)
    form = forms_to_give([Cadre.objects.get(pk=cadre.pk)])[0]
    form.values[ELEMENT] += "2026年1月获省级表彰。"

    done = import_form(write(form), division=CountyFactory(), by=staff)

    assert done.outcome == "changed"
    assert Cadre.objects.get(pk=cadre.pk).awards_text == form.values[ELEMENT]
    assert given_out(cadre, staff) == form.values[ELEMENT]
    assert form.values[ELEMENT].count("2024年度嘉奖") == 1


def test_an_award_taken_in_later_joins_the_text_that_came_in_before(staff):
    """The form names it by another spelling: the record adds nothing to it."""
    cadre = CadreFactory(awards_text="2025年3月受县委、县政府嘉奖")
    granted(cadre)

    assert given_out(cadre, staff) == "2025年3月受县委、县政府嘉奖"


@pytest.mark.parametrize("number", [1, 3])
def test_the_records_of_many_cost_two_queries(number, django_assert_num_queries):
    cadres = [CadreFactory() for _ in range(number)]
    for cadre in cadres:
        granted(cadre)
        sanction(cadre)
    rows = list(Cadre.objects.prefetch_related("education", "family", "annual_results"))
    for row in rows:
        row.held_today = []

    with django_assert_num_queries(2):
        forms = forms_to_give(rows)

    assert all("嘉奖" in form.values[ELEMENT] and "党内警告" in form.values[ELEMENT] for form in forms)


def test_the_printed_form_has_them(staff, as_user):
    cadre = CadreFactory(awards_text="2019年度记三等功。")
    granted(cadre)

    page = as_user(staff).get(f"{reverse('cadres:approval_form')}?ids={cadre.pk}").text

    assert "2019年度记三等功。2025年3月，2024年度嘉奖。" in page


def test_the_file_shows_the_award_beside_what_was_typed(staff, as_user):
    cadre = CadreFactory()
    award = granted(cadre)

    page = as_user(staff).get(reverse("cadres:cadre_panel", args=[cadre.pk, "honours"])).text

    assert award.get_absolute_url() in page
