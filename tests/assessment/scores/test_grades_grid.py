"""The grades of a cycle in one table."""

from datetime import date

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessment.models import Score
from assessment.scores.services.scores import confirm_grade, confirm_grades
from cadres.models import AnnualResult, Kinship, Sanction, User
from cadres.shared.errors import Refused
from tests.support.assessment import confirmed
from tests.support.cadres import LeaderFactory
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def scores(full, staff, leader):
    """Confirmed scores of five leaders, the best first; 25 % of them may be excellent: one."""
    confirmed(full, staff, leader)
    return list(Score.objects.order_by("-total", "pk"))


def set_(pks, **values):
    """What only scoring may write."""
    with pgtrigger.ignore("assessment.Score:frozen"):
        Score.objects.filter(pk__in=pks).update(**values)


@pytest.fixture
def page(scores, leader, as_user):
    """Opens the table and sends it back with what is given."""
    browser, address = as_user(leader), reverse("assessment:cycle_grades", args=[scores[0].cycle_id])

    def send(**data):
        form = browser.get(address).context["form"]
        shown = {field.html_name: field.value() or "" for field in form.visible_fields()}
        return browser.post(address, {**shown, "seen": form.initial["seen"], **data})

    send.open = lambda: browser.get(address)
    return send


def suggested(answer):
    form = answer.context["form"]
    return {score.pk: form[f"grade_{score.pk}"].value() for score, *_rest in form.rows}


def test_what_may_be_given_is_filled_in_and_one_press_gives_it(scores, page):
    set_([one.pk for one in scores[:2]], band="excellent")
    set_([one.pk for one in scores[2:]], band="competent")

    found = suggested(page.open())
    assert [found[one.pk] for one in scores] == ["excellent", "", "competent", "competent", "competent"]
    answer = page()

    assert answer.status_code == 302, answer.context["form"].errors
    grades = dict(Score.objects.values_list("pk", "grade"))
    assert [grades[one.pk] for one in scores] == ["excellent", "", "competent", "competent", "competent"]
    assert AnnualResult.objects.filter(confirmed_here=True).count() == 4


def test_what_stands_against_it_is_in_the_row(scores, page):
    one = scores[0]
    set_([one.pk], band="excellent")
    Sanction.objects.create(
        cadre=one.tenure.cadre, kind="party_warning", decided_on=date(2026, 5, 6), document="纪〔2026〕1号"
    )
    year = one.cycle.year
    Sanction.objects.update(decided_on=date(year, 5, 6))

    answer = page.open()

    (row,) = [row for row in answer.context["form"].grids[0].rows if row.label == one.tenure.cadre.name]
    assert "excellent" in row.cells[2].lower()
    assert suggested(answer)[one.pk] == ""


def test_a_refusal_names_the_leader_and_gives_no_grade(scores, leader):
    first, second = scores[:2]
    wanted = {first.pk: ("excellent", "成绩突出"), second.pk: ("excellent", "成绩突出")}

    with pytest.raises(Refused) as caught:
        confirm_grades(first.cycle, wanted, by=leader)

    assert codes(caught) == ["excellent-share"]
    names = {one.tenure.cadre.name for one in (first, second)}
    assert str(caught.value.objections[0].message).partition(":")[0] in names
    assert not Score.objects.exclude(grade="").exists()


def test_what_is_as_it_was_is_passed_over(scores, page, leader):
    one = scores[-1]
    confirm_grade(one, grade="competent", by=leader, reason="说明")
    before = Score.objects.get(pk=one.pk).graded_at

    assert page().status_code == 302
    assert Score.objects.get(pk=one.pk).graded_at == before


def test_a_departure_wants_its_reason(scores, page):
    one = scores[0]
    other = "basic" if one.band != "basic" else "competent"

    answer = page(**{f"grade_{one.pk}": other})

    assert answer.status_code == 422
    assert one.tenure.cadre.name in str(answer.context["objections"][0].message)
    assert page(**{f"grade_{one.pk}": other, f"reason_{one.pk}": "实绩说明"}).status_code == 302


def test_the_second_of_two_deciders_is_told(scores, leader, as_user):
    browser, address = as_user(leader), reverse("assessment:cycle_grades", args=[scores[0].cycle_id])
    seen = browser.get(address).context["form"].initial["seen"]
    confirm_grade(scores[0], grade="competent", by=LeaderFactory(), reason="说明")

    answer = browser.post(address, {"seen": seen, f"grade_{scores[0].pk}": "basic", f"reason_{scores[0].pk}": "别的"})

    assert answer.status_code == 409
    assert Score.objects.get(pk=scores[0].pk).grade == "competent"


def test_nobody_without_the_right_and_no_file_of_kin(scores, staff, leader, page):
    with pytest.raises(PermissionDenied):
        confirm_grades(scores[0].cycle, {scores[0].pk: ("competent", "")}, by=staff)
    cadre = scores[0].tenure.cadre
    Kinship.objects.create(user=leader, cadre=cadre, relation="弟弟", stage="confirmed", confirmed_by=LeaderFactory())

    rows = page.open().context["form"].grids[0].rows
    assert len(rows) == len(scores) - 1
    assert cadre.name not in [row.label for row in rows]
    barred = User.objects.get(pk=leader.pk)
    with pytest.raises(Refused) as refused:
        confirm_grades(scores[0].cycle, {scores[0].pk: ("competent", "")}, by=barred)
    assert codes(refused) == ["recusal"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_table_costs_the_same_for_any_number(number, scores, page, django_assert_num_queries):
    none = {"no_score": "short", "total": 0, "level_part": 0, "adjustment": 0, "progress_part": 0, "band": ""}
    set_([one.pk for one in scores[number:]], **none)
    page.open()

    with django_assert_num_queries(9):
        answer = page.open()
    assert len(answer.context["form"].rows) == number
