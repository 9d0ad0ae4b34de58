"""What a leader sees before confirming a grade."""

from datetime import date

import pytest
from django.urls import reverse

from assessment.models import Score
from assessment.scores.services.scores import confirm_grade
from cadres.models import AnnualResult, Sanction
from tests.support.assessment import confirmed
from tests.support.objections import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def graded(full, staff, leader):
    """Confirmed scores, best first."""
    confirmed(full, staff, leader)
    return list(Score.objects.order_by("-total", "pk"))


def grade_page(browser, score):
    return browser.get(reverse("assessment:score_grade", args=[score.pk]))


def test_score_file_share_and_each_grade_are_beside_the_form(graded, leader, as_user):
    score = next(one for one in graded if one.band != "excellent")
    confirm_grade(graded[0], grade="excellent", by=leader, reason="成绩突出")  # 25 % of 5 is 1
    AnnualResult.objects.create(cadre=score.tenure.cadre, year=2024, grade="excellent")

    page = grade_page(as_user(leader), score)

    matter = page.context["matter"]
    file, grades = (dict(part.facts) for part in matter.parts[1:])
    assert matter.concerned[0].url == score.tenure.cadre.get_absolute_url()
    assert file["Results of the years before"] == "2024: Excellent"
    assert file["Sanctions at the end of the year"] == "None in effect."
    assert file["Others graded excellent"] == "1 of 1"
    assert grades["Excellent"] == "At most 1 leaders may be excellent; 1 are already."
    assert grades["Competent"] == "No objection"
    assert matter.is_free
    assert page.context["form"]["grade"].value() == score.band


def test_a_grade_that_the_rules_refuse_is_not_chosen_beforehand(graded, leader, as_user):
    score = graded[0]
    Sanction.objects.create(
        cadre=score.tenure.cadre,
        kind="party_probation",
        decided_on=date(2025, 5, 6),
        effect_until=date(2026, 5, 6),
        document="纪〔2025〕1号",
    )

    page = grade_page(as_user(leader), score)

    assert page.context["form"]["grade"].value() == ""
    against = page.context["matter"].against
    assert "sanctioned-no-grade" in codes([*against.blocking, *against.overridable])


def test_a_grade_given_before_comes_with_its_reason(graded, leader, as_user):
    score = graded[-1]
    other = "incompetent" if score.band != "incompetent" else "basic"
    confirm_grade(score, grade=other, by=leader, reason="重大失误")

    form = grade_page(as_user(leader), score).context["form"]

    assert (form["grade"].value(), form["reason"].value()) == (other, "重大失误")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_results(rows, graded, leader, as_user, django_assert_num_queries):
    score = graded[0]
    for year in range(2020, 2020 + rows):
        AnnualResult.objects.create(cadre=score.tenure.cadre, year=year, grade="competent")
    browser = as_user(leader)

    with django_assert_num_queries(10):
        grade_page(browser, score)
