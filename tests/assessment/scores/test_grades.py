"""Grades: who gives them, within what share, for which reason, and who is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from assessment.models import IndicatorSystem, Score
from assessment.scores.services.cycle_moves import close_cycle, move_cycle
from assessment.scores.services.scores import confirm_grade
from cadres.models import AnnualResult, Notice, Sanction, Step
from cadres.platform.notices import points as notices
from cadres.shared.errors import Refused
from tests.support.assessment import confirmed, scored
from tests.support.cadres import LeaderFactory, TownshipUserFactory
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def graded(full, staff, leader):
    """Confirmed scores, best first."""
    confirmed(full, staff, leader)
    return list(Score.objects.order_by("-total", "pk"))


def test_a_grade_goes_to_the_file_and_to_the_leader(graded, leader):
    score = graded[0]
    account = TownshipUserFactory(cadre=score.tenure.cadre)
    AnnualResult.objects.create(cadre=score.tenure.cadre, year=2025, grade="none")

    confirm_grade(score, grade=score.band, by=leader)

    score.refresh_from_db()
    assert (score.grade, score.graded_by) == (score.band, leader)
    result = AnnualResult.objects.get(cadre=score.tenure.cadre, year=2025)
    assert (result.grade, result.confirmed_here) == (score.band, True)
    step = Step.objects.of(score).get()
    assert (step.move, step.target, step.by) == ("grade", score.band, leader)
    notice = Notice.objects.get(user=account)
    assert notices.text_of(notice.kind, notice.params) == "Your assessment of 2025 is confirmed."


def test_departing_from_the_band_or_from_an_earlier_grade_needs_a_reason(graded, leader):
    score = graded[-1]
    other = "incompetent" if score.band != "incompetent" else "basic"
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade=other, by=leader)
    assert codes(refused) == ["band-departed"]
    confirm_grade(score, grade=other, by=leader, reason="重大失误")
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade=score.band, by=leader)
    assert codes(refused) == ["grade-changed"]
    assert confirm_grade(score, grade=score.band, by=leader, reason="复核").grade == score.band


def test_the_share_of_excellent_is_limited_and_may_be_overridden_with_a_reason(graded, leader):
    confirm_grade(graded[0], grade="excellent", by=leader, reason="成绩突出")  # 25 % of 5 is 1
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[1], grade="excellent", by=leader, reason="成绩突出")
    assert codes(refused) == ["excellent-share"]
    confirm_grade(graded[1], grade="excellent", by=leader, reason="上级批准增加名额", override=True)
    step = Step.objects.of(graded[1]).get()
    assert (step.facts["excellent_limit"], len(step.overridden)) == (1, 1)
    confirm_grade(graded[0], grade="excellent", by=leader, reason="再次确认", override=True)


@pytest.mark.usefixtures("no_override")
def test_who_lacks_the_permission_gives_no_grade_beyond_the_share(graded, leader):
    confirm_grade(graded[0], grade="excellent", by=leader, reason="成绩突出")
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[1], grade="excellent", by=leader, reason="上级批准增加名额", override=True)
    assert codes(refused) == ["excellent-share", "override-not-permitted"]
    graded[1].refresh_from_db()
    assert graded[1].grade == ""


def test_nobody_grades_himself_nor_without_the_right(graded, leader, staff):
    own = LeaderFactory(cadre=graded[0].tenure.cadre)
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[0], grade=graded[0].band, by=own)
    assert codes(refused) == ["recusal"]
    with pytest.raises(PermissionDenied):
        confirm_grade(graded[0], grade=graded[0].band, by=staff)
    with pytest.raises(Refused) as refused:
        confirm_grade(graded[0], grade="qualified", by=leader, reason="试验")
    assert codes(refused) == ["unknown-grade"]


def test_grades_wait_for_confirmed_scores_and_end_with_the_cycle(full, staff, leader):
    cycle = scored(full, staff)
    score = Score.objects.first()
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade=score.band, by=leader)
    assert codes(refused) == ["scores-not-confirmed"]
    cycle = move_cycle(cycle, "confirm", by=leader)
    with pytest.raises(Refused) as refused:
        close_cycle(cycle, by=leader)
    assert codes(refused) == ["ungraded"]
    for row in Score.objects.all():
        confirm_grade(row, grade="competent", by=leader, reason="试验")
    close_cycle(cycle, by=leader)
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade="basic", by=leader, reason="试验")
    assert codes(refused) == ["scores-not-confirmed"]


def test_the_last_word_on_names(system):
    assert str(system).endswith("v1")
    assert IndicatorSystem.objects.in_force_on(date(2024, 5, 5)).get() == system


def sanctioned(score, kind="admin_warning", decided_on=date(2025, 6, 1), until=date(2025, 12, 1), **changes):
    return Sanction.objects.create(
        cadre=score.tenure.cadre, kind=kind, decided_on=decided_on, effect_until=until, organ="县监委", **changes
    )


def test_nobody_is_excellent_in_the_year_of_a_sanction(graded, leader):
    score = graded[0]
    sanctioned(score)
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade="excellent", by=leader, reason="成绩突出")
    (objection,) = refused.value.objections
    assert (objection.code, objection.rule) == ("sanctioned-not-excellent", "assess.sanction_not_excellent")
    assert objection.message == "Administrative warning of 1 Jun 2025: the grade of 2025 cannot be “excellent”."
    assert confirm_grade(score, grade="competent", by=leader, reason="受处分").grade == "competent"


def test_no_grade_is_given_while_a_demerit_has_effect(graded, leader):
    score = graded[0]
    sanctioned(score, "admin_demerit", until=date(2026, 6, 1))
    with pytest.raises(Refused) as refused:
        confirm_grade(score, grade="competent", by=leader, reason="表现尚可")
    assert codes(refused) == ["sanctioned-no-grade"]
    confirm_grade(score, grade="none", by=leader, reason="受记过处分，不确定等次")
    assert AnnualResult.objects.get(cadre=score.tenure.cadre, year=2025).grade == "none"


def test_an_annulled_sanction_stands_against_no_grade(graded, leader):
    score = graded[0]
    sanctioned(score, annulled_on=date(2026, 1, 5), annulled_reason="复查", annulled_document="县监〔2026〕1号")
    assert confirm_grade(score, grade="excellent", by=leader, reason="成绩突出").grade == "excellent"
