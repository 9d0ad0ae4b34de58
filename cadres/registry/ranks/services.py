"""Levels and ranks of a cadre (职务层次与职级): entered, ended, corrected, removed.

The file's grade follows by itself. The file's row is locked first, so that two changes of one file queue.
"""

from datetime import date
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cadres.platform.access_log.services import refuse_barred
from cadres.platform.accounts.models import User
from cadres.platform.log.services import decide_for, record_step
from cadres.platform.rule_settings.facts import rulebook
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.points import Changes
from cadres.registry.cadre_files.services.files import DERIVED
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.registry.ranks import rules
from cadres.registry.ranks.choices import Basis, Ladder, ladder_of
from cadres.registry.ranks.facts import facts_of
from cadres.registry.ranks.models import RankRecord
from cadres.registry.ranks.regulations import RANK
from cadres.shared.errors import Objection, Refused
from cadres.shared.pages.edit_conflicts import check_unchanged
from cadres.shared.regulations.decide import Decision

FIELDS = ("rank", "since", "until", "basis", "document")
ENTERED = ("rank", "since", "basis", "document")


@transaction.atomic
def enter_rank(
    cadre: Cadre, values: dict[str, Any], *, by: User, reason: str = "", override: bool = False
) -> RankRecord:
    """From ``since`` the cadre holds this level or rank; the one held before on that ladder ends there.

    A promotion to a rank is checked against the years needed. Raises ``Refused``, ``ValidationError``.
    """
    refuse_barred(by, cadre.pk)
    cadre = lock_unmerged(cadre)
    record = RankRecord(cadre=cadre, recorded_by=by, **{name: values[name] for name in ENTERED})
    present = _present(record)
    found = [objection] if (objection := _against_start(present, record)) else []
    book = rulebook(cadre.division_id, on=RANK.on(record))
    if not found and record.basis == Basis.PROMOTION and ladder_of(record.rank) == Ladder.RANK:
        found = list(rules.check_promotion(record.rank, record.since or localdate(), facts_of(cadre, book)))
    decision = decide_for(by, found, book=book, override=override, reason=reason)
    decision.raise_if_blocked()
    return _enter(record, present, by=by, reason=reason, decision=decision)


@transaction.atomic
def enter_level(cadre: Cadre, level: str, *, on: date, document: str, by: User) -> RankRecord:
    """What an appointment decided elsewhere brings with it: the level of the post. Raises ``Refused``."""
    cadre = lock_unmerged(cadre)
    values = {"rank": level, "since": on, "basis": Basis.APPOINTMENT, "document": document}
    record = RankRecord(cadre=cadre, recorded_by=by, **values)
    present = _present(record)
    if objection := _against_start(present, record):
        raise Refused(objection)
    return _enter(record, present, by=by, reason="", decision=Decision())


@transaction.atomic
def enter_past_rank(cadre: Cadre, values: dict[str, Any], *, until: date, by: User, reason: str = "") -> RankRecord:
    """One that has ended already, taken from the papers; not judged. Raises ``Refused``, ``ValidationError``."""
    refuse_barred(by, cadre.pk)
    cadre = lock_unmerged(cadre)
    record = RankRecord(cadre=cadre, recorded_by=by, until=until, **{name: values[name] for name in ENTERED})
    if objections := list(_against_end(record)):
        raise Refused(*objections)
    record.full_clean()
    with pghistory.context(move="enter_rank", reason=reason):
        record.save()
    facts = {"part": record.pk, "since": record.since, "until": until, "basis": record.basis}
    record_step(cadre, "enter_rank", by=by, reason=reason, target=record.rank, facts=facts)
    return record


@transaction.atomic
def end_rank(record: RankRecord, *, until: date, by: User, reason: str, seen: str = "") -> RankRecord:
    """Not held any more, without another in its place. Raises ``OutOfDate``, ``Refused``, ``ValidationError``."""
    record = _locked(record, by=by, seen=seen)
    if record.until is not None:
        raise Refused(Objection("rank-ended", _("This one has ended already. Correct its days where they are wrong.")))
    record.until = until
    _check(record, reason)
    _save(record, "end_rank", by=by, reason=reason, changed=["until"])
    return record


@transaction.atomic
def correct_rank(record: RankRecord, values: dict[str, Any], *, by: User, reason: str, seen: str = "") -> RankRecord:
    """Set right what was entered; it stays on its ladder. Raises ``OutOfDate``, ``Refused``, ``ValidationError``."""
    record = _locked(record, by=by, seen=seen)
    changed = [name for name in FIELDS if name in values and getattr(record, name) != values[name]]
    if not changed:
        return record
    if "rank" in changed and ladder_of(values["rank"]) != record.ladder:
        text = _("A record stays on its ladder. Remove it and enter the other one.")
        raise Refused(Objection("other-ladder", text))
    for name in changed:
        setattr(record, name, values[name])
    _check(record, reason)
    _save(record, "correct_rank", by=by, reason=reason, changed=changed)
    return record


@transaction.atomic
def remove_rank(record: RankRecord, *, by: User, reason: str, seen: str = "") -> None:
    """Take away what was entered by mistake; the history keeps it. Raises ``OutOfDate``, ``Refused``."""
    record = _locked(record, by=by, seen=seen)
    if not reason.strip():
        raise Refused(_reason_missing())
    pk = record.pk
    with pghistory.context(move="remove_rank", reason=reason):
        record.delete()
    record_step(record.cadre, "remove_rank", by=by, reason=reason, source=record.rank, facts={"part": pk})


def refuse_derived(changes: Changes) -> None:
    """For writers of particulars: grade and its first month are what the history says. Raises ``Refused``."""
    for _cadre, changed in changes:
        if set(DERIVED) & set(changed):
            text = _("Grade and its first month follow from “Levels and ranks”. Enter or correct them there.")
            raise Refused(Objection("grade-derived", text))


def _locked(record: RankRecord, *, by: User, seen: str) -> RankRecord:
    refuse_barred(by, record.cadre_id)
    cadre = lock_unmerged(Cadre(pk=record.cadre_id))
    found = RankRecord.objects.select_for_update(of=["self"]).filter(pk=record.pk).first()
    if found is None:
        raise Refused(Objection("removed-meanwhile", _("Somebody else has removed this. Go back to the file.")))
    check_unchanged(found, FIELDS, seen)
    found.cadre = cadre
    return found


def _present(record: RankRecord) -> RankRecord | None:
    """What is held now on the ladder of a new record."""
    record.ladder = ladder_of(record.rank)
    return RankRecord.objects.present().filter(cadre=record.cadre_id, ladder=record.ladder).first()


def _against_start(present: RankRecord | None, record: RankRecord) -> Objection | None:
    if present is not None and present.rank == record.rank:
        text = _("This is what is held now. Correct that line instead.")
        return Objection("rank-held", text, url=present.get_absolute_url())
    if present is not None and (record.since is None or (present.since and record.since <= present.since)):
        text = _("“%(rank)s” is held now. Enter a first day after that of its own, or correct that line first.")
        return Objection("before-present", text % {"rank": present}, url=present.get_absolute_url())
    others = RankRecord.objects.filter(cadre=record.cadre_id, ladder=record.ladder)
    if present is not None:
        others = others.exclude(pk=present.pk)
    later = others if record.since is None else others.filter(Q(until=None) | Q(until__gt=record.since))
    if there := later.first():
        text = _("Another one of this ladder is on record for that time. Correct it first.")
        return Objection("rank-overlaps", text, url=there.get_absolute_url())
    return None


def _against_end(record: RankRecord) -> list[Objection]:
    if record.until is not None and record.until > localdate():
        return [Objection("until-later", _("The end lies in the future. Enter it when it has come."))]
    return []


def _enter(record: RankRecord, present: RankRecord | None, *, by: User, reason: str, decision: Decision) -> RankRecord:
    record.full_clean(validate_constraints=False)  # the one held now ends with the same step
    with pghistory.context(move="enter_rank", reason=reason), connection.cursor() as cursor:
        # The new one first, so that the file never says in between that nothing is held.
        cursor.execute("SET CONSTRAINTS cadres_rank_one_at_a_time DEFERRED")
        record.save()
        if present is not None:
            present.until = record.since
            present.save(update_fields=["until"])
        cursor.execute("SET CONSTRAINTS cadres_rank_one_at_a_time IMMEDIATE")
    record_step(
        record.cadre,
        "enter_rank",
        by=by,
        reason=reason,
        source=present.rank if present else "",
        target=record.rank,
        facts={"part": record.pk, "since": record.since, "basis": record.basis},
        **decision.on_record,
    )
    return record


def _reason_missing() -> Objection:
    return Objection("reason-missing", _("Write down the reason."))


def _check(record: RankRecord, reason: str) -> None:
    objections = _against_end(record)
    if not reason.strip():
        objections.append(_reason_missing())
    if objections:
        raise Refused(*objections)
    record.full_clean()


def _save(record: RankRecord, move: str, *, by: User, reason: str, changed: list[str]) -> None:
    with pghistory.context(move=move, reason=reason):
        record.save(update_fields=changed)
    facts = {"part": record.pk, "fields": changed}
    record_step(record.cadre, move, by=by, reason=reason, target=record.rank, facts=facts)
