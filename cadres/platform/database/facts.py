"""What a database is made of (数据库目录): every table, column, constraint, guard and function, each in a line.

Written so that PostgreSQL 15 and later say the same of the same. What belongs to an extension is the extension's.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import connection

from cadres.platform.database.rules import OR, Part

# ``owned`` is what belongs to extensions, ``ours`` the schemas that are not the server's own.
PARTS = """
WITH ours AS (
    SELECT oid, nspname, nspowner FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
owned AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
relation AS (
    SELECT pg_class.*, pg_class.oid::regclass::text AS name FROM pg_class
     WHERE relnamespace IN (SELECT oid FROM ours)
       AND ('pg_class'::regclass, oid) NOT IN (SELECT classid, objid FROM owned)
)
SELECT 'schema', quote_ident(nspname), '' FROM ours
 UNION ALL
SELECT 'table', name, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity,
                                CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END)
  FROM relation
 WHERE relkind NOT IN ('i', 'I')
   AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend WHERE objid = relation.oid AND deptype IN ('a', 'i')))
 UNION ALL
SELECT 'column', name || '.' || quote_ident(attname),
       concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
                 NULLIF(attcollation, (SELECT typcollation FROM pg_type WHERE oid = atttypid))::regcollation,
                 pg_get_expr(adbin, adrelid))
  FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
       LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
 WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
 UNION ALL
SELECT 'constraint', name || '.' || quote_ident(conname),
       definition || CASE WHEN convalidated THEN ' valid' ELSE chr(1) || definition || ' valid' END
  FROM relation JOIN pg_constraint ON conrelid = relation.oid AND contype NOT IN ('n', 't')
       CROSS JOIN LATERAL concat_ws(' ', regexp_replace(pg_get_constraintdef(pg_constraint.oid), ' NOT VALID$', ''),
           (SELECT count(*) FROM pg_trigger
             WHERE tgconstraint = pg_constraint.oid AND tgisinternal AND tgenabled = 'O')) definition
 UNION ALL
SELECT 'index', name || '.' || (indexrelid::regclass),
       concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid, indisready, indislive)
  FROM relation JOIN pg_index ON indrelid = relation.oid
 UNION ALL
SELECT 'trigger', name || '.' || quote_ident(tgname),
       concat_ws(' ', pg_get_triggerdef(pg_trigger.oid), CASE WHEN tgenabled IN ('O', 'A') THEN 'on' END)
  FROM relation JOIN pg_trigger ON tgrelid = relation.oid AND NOT tgisinternal
 UNION ALL
SELECT 'rule', name || '.' || quote_ident(rulename), pg_get_ruledef(pg_rewrite.oid)
  FROM relation JOIN pg_rewrite ON ev_class = relation.oid AND rulename <> '_RETURN'
 UNION ALL
SELECT 'policy', name || '.' || quote_ident(polname), '' FROM relation JOIN pg_policy ON polrelid = relation.oid
 UNION ALL
SELECT 'function', pg_proc.oid::regprocedure::text,
       concat_ws(' ', prokind, lanname, prosecdef, proleakproof, proisstrict, provolatile, proparallel,
                 pg_get_function_result(pg_proc.oid), proconfig, prosrc)
  FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
 WHERE CASE WHEN ('pg_proc'::regclass, pg_proc.oid) IN (SELECT classid, objid FROM owned)
            THEN lanname NOT IN ('c', 'internal') ELSE pronamespace IN (SELECT oid FROM ours) END
 UNION ALL
SELECT 'type', oid::regtype::text, typtype::text FROM pg_type
 WHERE typnamespace IN (SELECT oid FROM ours) AND typtype IN ('d', 'e', 'r')
   AND ('pg_type'::regclass, oid) NOT IN (SELECT classid, objid FROM owned)
 UNION ALL
SELECT 'extension', extname::text, '' FROM pg_extension
 UNION ALL
SELECT 'event trigger', evtname::text, '' FROM pg_event_trigger
 UNION ALL
SELECT 'language', lanname::text, '' FROM pg_language WHERE lanname NOT IN ('internal', 'c', 'sql')
 UNION ALL
SELECT 'foreign server', srvname::text, '' FROM pg_foreign_server
 UNION ALL
SELECT 'publication', pubname::text, '' FROM pg_publication
 UNION ALL
SELECT 'default right', concat_ws(' ', pg_get_userbyid(defaclrole), defaclobjtype), '' FROM pg_default_acl
 UNION ALL
SELECT 'migration', app || '.' || name, '' FROM django_migrations
"""

# Who owns what is not the owner's of the database; schemas that came with the database are.
STRANGERS = """
SELECT name, pg_get_userbyid(owner)::text FROM (
    SELECT oid::regclass::text AS name, relowner AS owner, 'pg_class'::regclass AS class, oid FROM pg_class
     WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
     UNION ALL
    SELECT oid::regprocedure::text, proowner, 'pg_proc'::regclass, oid FROM pg_proc
     WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
     UNION ALL
    SELECT quote_ident(nspname), nspowner, 'pg_namespace'::regclass, oid FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
) thing
 WHERE pg_get_userbyid(owner) NOT IN (%s, 'pg_database_owner')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = class AND objid = thing.oid AND deptype = 'e')
 ORDER BY 1
"""
# Powers, and whose part somebody may take who is no superuser of the server.
POWERS = """
SELECT rolname::text, power FROM pg_roles CROSS JOIN LATERAL unnest(ARRAY[
           CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
           CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
           CASE WHEN rolbypassrls THEN 'BYPASSRLS' END]) power
 WHERE rolname = ANY(%(others)s) AND power IS NOT NULL
 UNION ALL
SELECT pg_get_userbyid(member)::text, pg_get_userbyid(roleid)::text FROM pg_auth_members
 WHERE pg_get_userbyid(member) = ANY(%(others)s)
    OR (pg_get_userbyid(roleid) = %(owner)s AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = member))
 ORDER BY 1, 2
"""
SETTINGS = """
SELECT coalesce(nullif(setrole, 0)::regrole::text, 'PUBLIC'), split_part(setting, '=', 1)
  FROM pg_db_role_setting CROSS JOIN LATERAL unnest(setconfig) setting
 WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
   AND (setrole = 0 OR pg_get_userbyid(setrole) = ANY(%s))
 UNION ALL
SELECT 'PUBLIC', 'session_replication_role' WHERE current_setting('session_replication_role') <> 'origin'
 ORDER BY 1, 2
"""


LIST_CAST = re.compile(r"\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]")
WORD = re.compile(r"('(?:[^']|'')*'::character varying)")


@dataclass(frozen=True)
class Found:
    """``strangers``: things with owners of their own; ``powers`` and ``settings``: by account."""

    parts: dict[Part, str]
    strangers: list[tuple[str, str]] = field(default_factory=list)
    powers: list[tuple[str, str]] = field(default_factory=list)
    settings: list[tuple[str, str]] = field(default_factory=list)


def parts() -> dict[Part, str]:
    """Each part of this database with a digest of what defines it."""
    return read(_ask(PARTS))


def read(rows: list[tuple[Any, ...]]) -> dict[Part, str]:
    return {Part(kind, name): digest(text) for kind, name, text in rows}


def look(owner: str, others: list[str]) -> Found:
    everybody = [owner, *others]
    return Found(
        parts=parts(),
        strangers=_ask(STRANGERS, [owner]),
        powers=_ask(POWERS, {"owner": owner, "others": others}),
        settings=_ask(SETTINGS, [everybody]),
    )


def one_spelling(text: str) -> str:
    """A list of words as the server writes it after a dump or a change of column too: each word is cast, not the list.

    >>> one_spelling("ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])")
    "ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])"
    """
    return LIST_CAST.sub(lambda found: "ARRAY[" + WORD.sub(r"(\1)::text", found[1]) + "]", text)


def digest(text: str) -> str:
    """Short: it is to find a change, and lies where nobody but the program's makers writes. Spaces do not count.

    Two with a stroke between: it may be the one or the stricter other (a constraint not valid for older rows).
    """
    return OR.join(sha256(" ".join(one_spelling(one).split()).encode()).hexdigest()[:12] for one in text.split("\x01"))


def _ask(query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()
