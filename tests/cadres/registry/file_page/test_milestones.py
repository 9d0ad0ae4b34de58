"""Dots on a career, of every app."""

from datetime import date

from django.urls import reverse

from cadres.models import AnnualResult, Sanction
from cadres.registry.cadre_files.choices import AnnualGrade
from cadres.registry.sanctions.choices import SanctionKind
from cadres.shared.charts.milestones import milestones_of
from tests.support.cadres import CadreFactory, TenureFactory
from tests.support.incentives import AwardFactory
from tests.support.training import EnrolmentFactory


def test_apps_mark_what_they_know(staff):
    cadre = CadreFactory()
    AnnualResult.objects.create(cadre=cadre, year=2025, grade=AnnualGrade.EXCELLENT)
    Sanction.objects.create(cadre=cadre, kind=SanctionKind.PARTY_WARNING, decided_on=date(2024, 3, 1), organ="县纪委")
    EnrolmentFactory(cadre=cadre, stage="attended")
    AwardFactory(cadre=cadre)

    found = {kind.key: marks for kind, marks in milestones_of(cadre, staff)}

    assert set(found) == {"results", "ranks", "sanctions", "training"}  # the award is not granted
    assert [mark.tone for mark in found["sanctions"]] == ["bad"]


def test_the_career_page_lists_the_marks(staff, as_user):
    tenure = TenureFactory()
    AnnualResult.objects.create(cadre=tenure.cadre, year=2025, grade=AnnualGrade.EXCELLENT)
    page = as_user(staff).get(reverse("cadres:cadre_timeline", args=[tenure.cadre_id])).content.decode()

    assert "lane-dot-good" in page
    assert "2025: Excellent" in page
    assert "style=" not in page
