"""Sanctions and organizational measures (处分、组织处理): entered, corrected, annulled; never deleted."""

from datetime import date
from typing import Any

import pghistory
from django.db import models, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.log.services import record_step
from cadres.platform.rule_settings.facts import Rulebook, rulebook
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.sections import lock_file
from cadres.registry.sanctions.choices import SanctionKind
from cadres.registry.sanctions.models import Sanction
from cadres.registry.sanctions.regulations import SANCTION, effect_key
from cadres.registry.sanctions.rules import effect_until, has_effect_on
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged
from cadres.shared.phrases import quantity
from cadres.shared.regulations.catalogue import RULES, number_text

FIELDS = ("kind", "decided_on", "rights_restored_on", "effect_until", "organ", "document")
ANNULMENT = ("annulled_on", "annulled_reason", "annulled_document")


@transaction.atomic
def enter_sanction(
    cadre: Cadre, values: dict[str, Any], *, by: User, open_end: bool = False, reason: str = ""
) -> Sanction:
    """``effect_until`` empty: by the rule of its kind, unless ``open_end``. Another end needs a reason.

    Raises ``Refused``, ``ValidationError``.
    """
    cadre = lock_file(cadre.pk, by=by)
    sanction = Sanction(cadre=cadre, **{name: values[name] for name in FIELDS})
    book = book_of(sanction)
    sanction.effect_until = _end_of(sanction, book, open_end=open_end)
    _check_end(sanction, book, reason)
    sanction.full_clean()
    _save(sanction, "enter_sanction", by=by, reason=reason)
    return sanction


@transaction.atomic
def change_sanction(  # noqa: PLR0913 -- a correction with what belongs to its end
    sanction: Sanction,
    values: dict[str, Any],
    *,
    by: User,
    open_end: bool = False,
    seen: str = "",
    reason: str = "",
) -> Sanction:
    """Correct what was entered; what has effect ends no earlier by it.

    Raises ``OutOfDate``, ``Refused``, ``ValidationError``.
    """
    sanction = _locked(sanction, by=by)
    check_unchanged(sanction, FIELDS, seen)
    before = {name: getattr(sanction, name) for name in FIELDS}
    for name in FIELDS:
        setattr(sanction, name, values[name])
    book = book_of(sanction)
    sanction.effect_until = _end_of(sanction, book, open_end=open_end)
    changed = [name for name in FIELDS if getattr(sanction, name) != before[name]]
    if changed:
        _refuse_annulled(sanction)
        if {"kind", "decided_on", "rights_restored_on", "effect_until"} & set(changed):
            _check_end(sanction, book, reason)
            _refuse_shortening(sanction, before, book)
        sanction.full_clean()
        _save(sanction, "change_sanction", by=by, reason=reason, update_fields=changed)
    return sanction


@transaction.atomic
def annul_sanction(  # noqa: PLR0913 -- what an annulment is
    sanction: Sanction, *, on: date, reason: str, document: str, by: User, procedure: models.Model
) -> Sanction:
    """The organ has annulled it: from that day it has no effect. ``procedure`` is the correction that two people made.

    Raises ``Refused``, ``ValidationError``.
    """
    sanction = _locked(sanction, by=by)
    _refuse_annulled(sanction)
    sanction.annulled_on, sanction.annulled_reason, sanction.annulled_document = on, reason.strip(), document.strip()
    sanction.full_clean()
    rests_on = f"{procedure._meta.label_lower}:{procedure.pk}"
    _save(sanction, "annul_sanction", by=by, reason=reason, paper=document, update_fields=ANNULMENT, rests_on=rests_on)
    return sanction


def _locked(sanction: Sanction, *, by: User) -> Sanction:
    cadre = lock_file(sanction.cadre_id, by=by)
    sanction = Sanction.objects.select_for_update(of=["self"]).get(pk=sanction.pk)
    sanction.cadre = cadre
    return sanction


def book_of(sanction: Sanction) -> Rulebook:
    return rulebook(sanction.cadre.division_id, on=SANCTION.on(sanction))


def effects_shown(cadre: Cadre) -> list[tuple[Any, str, str]]:
    """Kind, months with their unit and source of every period of effect, for a sanction decided today."""
    book = rulebook(cadre.division_id, on=SANCTION.on())
    keys = {kind: effect_key(kind) for kind in SanctionKind}
    return [
        (kind.label, quantity(number_text(book.value(key)), RULES[key].unit), book.source(key))
        for kind, key in keys.items()
    ]


def _end_of(sanction: Sanction, book: Rulebook, *, open_end: bool) -> date | None:
    if open_end:
        return None
    return sanction.effect_until or _proposed(sanction, book)


def _proposed(sanction: Sanction, book: Rulebook) -> date | None:
    return effect_until(sanction.kind, sanction.decided_on, book, rights_restored_on=sanction.rights_restored_on)


def _check_end(sanction: Sanction, book: Rulebook, reason: str) -> None:
    """Another end than the rule's is a decision of somebody: it needs its reason."""
    proposed = _proposed(sanction, book)
    if sanction.effect_until != proposed and not reason.strip():
        key = effect_key(sanction.kind)
        if proposed is None:
            text = _("Probation has effect until some time after the rights return. Give that day, or write down why.")
        else:
            message = _("By the rule of its kind it is in effect until %(day)s. Write down why it ends otherwise.")
            text = message % {"day": date_format(proposed, "SHORT_DATE_FORMAT")}
        raise Refused(Objection("effect-without-reason", text, book.source(key), key))


def _refuse_shortening(sanction: Sanction, before: dict[str, Any], book: Rulebook) -> None:
    """One person takes nothing away from the effect that a sanction has today; the return of rights ends probation."""
    old, new = before["effect_until"], sanction.effect_until
    if new is None or not has_effect_on(localdate(), before["decided_on"], old):
        return
    returned = old is None and sanction.rights_restored_on is not None and new == _proposed(sanction, book)
    if (old is None or new < old) and not returned:
        text = _("By this its effect would end earlier. Have it annulled by a correction and enter it anew.")
        url = reverse("cadres:sanction_annul", args=[sanction.pk])
        raise Refused(Objection("effect-shortened", text, url=url))


def _refuse_annulled(sanction: Sanction) -> None:
    if sanction.annulled_on:
        raise Refused(Objection("annulled", _("This sanction was annulled. It stays as it is on record.")))


def _save(  # noqa: PLR0913 -- what is saved and what goes on record about it
    sanction: Sanction,
    move: str,
    *,
    by: User,
    reason: str,
    paper: str = "",
    update_fields: Any = None,
    rests_on: str = "",
) -> None:
    with pghistory.context(move=move, reason=reason, paper=paper):
        sanction.save(update_fields=update_fields)
    facts = {"part": sanction.pk, "kind": sanction.kind, "until": sanction.effect_until, "paper": paper}
    if rests_on:
        facts["by"] = rests_on
    record_step(sanction.cadre, move, by=by, reason=reason, facts=facts)
