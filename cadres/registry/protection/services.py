"""Reading files under record, fields in clear, and the bar on one's own and relatives' files (保护)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.log.services import make_move, record_step, record_steps
from cadres.platform.rule_settings.facts import Rulebook
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.protection.choices import KinshipStage
from cadres.registry.protection.models import Kinship
from cadres.registry.protection.regulations import KINSHIP
from cadres.registry.protection.workflow import MOVES, KinshipFacts
from cadres.shared.workflow import Workflow


def _collect_facts(kinship: Kinship, by: User, _given: Any) -> KinshipFacts:
    return KinshipFacts(Rulebook(on=KINSHIP.on(kinship)), by.pk, kinship.user_id, kinship.proposed_by_id)


def _facts_as_json(facts: KinshipFacts) -> dict[str, Any]:
    return {"user": facts.user, "proposed_by": facts.proposed_by}


KINSHIPS = Workflow("kinship", "cadres.Kinship", MOVES, _collect_facts, _facts_as_json)


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


def settle_kinship(kinship: Kinship, name: str, *, by: User, **wish: Any) -> Kinship:
    """Confirm or dismiss. Raises what ``make_move`` raises."""
    return make_move(KINSHIPS, kinship, name, by=by, **wish)


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
