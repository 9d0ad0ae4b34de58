"""What each account of the database may do (数据库权限): computed from the models, compared, put right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pgtrigger
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from pghistory.models import Event

from cadres.platform.database.points import NOTHING, READ, REPORTED, RIGHTS, SEALERS, WRITE
from cadres.platform.database.rules import Grant, statements
from cadres.platform.database.services import functions
from cadres.platform.database.services.accounts import Accounts, accounts
from cadres.shared.crypto.rows import EncryptedModel
from cadres.shared.sealed import EventTrigger

MIGRATIONS = "django_migrations"
# Every right that somebody has who does not own the thing; extensions keep what they were made with.
FOUND = """
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%%' AND nspname <> 'information_schema'),
granted (kind, name, "column", owner, acl) AS (
    SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, oid::regclass::text, '', relowner,
           coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))
      FROM pg_class WHERE relnamespace IN (SELECT oid FROM ours) AND relkind IN ('r', 'v', 'm', 'S', 'f', 'p')
     UNION ALL
    SELECT 'column', attrelid::regclass::text, attname::text, relowner, attacl
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace IN (SELECT oid FROM ours) AND attacl IS NOT NULL AND NOT attisdropped
     UNION ALL
    SELECT 'function', oid::regprocedure::text, '', proowner, coalesce(proacl, acldefault('f', proowner))
      FROM pg_proc
     WHERE pronamespace IN (SELECT oid FROM ours)
       AND NOT EXISTS (SELECT FROM pg_depend
                        WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
     UNION ALL
    SELECT 'schema', quote_ident(nspname), '', nspowner, coalesce(nspacl, acldefault('n', nspowner))
      FROM pg_namespace WHERE oid IN (SELECT oid FROM ours)
     UNION ALL
    SELECT 'database', quote_ident(datname), '', datdba, coalesce(datacl, acldefault('d', datdba))
      FROM pg_database WHERE datname = current_database()
)
SELECT kind, name, "column", CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END, privilege_type
  FROM granted CROSS JOIN LATERAL aclexplode(acl)
 WHERE grantee <> owner AND pg_get_userbyid(grantee) <> 'pg_database_owner'
"""

THERE = """
SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
 UNION ALL
SELECT attrelid::regclass::text || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
 WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
 UNION ALL
SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def found() -> set[Grant]:
    with connection.cursor() as cursor:
        cursor.execute(FOUND)
        return {Grant._make(row) for row in cursor.fetchall()}


def expected(known: Accounts) -> set[Grant]:
    """Of all accounts; of what is not there (yet) as well."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_database())")
        (database,) = cursor.fetchone()
    app, sealer, report = (known.name(part) for part in ("app", "sealer", "report"))
    return {
        *(Grant("database", database, "", one, "CONNECT") for one in (app, sealer, report)),
        *(Grant("schema", "public", "", one, "USAGE") for one in (app, sealer, report)),
        Grant("function", f"{functions.LOOKS_AT}()", "", app, "EXECUTE"),
        Grant("function", functions.DISPOSES, "", app, "EXECUTE"),
        Grant("function", functions.ENCRYPTS_ANEW, "", app, "EXECUTE"),
        *(Grant("table", MIGRATIONS, "", one, "SELECT") for one in (app, sealer)),
        *_of_app(app),
        *_of_sealer(sealer),
        *_of_reports(report),
    }


def tables() -> dict[str, list[type[models.Model]]]:
    """Each table with the models of it: the one that makes it, and those that stand for it."""
    found = defaultdict(list)
    for model in apps.get_models(include_auto_created=True):
        makes = model._meta.concrete_model
        if makes and makes._meta.managed and not model._meta.swapped:
            found[model._meta.db_table].append(model)
    return dict(found)


def may(of_table: Iterable[type[models.Model]]) -> frozenset[str]:
    """What the program may do with a table: what is said of it, else everything that no guard refuses to everybody."""
    of_table = list(of_table)
    for model in of_table:
        if said := RIGHTS.get(model._meta.label):
            return said.may
        if issubclass(model, Event):
            return READ
    guards = [guard for model in of_table for guard in getattr(model._meta, "triggers", [])]
    refused = {
        str(operation)
        for guard in guards
        if type(guard) is pgtrigger.Protect and guard.condition is None  # of its kinds, others protect single fields
        for operation in guard.operation  # type: ignore[union-attr]  # a guard without one is refused by the library
    }
    return WRITE - refused


def _of_app(account: str) -> Iterator[Grant]:
    for table, of_table in tables().items():
        yield from _table(table, account, may(of_table))
        if any(issubclass(model, EncryptedModel) for model in of_table):  # asks for its number before it is written
            yield Grant("sequence", f"{table}_{of_table[0]._meta.pk.column}_seq", "", account, "USAGE")
    for said in RIGHTS:
        yield from _columns(said.model, said.change, account, "UPDATE")


def _of_sealer(account: str) -> Iterator[Grant]:
    """Reads what is sealed and its events; writes what the table says."""
    written = {apps.get_model(one.model)._meta.db_table: one.may for one in SEALERS}
    for table, of_table in tables().items():
        sealed = any(
            issubclass(model, Event) or any(isinstance(guard, EventTrigger) for guard in model._meta.triggers)  # type: ignore[attr-defined]
            for model in of_table
            if hasattr(model._meta, "triggers")
        )
        yield from _table(table, account, written.get(table, READ if sealed else NOTHING))


def _of_reports(account: str) -> Iterator[Grant]:
    for one in REPORTED:
        yield from _columns(one.model, one.fields, account, "SELECT")


def _table(table: str, account: str, rights: Iterable[str]) -> Iterator[Grant]:
    for privilege in rights:
        yield Grant("table", table, "", account, privilege)


def _columns(label: str, fields: Iterable[str], account: str, privilege: str) -> Iterator[Grant]:
    options = apps.get_model(label)._meta
    for name in fields:
        yield Grant("column", options.db_table, options.get_field(name).column, account, privilege)


@transaction.atomic
def put_right() -> list[str]:
    """Functions and grants as they should be; for the owner, after every migration. Returns what was said for it.

    Where there are no other accounts nothing is granted, and the program goes on as the owner. A table or column that
    is not there, since the migrations were not all taken, has its turn with them.
    """
    known = accounts()
    if known.me != known.owner:
        raise ImproperlyConfigured(
            f"Only {known.owner}, who owns this database, parts its rights: DATABASE_OWNER_URL."
        )
    functions.restore()
    if not known.exist:
        return []
    with connection.cursor() as cursor:
        cursor.execute(THERE)
        there = {name for (name,) in cursor.fetchall()}
        wanted = {grant for grant in expected(known) if grant.kind in ("schema", "database") or grant.on in there}
        said = list(statements(wanted, found()))
        if said:
            cursor.execute(";".join(said))
    return said
