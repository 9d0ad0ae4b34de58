"""Sanctions and measures: how long they have effect, correction, annulment, what the database forbids."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from cadres.models import Sanction
from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.sanctions import services as sanctions
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.rules import effect_until
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.pages.edit_conflicts import fingerprint
from tests.support.cadres import CadreFactory
from tests.support.corrections import annulled, uploaded
from tests.support.refusals import codes
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db

WARNING = {
    "kind": SanctionKind.PARTY_WARNING,
    "decided_on": date(2025, 3, 1),
    "rights_restored_on": None,
    "effect_until": None,
    "organ": "县纪委",
    "document": "平纪〔2025〕3号",
}


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        ("party_warning", date(2026, 3, 1)),
        ("party_serious_warning", date(2026, 9, 1)),
        ("party_removal", date(2027, 3, 1)),
        ("admin_warning", date(2025, 9, 1)),
        ("admin_demerit", date(2026, 3, 1)),
        ("admin_major_demerit", date(2026, 9, 1)),
        ("adjustment", date(2026, 3, 1)),
        ("demotion", date(2027, 3, 1)),
    ],
)
def test_the_end_follows_from_the_kind(kind, until):
    assert effect_until(kind, date(2025, 3, 1), Rulebook(on=date(2025, 3, 1))) == until


def test_every_kind_has_its_period():
    day = date(2025, 3, 1)
    assert all(effect_until(kind, day, Rulebook(on=day), rights_restored_on=day) for kind in SanctionKind)


PROBATION = {**WARNING, "kind": SanctionKind.PARTY_PROBATION}


def test_probation_has_no_known_end_before_the_rights_return(staff):
    cadre = CadreFactory()

    sanction = sanctions.enter_sanction(cadre, PROBATION, by=staff)
    assert sanction.effect_until is None
    sanction = sanctions.change_sanction(sanction, {**PROBATION, "rights_restored_on": date(2026, 3, 1)}, by=staff)
    assert sanction.effect_until == date(2028, 3, 1)

    with pytest.raises(Refused) as caught:
        sanctions.enter_sanction(cadre, {**PROBATION, "effect_until": date(2027, 3, 1)}, by=staff)
    (objection,) = caught.value.objections
    assert (objection.code, objection.rule) == ("effect-without-reason", "sanction.party_probation")
    assert "Art 12" in str(objection.article)


@pytest.mark.parametrize(
    ("kind", "day", "sound"),
    [
        ("party_probation", date(2025, 2, 28), False),
        ("party_probation", date(2025, 3, 1), False),
        ("party_probation", date(2025, 3, 2), True),
        ("party_removal", date(2025, 3, 2), False),
    ],
)
def test_rights_return_after_probation_only(staff, kind, day, sound):
    values = {**WARNING, "kind": kind, "rights_restored_on": day}
    if sound:
        assert sanctions.enter_sanction(CadreFactory(), values, by=staff).effect_until == date(2027, 3, 2)
        return
    with pytest.raises(ValidationError, match="Only probation within the party"):
        sanctions.enter_sanction(CadreFactory(), values, by=staff)
    with pytest.raises(IntegrityError, match="cadres_sanction_rights"), transaction.atomic():
        Sanction.objects.create(cadre=CadreFactory(), **{**values, "effect_until": date(2027, 3, 2)})


def test_the_form_asks_for_the_return_and_no_end(as_user, staff):
    sanction = sanctions.enter_sanction(CadreFactory(), PROBATION, by=staff)
    page = as_user(staff).get(reverse("cadres:sanction_change", args=[sanction.pk])).content.decode()
    assert 'name="rights_restored_on"' in page
    assert not re.search(r'name="open_end"[^>]*checked', page)


def test_the_end_is_proposed_and_another_needs_a_reason(staff):
    cadre = CadreFactory()

    assert sanctions.enter_sanction(cadre, WARNING, by=staff).effect_until == date(2026, 3, 1)
    with pytest.raises(Refused) as caught:
        sanctions.enter_sanction(cadre, {**WARNING, "effect_until": date(2026, 9, 1)}, by=staff)
    objection = caught.value.objections[0]
    assert (objection.code, objection.rule) == ("effect-without-reason", "sanction.party_warning")
    assert "Art 10" in str(objection.article)
    longer = {**WARNING, "effect_until": date(2026, 9, 1)}
    assert sanctions.enter_sanction(cadre, longer, by=staff, reason="延长").effect_until == date(2026, 9, 1)
    endless = sanctions.enter_sanction(cadre, WARNING, by=staff, open_end=True, reason="权利未恢复")
    assert endless.effect_until is None


def test_a_sanction_is_corrected_but_one_that_was_annulled_stays(staff):
    sanction = sanctions.enter_sanction(CadreFactory(), WARNING, by=staff)
    seen = fingerprint(sanction, sanctions.FIELDS)

    sanction = sanctions.change_sanction(sanction, {**WARNING, "organ": "市纪委"}, by=staff, seen=seen)
    with pytest.raises(OutOfDate):
        sanctions.change_sanction(sanction, {**WARNING, "organ": "省纪委"}, by=staff, seen=seen)
    day = localdate()
    assert Sanction.objects.in_effect_on(date(2025, 6, 1)).exists()
    sanction = annulled(sanction, on=date(2025, 5, 1))

    assert not Sanction.objects.in_effect_on(date(2025, 6, 1)).exists()
    assert Sanction.objects.in_effect_on(date(2025, 4, 1)).exists()
    assert (sanction.in_effect_on(date(2025, 4, 1)), sanction.in_effect_on(day)) == (True, False)
    with pytest.raises(Refused) as caught:
        sanctions.change_sanction(sanction, {**WARNING, "organ": "县监委"}, by=staff)
    assert codes(caught) == ["annulled"]
    with pytest.raises(Refused):
        annulled(sanction, on=day)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"effect_until": date(2025, 6, 1)}, True),
        ({"effect_until": date(2026, 2, 28)}, True),
        ({"kind": SanctionKind.ADMIN_WARNING}, True),
        ({"effect_until": date(2026, 3, 2)}, False),
        ({"kind": SanctionKind.PARTY_SERIOUS_WARNING}, False),
    ],
)
def test_one_person_takes_nothing_away_from_what_has_effect(staff, time_machine, changes, refused):
    time_machine.move_to("2025-05-06T09:00+08:00")
    sanction = sanctions.enter_sanction(CadreFactory(), WARNING, by=staff)

    def change():
        return sanctions.change_sanction(sanction, {**WARNING, **changes}, by=staff, reason="录入有误")

    if not refused:
        assert change().effect_until >= date(2026, 3, 1)
        return
    with pytest.raises(Refused) as caught:
        change()
    (objection,) = caught.value.objections
    assert (objection.code, objection.url) == ("effect-shortened", f"/sanctions/{sanction.pk}/annul/")
    time_machine.move_to("2026-05-06T09:00+08:00")
    change()  # it has no effect any more


# --- the database -----------------------------------------------------------------------------------


def refused(sql, params, *, error=IntegrityError):
    with pytest.raises(error), transaction.atomic(), as_owner() as cursor:
        cursor.execute(sql, params)


def test_the_database_keeps_sanctions(staff):
    sanction = sanctions.enter_sanction(CadreFactory(), WARNING, by=staff)

    refused("DELETE FROM cadres_sanction WHERE id = %s", [sanction.pk], error=InternalError)
    refused("UPDATE cadres_sanction SET annulled_on = '2025-05-01' WHERE id = %s", [sanction.pk])
    refused("UPDATE cadres_sanction SET annulled_reason = 'x' WHERE id = %s", [sanction.pk])
    refused(
        "UPDATE cadres_sanction SET annulled_on = '2025-02-01', annulled_reason = 'x', annulled_document = 'y'"
        " WHERE id = %s",
        [sanction.pk],
    )


def test_a_sanction_is_entered_on_the_page_and_annulled_by_two_people(staff, leader, as_user):
    cadre, client = CadreFactory(), as_user(staff)
    data = {"kind": "party_warning", "decided_on": "2025-03-01", "organ": "县纪委"}

    client.post(reverse("cadres:sanction_enter", args=[cadre.pk]), data)
    sanction = cadre.sanctions.get()
    refused_page = client.post(
        reverse("cadres:sanction_change", args=[sanction.pk]), {**data, "effect_until": "2025-04-01"}
    )
    client.post(
        reverse("cadres:sanction_annul", args=[sanction.pk]),
        {"on": "2025-05-01", "document": "撤1号", "reason": "申诉成立", "file": uploaded()},
    )
    assert sanction.in_effect_on(date(2025, 6, 1))
    proposed = sanction.corrections.get()
    as_user(leader).post(reverse("cadres:correction_move", args=[proposed.pk, "approve"]))
    page = client.get(cadre.get_absolute_url()).content.decode()

    assert sanction.effect_until == date(2026, 3, 1)
    assert "Regulation on Party Discipline (2023), Art 10" in refused_page.content.decode()
    assert "申诉成立" in page
    assert reverse("cadres:sanction_change", args=[sanction.pk]) not in page
