"""What a leader sees of an award before deciding on it."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import FileAccess, Sanction, Step
from cadres.registry.protection.services import declare_kinship, settle_kinship
from tests.support.cadres import LeaderFactory, TenureFactory
from tests.support.incentives import AwardFactory, results
from tests.support.objections import codes

pytestmark = pytest.mark.django_db


def move_page(browser, award, name):
    return browser.get(reverse("incentives:award_move", args=[award.pk, name]))


def test_who_approves_sees_file_share_objections_and_what_follows(leader, as_user):
    award = AwardFactory(kind="commendation", amount=0)
    TenureFactory(cadre=award.cadre, post__kind="head")
    results(award.cadre, y2024="excellent", y2025="competent")
    Sanction.objects.create(
        cadre=award.cadre, kind="party_warning", decided_on=date(2026, 11, 2), document="纪〔2026〕1号"
    )

    page = move_page(as_user(leader), award, "approve")

    matter = page.context["matter"]
    file = dict(matter.parts[1].facts)
    assert matter.concerned[0].url == award.cadre.get_absolute_url()
    assert file["Yearly results"] == "2025: Competent, 2024: Excellent"
    assert file["Sanctions"].startswith("Party warning")
    assert file["Share of main leaders used by others"] == "0 of 1"
    against = [*matter.against.blocking, *matter.against.overridable, *matter.against.reminding]
    assert set(codes(against)) == {"sanction-in-effect", "not-excellent"}
    assert "It may be granted then" in page.content.decode()
    assert not Step.objects.of(award).exists()


def test_where_nothing_objects_it_says_so(leader, as_user):
    page = move_page(as_user(leader), AwardFactory(), "approve")

    assert page.context["matter"].is_free
    assert "the rules object nothing" in page.content.decode()


def test_what_was_typed_and_refused_is_told_one_time(leader, as_user):
    award = AwardFactory(proposed_by=leader)

    answer = as_user(leader).post(reverse("incentives:award_move", args=[award.pk, "approve"]), {"reason": ""})

    assert answer.status_code == 422
    assert answer.context["matter"].against is None
    assert answer.content.decode().count("Ask a second person") == 1


def test_a_relatives_file_stays_closed_beside_the_form(leader, as_user):
    award = AwardFactory()
    results(award.cadre, y2025="competent")
    own = declare_kinship(award.cadre, relation="哥哥", by=leader)
    settle_kinship(own, "confirm", by=LeaderFactory())

    assert move_page(as_user(leader), award, "approve").status_code == 403

    assert not FileAccess.objects.filter(by=leader).exclude(kind="refused").exists()
    other = LeaderFactory()
    move_page(as_user(other), award, "approve")
    move_page(as_user(other), award, "approve")
    assert FileAccess.objects.filter(by=other, cadre=award.cadre, part="matter").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_matter_costs_the_same_for_any_number_of_results(rows, leader, as_user, django_assert_num_queries):
    award = AwardFactory()
    results(award.cadre, **{f"y{year}": "competent" for year in range(2020, 2020 + rows)})
    browser = as_user(leader)

    with django_assert_num_queries(7):
        move_page(browser, award, "approve")


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("merit_3", "Excellent in the yearly assessments of 2023, 2024, 2025: 3 years in a row."),
        ("commendation", "Excellent in the yearly assessment of 2025."),
        ("bonus", ""),
    ],
)
def test_a_suggestion_brings_its_ground(kind, ground, staff, as_user):
    tenure = TenureFactory(post__kind="head")
    results(tenure.cadre, y2023="excellent", y2024="excellent", y2025="excellent")
    address = f"{reverse('incentives:award_new')}?cadre={tenure.cadre_id}&kind={kind}&year=2025"

    form = as_user(staff).get(address).context["form"]

    assert (form["kind"].value(), form["year"].value(), form["ground"].value()) == (kind, 2025, ground)


def test_without_a_suggestion_the_year_is_the_last_with_results(staff, as_user):
    cadre = TenureFactory().cadre
    results(cadre, y2024="competent")

    form = as_user(staff).get(f"{reverse('incentives:award_new')}?cadre={cadre.pk}&kind=commendation").context["form"]

    assert (form["year"].value(), form["ground"].value()) == (2024, "")
