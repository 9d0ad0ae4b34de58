"""Reading files under record, fields in clear, and the bar on one's own and relatives' files (保护)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.choices import AccessKind, KinshipStage, Role
from cadres.kinship_workflow import MOVES, KinshipFacts
from cadres.models import Cadre, FileAccess, Kinship, User
from cadres.services.rulebook import Rulebook
from cadres.services.steps import record_step, record_steps, take_step
from cadres.shared.errors import Objection, Refused
from cadres.shared.reveal import Revealable
from cadres.shared.workflow import Workflow

AGAIN_AFTER = timedelta(minutes=10)

# One statement, so that a page pays one query. Two pages of one user at the same moment may write two rows.
WRITE_ONCE = """
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, cadre_id, part, reason)
SELECT %(by)s, %(now)s, %(kind)s, %(subject)s, %(cadre)s, %(part)s, ''
WHERE NOT EXISTS (
    SELECT FROM cadres_fileaccess
    WHERE cadre_id = %(cadre)s AND by_id = %(by)s AND at > %(since)s AND part = %(part)s AND kind = %(kind)s
)
"""


# ``unnest`` of the ids, so that a list of many people is one statement too.
WRITE_MANY = """
INSERT INTO cadres_fileaccess (by_id, at, kind, subject, cadre_id, part, reason)
SELECT %(by)s, %(now)s, %(kind)s, 'cadres.cadre:' || id, id, %(part)s, %(reason)s
FROM unnest(%(ids)s::bigint[]) AS id
"""


def refuse_barred(user: User, cadre_id: int | None) -> None:
    """Nobody opens his own file as staff, nor a relative's. Raises ``PermissionDenied`` with what to do."""
    if cadre_id in user.barred_cadres:
        raise PermissionDenied(
            _(
                "This is your own file or that of a relative of yours, so it is closed to you."
                " Ask a colleague of the department or your department leader to do what is needed."
            )
        )


def open_part(cadre: Cadre, part: str, *, by: User, kind: AccessKind = AccessKind.VIEW) -> None:
    """What every reading of a file begins with: the bar, then one row in the record of readings. One query.

    The same part opened by the same user again within ten minutes writes nothing. Raises ``PermissionDenied``.
    """
    refuse_barred(by, cadre.pk)
    now = timezone.now()
    values: dict[str, Any] = {
        "by": by.pk,
        "now": now,
        "since": now - AGAIN_AFTER,
        "kind": str(kind),
        "subject": _subject(cadre),
        "cadre": cadre.pk,
        "part": part,
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ONCE, values)


def record_readings(ids: Iterable[int], part: str, *, by: User, kind: AccessKind, reason: str = "") -> None:
    """That something told of all these cadres was printed or given out. One query; nothing for nobody."""
    values: dict[str, Any] = {
        "by": by.pk,
        "now": timezone.now(),
        "kind": str(kind),
        "part": part[:40],
        "reason": reason[:200],
        "ids": list(ids),
    }
    if values["ids"]:
        with connection.cursor() as cursor:
            cursor.execute(WRITE_MANY, values)


def record_print(model: Any, part: str, *, by: User) -> None:
    """That a sheet of no particular person was shown for printing."""
    FileAccess.objects.create(by=by, kind=AccessKind.PRINT, subject=f"{model._meta.label_lower}:", part=part)


@transaction.atomic
def reveal(revealable: Revealable, record: Any, *, by: User, reason: str) -> str:
    """The field in clear, once its showing is on record. Raises ``PermissionDenied`` or ``Refused``."""
    if not by.has_perm(revealable.permission):
        raise PermissionDenied
    cadre = revealable.cadre_of(record)
    refuse_barred(by, cadre)
    if not reason.strip():
        raise Refused(Objection("reason-missing", _("Write down the reason.")))
    FileAccess.objects.create(
        by=by,
        kind=AccessKind.REVEAL,
        subject=_subject(record),
        cadre_id=cadre,
        part=revealable.field,
        reason=reason.strip(),
    )
    return getattr(record, revealable.field)


def _subject(record: Any) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


# --- kinship ------------------------------------------------------------------------------------


def _gather(kinship: Kinship, by: User) -> KinshipFacts:
    return KinshipFacts(Rulebook({}), by.pk, kinship.user_id, kinship.proposed_by_id)


def _snapshot(facts: KinshipFacts) -> dict[str, Any]:
    return {"user": facts.user, "proposed_by": facts.proposed_by}


KINSHIPS = Workflow("kinship", MOVES, _gather, _snapshot)


@transaction.atomic
def declare_kinship(cadre: Cadre, *, relation: str, by: User) -> Kinship:
    """Somebody of the department says whose relative he is. Raises ``PermissionDenied``, ``ValidationError``."""
    if not by.has_perm("cadres.declare_kinship"):
        raise PermissionDenied
    kinship = Kinship(user=by, cadre=cadre, relation=relation.strip(), proposed_by=by)
    kinship.full_clean()
    kinship.save()
    record_step(kinship, "declare", by=by, target=kinship.stage)
    return kinship


def settle_kinship(kinship: Kinship, name: str, *, by: User, **data: Any) -> Kinship:
    """Confirm or dismiss. Raises what ``take_step`` raises."""
    return take_step(KINSHIPS, kinship, name, by=by, changes={"confirmed_by": by}, **data)


# From the few accounts to the many files: two indexes on names are asked, however many files there are.
PROPOSE = """
WITH owner AS (
    SELECT u.id AS user_id, u.cadre_id FROM cadres_user u
     WHERE u.is_active AND u.role = ANY(%(roles)s) AND u.cadre_id IS NOT NULL
    UNION
    SELECT u.id, k.cadre_id FROM cadres_kinship k JOIN cadres_user u ON u.id = k.user_id
     WHERE u.is_active AND u.role = ANY(%(roles)s) AND k.stage = %(confirmed)s AND k.relation = '本人'
),
relative AS (
    SELECT o.user_id, c.id AS cadre_id, f.relation
      FROM owner o
      JOIN cadres_familymember f ON f.cadre_id = o.cadre_id
      JOIN cadres_cadre c ON c.name = f.name AND to_char(c.born_on, 'YYYYMM') = left(f.born, 6)
     WHERE c.id <> o.cadre_id AND c.merged_into_id IS NULL
    UNION ALL
    SELECT o.user_id, f.cadre_id, f.relation
      FROM owner o
      JOIN cadres_cadre c ON c.id = o.cadre_id
      JOIN cadres_familymember f ON f.name = c.name AND left(f.born, 6) = to_char(c.born_on, 'YYYYMM')
     WHERE f.cadre_id <> o.cadre_id
)
INSERT INTO cadres_kinship (user_id, cadre_id, relation, stage)
SELECT DISTINCT ON (user_id, cadre_id) user_id, cadre_id, left(relation, 20), %(proposed)s
  FROM relative ORDER BY user_id, cadre_id, relation
    ON CONFLICT (user_id, cadre_id) DO NOTHING
RETURNING id
"""


@transaction.atomic
def propose_kinships() -> int:
    """Propose what family members tell: name and month of birth together. Idempotent. Returns how many are new.

    Looked at are the department's accounts whose own file is known: persons in that file's family who have a file,
    and files in whose family the account's owner stands. One pass over all of them.
    """
    values: dict[str, Any] = {
        "roles": [str(Role.STAFF), str(Role.LEADER)],
        "confirmed": str(KinshipStage.CONFIRMED),
        "proposed": str(KinshipStage.PROPOSED),
    }
    with connection.cursor() as cursor:
        cursor.execute(PROPOSE, values)
        found = [Kinship(pk=pk) for (pk,) in cursor.fetchall()]
    record_steps(found, "propose", by=None, target=KinshipStage.PROPOSED)
    return len(found)
