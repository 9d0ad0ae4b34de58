"""Decisions about what a file declares, on a paper that exists by default."""

from datetime import date

from cadres.models import Cadre
from cadres.registry.verifications import services as verifications

PAPER = {"paper": "school", "paper_number": "初中学籍卡", "paper_on": date(1995, 9, 1)}

ROW = {
    "item": "birth",
    "state": "differs",
    "declared": "1982-03-01",
    "found": "1981-12-01",
    "paper": "school",
    "paper_number": "x",
    "note": "",
}


def verify(cadre, by, found="1981-12-01", item="birth", **more):
    return verifications.verify(cadre, item, found=found, by=by, **{**PAPER, **more})


def fresh(cadre) -> Cadre:
    return Cadre.objects.get(pk=cadre.pk)
