"""What comes after the approval: a file that can be made of whatever was typed, and who may still fetch it."""

import pytest

from cadres.models import Cadre, JobFile, Remit, User
from cadres.platform.exports import services as exports
from cadres.registry.protection import services as protection
from cadres.registry.rosters.services.rosters import keep_roster
from cadres.shared.lists.export_links import ask_url
from tests.support.cadres import CadreFactory, CountyFactory
from tests.support.exports import KEPT, LIST, ask, csv_of, fetched, make, rows_of
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("source", [LIST.replace("csv", "xlsx", 1), "records", "docx", "zip", "roster"])
def test_signs_that_no_office_file_can_hold_spoil_no_export(staff, leader, source):
    """A break pasted from Word comes as a vertical tab; one would keep the whole county from being exported."""
    torn = CadreFactory(name="测\x0b试\x01", native_place="四\x0b川", resume="1999.01--2001.01  某\x0b校\x02")
    if source == "roster":
        kept = keep_roster({**KEPT, "name": "a\nb\x01", "columns": ["name"]}, by=staff)
        url = ask_url("roster", "xlsx", roster=kept.pk)
    else:
        records = ask_url("records", "xlsx", key="cadres")
        forms = ask_url("forms", source, ids=torn.pk)
        url = {"records": records, "docx": forms, "zip": forms}.get(source, source)
    asked = make(ask(staff, url, purpose="换\x0b届\x01"))

    stored, content = exports.fetch(asked, by=staff)
    with content:
        data = content.read()
    if stored.name.endswith(".xlsx"):
        assert any("测\n试" in str(cell) for row in rows_of(data) for cell in row)
        assert any("换 届" in str(cell) for row in rows_of(data) for cell in row)
    assert stored.name.isprintable()


def test_who_was_moved_since_the_making_gets_nothing(asked, staff):
    asked = make(asked)
    Remit.objects.filter(user=staff).update(division=CountyFactory(code="511922000000", name="南江县"))

    assert refusal(exports.fetch, asked, by=User.objects.get(pk=staff.pk)) == ["export-unable"]
    assert JobFile.objects.filter(job=asked.job).exists()


def test_who_is_a_relative_of_somebody_in_the_file_gets_nothing(asked, staff, leader):
    asked = make(asked)
    kinship = protection.declare_kinship(Cadre.objects.get(name="测试甲"), relation="妻子", by=staff)
    protection.settle_kinship(kinship, "confirm", by=leader)

    assert refusal(exports.fetch, asked, by=User.objects.get(pk=staff.pk)) == ["export-unable"]


def test_a_relative_who_is_not_in_the_file_hinders_nobody(asked, staff, leader):
    asked = make(asked)
    kinship = protection.declare_kinship(CadreFactory(name="后来者"), relation="妻子", by=staff)
    protection.settle_kinship(kinship, "confirm", by=leader)

    assert "测试甲" in csv_of(fetched(asked))
