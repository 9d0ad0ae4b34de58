"""Files with something in each section, and what the form of one sends."""

from datetime import date

from cadres.models import AnnualResult, DivisionProfile, Education, FamilyMember, Sanction
from tests.support.cadres import TenureFactory

PARTICULARS = {
    "name": "王新",
    "sex": "1",
    "born_on": "1985-06-01",
    "ethnicity": "汉族",
    "political_status": "01",
    "grade": "b_section_deputy",
    "status": "serving",
}


def profile(township, year=2025, **facts):
    values = {
        "population": 20000,
        "area": 80,
        "mountain_share": 70,
        "distance": 30,
        "income": 21000,
        "revenue": 900,
        "tier": "middling",
    }
    return DivisionProfile.objects.create(division=township, year=year, **{**values, **facts})


def full_file():
    """A sitting secretary whose file has something in each section."""
    tenure = TenureFactory(cadre__resume="2004.08--2010.01  某镇科员\n2011.01--  某镇书记")
    cadre = tenure.cadre
    Education.objects.create(cadre=cadre, mode="full_time", level="大学", school="某大学")
    FamilyMember.objects.create(cadre=cadre, relation="妻子", name="某人")
    AnnualResult.objects.create(cadre=cadre, year=2025, grade="excellent")
    Sanction.objects.create(cadre=cadre, kind="party_warning", decided_on=date(2015, 1, 1), organ="县纪委")
    return tenure
