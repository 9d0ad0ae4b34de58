# ruff: noqa: S608 -- statements of an intruder, put together here
"""What each account of the database may do, tried by accounts that really sign in."""

import uuid

import pghistory
import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models
from pghistory.models import Context, Event

from cadres.models import Cadre, Document, Step, User
from cadres.platform.database.points import READ, REPORTED, RIGHTS, SEALERS, WRITE
from cadres.platform.database.rules import Grant, statements
from cadres.platform.database.services.accounts import accounts
from cadres.platform.database.services.functions import run_as_owner
from cadres.platform.database.services.grants import MIGRATIONS, expected, found, may, put_right, tables
from cadres.shared.crypto import EncryptedTextField
from tests.support.cadres import CadreFactory
from tests.support.roles import as_owner, signed_in

pytestmark = pytest.mark.django_db
DENIED = (psycopg2.errors.InsufficientPrivilege, psycopg2.errors.InvalidParameterValue)

HISTORY = sorted(table for table, of_table in tables().items() if issubclass(of_table[0], Event))
APPENDED = ["cadres_step", "cadres_fileaccess", "axes_accessfailurelog", "cadres_verification", "cadres_attachment"]
FREE = (EncryptedTextField, models.TextField, models.JSONField)
SEALED = ["cadres_auditevent", "cadres_seal", "cadres_checkpoint", "cadres_chaincheck"]


def refused(part, statement):
    with signed_in(part) as cursor, pytest.raises(DENIED):
        cursor.execute(statement)


def allowed(part, statement):
    with signed_in(part) as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else cursor.rowcount


# --- all of it ---------------------------------------------------------------------------------------------------


def test_the_rights_are_those_that_the_models_say_and_no_others():
    assert found() == expected(accounts())


def test_every_table_is_a_model_s():
    """Else nobody has thought of who may do what with it."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))

    # Of a library, without any use; and of one function, which alone writes it (functions.py).
    assert there - set(tables()) == {MIGRATIONS, "knox_authtoken", "cadres_passage"}
    assert set(tables()) - there == set()


def test_what_the_table_says_is_needed_and_names_models():
    for one in (*RIGHTS, *SEALERS, *REPORTED):
        apps.get_model(one.model)
    for one in RIGHTS:
        model = apps.get_model(one.model)
        assert one.may != WRITE or one.change, f"{one.model}: that is what nothing says of it"
        assert not issubclass(model, Event)


def test_guards_that_refuse_a_change_to_everybody_take_the_right():
    assert may([Cadre]) == WRITE
    assert may([Step]) == READ | {"INSERT"}
    assert may([Document]) == WRITE - {"DELETE"}  # its other guards protect single fields, or under a condition
    assert may([Cadre.pgh_event_model]) == READ


def test_it_is_put_right_once_and_for_all():
    with as_owner() as cursor:
        assert put_right() == []
        cursor.execute("GRANT DELETE ON cadres_step TO cadres_app; REVOKE SELECT ON cadres_cadre FROM cadres_app;"
                       "GRANT SELECT (name) ON cadres_cadre TO PUBLIC")  # fmt: skip
        said = put_right()

    assert sorted(said) == [
        'GRANT SELECT ON TABLE cadres_cadre TO "cadres_app"',
        'REVOKE DELETE ON TABLE cadres_step FROM "cadres_app"',
        'REVOKE SELECT ("name") ON TABLE cadres_cadre FROM PUBLIC',
    ]
    assert found() == expected(accounts())


def test_the_command_is_the_owner_s_and_says_what_it_did(capsys):
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("grant_roles")
    with as_owner() as cursor:
        call_command("grant_roles")
        cursor.execute("GRANT TRUNCATE ON cadres_step TO cadres_app")
        call_command("grant_roles")

    assert capsys.readouterr().out.splitlines() == [
        "Every account has its rights.",
        'REVOKE TRUNCATE ON TABLE cadres_step FROM "cadres_app"',
    ]


def test_functions_of_guards_run_as_the_owner_with_names_where_they_were_meant():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
            " AND proconfig @> ARRAY['search_path=pg_catalog, public, pg_temp', 'TimeZone=UTC']"
        )
        assert {name for (name,) in cursor.fetchall()} == run_as_owner()


def test_grants_are_written_as_the_database_takes_them():
    both = Grant("table", "a", "", "x", "SELECT")
    gone = Grant("function", "f(name)", "", "PUBLIC", "EXECUTE")
    new = Grant("column", "a", "b", "x", "UPDATE")

    assert list(statements({both, new}, {both, gone})) == [
        "REVOKE EXECUTE ON FUNCTION f(name) FROM PUBLIC",
        'GRANT UPDATE ("b") ON TABLE a TO "x"',
    ]


# --- the program -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x ()",
        "CREATE TEMP TABLE cadres_accountrequest (id bigint)",  # which a guard would look into
        "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA x",
        "ALTER TABLE cadres_step DISABLE TRIGGER ALL",
        "ALTER TABLE cadres_cadre DROP COLUMN name",
        "DROP TRIGGER pgtrigger_append_only_eb3a6 ON cadres_step",
        "CREATE RULE x AS ON INSERT TO cadres_step DO INSTEAD NOTHING",
        "TRUNCATE cadres_cadre CASCADE",
        "SET session_replication_role = replica",
        "SET ROLE cadres",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER ROLE cadres_app SUPERUSER",
        "CREATE ROLE x",
        "COPY cadres_step TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * FROM auth_group",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('cadres', 'x', now())",
        "UPDATE axes_accesslog SET username = 'x'",
        "DELETE FROM axes_accesslog",
        "UPDATE pghistory_context SET metadata = '{}'",
        "INSERT INTO pghistory_context SELECT gen_random_uuid(), now(), now(), '{}'",
    ],
)
def test_the_program_changes_rows_and_nothing_else(statement):
    refused("app", statement)


@pytest.mark.parametrize("table", [*HISTORY, *APPENDED, *SEALED, "pghistory_context"])
def test_nothing_that_is_kept_for_ever_is_the_program_s_to_change(table):
    with signed_in("app") as cursor:
        cursor.execute(
            "SELECT privilege FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'])"
            " privilege WHERE has_table_privilege(%s, privilege) OR has_any_column_privilege(%s,"
            " CASE WHEN privilege IN ('INSERT', 'UPDATE', 'REFERENCES') THEN privilege ELSE 'SELECT' END)"
            " AND privilege IN ('INSERT', 'UPDATE', 'REFERENCES')",
            [table, table],
        )
        there = {privilege for (privilege,) in cursor.fetchall()}

    assert there == ({"INSERT"} if table in APPENDED else set())


def test_who_signed_in_may_be_said_to_have_signed_out():
    assert allowed("app", "UPDATE axes_accesslog SET logout_time = now() WHERE false") == 0


USER = (
    "INSERT INTO cadres_user (username, name, email, role, password, is_active, must_change_password, password_set_at,"
    " created_at) VALUES ('{0}', '', '', '', '', true, false, now(), now())"
)


def test_the_setting_that_passes_guards_by_is_shut_for_the_program():
    """Whoever runs SQL in the program's session cannot make himself a leader; only the owner passes."""
    guard = "pgtrigger_role_by_two_d33c0"
    for part, passes in (("app", False), ("", True)):
        with signed_in(part) as cursor:
            cursor.execute(f"SET pgtrigger.ignore = '{{{guard}}}'; {USER.format(uuid.uuid4())} RETURNING id")
            (number,) = cursor.fetchone()
            if passes:
                cursor.execute(f"UPDATE cadres_user SET role = 'leader' WHERE id = {number}")
                assert cursor.rowcount == 1
            else:
                with pytest.raises(psycopg2.errors.CheckViolation):
                    cursor.execute(f"UPDATE cadres_user SET role = 'leader' WHERE id = {number}")


def test_what_the_program_writes_is_in_the_history_all_the_same():
    with signed_in("app") as cursor:
        cursor.execute(f"{USER.format(uuid.uuid4())} RETURNING id")
        number = cursor.fetchone()
        cursor.execute("SET search_path = pg_catalog; SET timezone = 'Asia/Shanghai'")  # leads no guard astray
        cursor.execute("UPDATE public.cadres_user SET name = 'x' WHERE id = %s", number)
        cursor.execute("SELECT pgh_label FROM public.cadres_userevent WHERE pgh_obj_id = %s ORDER BY pgh_id", number)
        assert cursor.fetchall() == [("insert",), ("update",)]


def test_a_later_request_does_not_write_another_user_into_an_earlier_one():
    """The number of a request is chosen by who writes, and is to be read in the history."""
    with pghistory.context(user=1, address="10.0.0.1", url="/a/") as context:
        cadre = CadreFactory()
        first = Context.objects.get(pk=context.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [str(first.pk), '{"user": 2, "address": "10.0.0.2", "url": "/b/"}'],
        )
        cursor.execute("UPDATE cadres_cadre SET native_place = 'x' WHERE id = %s", [cadre.pk])
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")

    first.refresh_from_db()
    assert first.metadata == {"user": 1, "address": "10.0.0.1", "url": "/b/"}
    with as_owner() as cursor:
        cursor.execute("UPDATE pghistory_context SET created_at = created_at - interval '2 days'")
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [str(first.pk), '{"url": "/c/"}'],
        )
        cursor.execute("UPDATE cadres_cadre SET native_place = 'y' WHERE id = %s", [cadre.pk])
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    first.refresh_from_db()
    assert first.metadata["url"] == "/b/"  # of days ago nothing changes any more


# --- the sealer and the reports ----------------------------------------------------------------------------------


def test_the_sealer_alone_writes_seals():
    seal = "INSERT INTO cadres_seal (n, event_id, hash) VALUES (1000000, 1, '')"

    refused("app", seal)
    refused("report", f"SET transaction_read_only = off; {seal}")
    assert allowed("sealer", seal) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cadres_seal SET hash = ''",
        "DELETE FROM cadres_checkpoint",
        "INSERT INTO cadres_step (subject, move) VALUES ('x', 'x')",
        "UPDATE cadres_auditevent SET payload = NULL",
        "SELECT digest FROM cadres_formerpassword",
        "SELECT * FROM cadres_cadre",
        "SELECT * FROM django_session",
        "ALTER TABLE cadres_seal DISABLE TRIGGER USER",
        "CREATE TEMP TABLE x ()",
    ],
)
def test_the_sealer_does_nothing_else(statement):
    refused("sealer", statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM cadres_cadre",
        "SELECT * FROM cadres_user",
        "SELECT cause FROM selection_vacancy",
        "SELECT lecturer FROM training_session",
        "SELECT * FROM cadres_organizationevent",
        "SELECT * FROM cadres_step",
        "SELECT current_setting('data_directory')",
    ],
)
def test_reports_name_no_person(statement):
    refused("report", statement)


def test_reports_read_the_rest_and_write_nothing():
    assert allowed("report", "SELECT count(population) FROM cadres_divisionprofile") == [(0,)]
    assert allowed("report", "SELECT current_setting('statement_timeout')") == [("1min",)]
    with signed_in("report") as cursor, pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        cursor.execute("UPDATE cadres_divisionprofile SET population = 0")
    refused("report", "SET transaction_read_only = off; UPDATE cadres_divisionprofile SET population = 0")


def test_no_reported_field_leads_to_a_person_or_holds_free_text():
    """A field of a person, his account or a matter of his cannot be added without this test."""
    for one in REPORTED:
        for name in one.fields:
            field = apps.get_model(one.model)._meta.get_field(name)
            assert not isinstance(field, FREE), f"{one.model}.{name}"
            if field.is_relation:
                assert field.related_model._meta.label in REPORTED, f"{one.model}.{name}"
    assert not {Cadre._meta.label, User._meta.label} & set(REPORTED.keys())
