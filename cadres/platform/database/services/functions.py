"""Functions of the database that libraries bring along, and what is made of them.

Two are replaced. By the one, whoever could set ``pgtrigger.ignore`` passed every guard by; now the owner alone does,
in a session of his own, and the one function that encrypts anew, while it runs. By the other, a later request could
write another user into what an earlier one did. Both began a subtransaction at each call, and were most of what a
guard cost.

Every function of a guard runs as the owner of the tables, with names looked up where they were meant: it writes and
locks what the program may not (the history, the events of the sealed record), and nobody leads it astray.
"""

import pgtrigger
from django.db import connection

IGNORES = "_pgtrigger_should_ignore"
ATTACHES = "_pgh_attach_context"
LOOKS_AT = "cadres_analyze"
OPENS = "cadres_lets_pass"
# What the program may call beside them; each looks itself whether it may: of ``cadres.platform.retention``, for the
# approval; of ``cadres.platform.field_keys``, for the same value under another key.
DISPOSES = "cadres_dispose(bigint,integer)"
ENCRYPTS_ANEW = "cadres_encrypt_anew(text,jsonb,text,bigint)"

REPLACED = {
    # Whether this transaction is within ``cadres_encrypt_anew``, which alone writes that down and takes it away.
    OPENS: """
CREATE OR REPLACE FUNCTION public.cadres_lets_pass() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM public.cadres_passage WHERE xact = pg_current_xact_id_if_assigned());
END $$""",
    IGNORES: """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[])
       AND pg_has_role(current_user, 'pg_database_owner', 'MEMBER')
       AND (pg_has_role(session_user, 'pg_database_owner', 'MEMBER') OR public.cadres_lets_pass())
$$""",
    ATTACHES: """
CREATE OR REPLACE FUNCTION public._pgh_attach_context() RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    number uuid := nullif(current_setting('pghistory.context_id', true), '');
    given jsonb := nullif(current_setting('pghistory.context_metadata', true), '');
BEGIN
    IF number IS NULL OR given IS NULL THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM pghistory_context WHERE id = number AND metadata = given) THEN
        INSERT INTO pghistory_context AS kept (id, metadata, created_at, updated_at)
            VALUES (number, given, now(), now())
            ON CONFLICT (id) DO UPDATE
                SET updated_at = excluded.updated_at,
                    metadata = excluded.metadata || jsonb_strip_nulls(jsonb_build_object(
                        'user', kept.metadata -> 'user', 'address', kept.metadata -> 'address'))
              WHERE kept.created_at > now() - interval '1 day';
    END IF;
    RETURN number;
END $$""",
    # Statistics over what a long piece of work has just written: a right that comes with ownership alone.
    LOOKS_AT: """
CREATE OR REPLACE FUNCTION public.cadres_analyze() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    ANALYZE;
END $$""",
}

# As the owner; and fixed, what a statement means: where names are looked for, how moments are written.
AS_OWNER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"
THERE = """
SELECT proname::text FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND proname = ANY(%s)
   AND NOT (prosecdef
            AND coalesce(proconfig, '{}') @> ARRAY['search_path=pg_catalog, public, pg_temp', 'TimeZone=UTC'])
"""


def run_as_owner() -> set[str]:
    """The functions that do."""
    return {LOOKS_AT, *(guard.get_pgid(model) for model, guard in pgtrigger.registered())}


def restore() -> None:
    """After every change of triggers: the libraries make each of theirs anew, as they know it. For the owner."""
    with connection.cursor() as cursor:
        for statement in REPLACED.values():
            cursor.execute(statement)
        cursor.execute(THERE, [sorted(run_as_owner())])
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION public.{name}() {AS_OWNER}")
