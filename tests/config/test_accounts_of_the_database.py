"""As which account of the database what connects: commands by their name, processes by what they are told."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection

from cadres.platform.database.services.accounts import Accounts
from config.runner.place import Place
from config.runner.steps import Kitchen
from config.runner.supervisor import SEALING, environment_of, members
from config.servers import ADDRESSES, ROOT, Embedded, address_for

EMBEDDED = Embedded(Path("/srv/var"))
NAMED = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner", "DATABASE_SEALER_URL": "sealer"}


@pytest.mark.parametrize(
    ("command", "account"),
    [
        ("migrate", "owner"),
        ("grant_roles", "owner"),
        ("generate", "owner"),
        ("seal", "sealer"),
        ("audit_verify", "sealer"),
        ("demo", "app"),
        ("load_divisions", "app"),
        ("", "app"),
    ],
)
def test_a_command_connects_as_what_it_does_asks(command, account):
    assert address_for(command, NAMED, EMBEDDED) == account
    assert address_for(command, {"DATABASE_URL": "all"}, EMBEDDED) == "all"  # an installation of before goes on
    embedded = {"app": "cadres_app", "owner": "cadres", "sealer": "cadres_sealer"}[account]
    assert address_for(command, {}, EMBEDDED) == f"postgres://{embedded}@/cadres?host=/srv/var/run"


def test_the_commands_are_there():
    assert set(ADDRESSES) <= set(get_commands())


def test_a_process_is_told_its_own_address_alone(tmp_path, monkeypatch):
    for name in NAMED:
        monkeypatch.delenv(name, raising=False)
    place = Place(tmp_path)
    said = {name: environment_of(name, place) for name in members(place, "127.0.0.1", 8000)}

    assert set(said) == {"web", "worker", "beat", "sealer"}
    for name, environment in said.items():
        account = "cadres_sealer" if name == "sealer" else "cadres_app"
        told = {value for key, value in environment.items() if key.startswith("DATABASE_")}
        assert told == {f"postgres://{account}@/cadres?host={tmp_path}/run"}, name


def test_with_one_address_the_worker_seals_too(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://all@/x")
    monkeypatch.delenv("DATABASE_SEALER_URL", raising=False)
    commands = members(Place(tmp_path), "127.0.0.1", 8000)

    assert "sealer" not in commands
    assert "--exclude-queues" not in commands["worker"]
    assert not Kitchen(Place(tmp_path), with_demonstration=False).embedded


def test_who_owns_the_tables_is_told_plainly():
    assert str(Accounts("cadres", "cadres_app", frozenset({"cadres_app"}))).startswith("parted")
    assert str(Accounts("cadres", "cadres", frozenset())).startswith("NOT parted")
    assert str(Accounts("cadres", "cadres", frozenset({"cadres_app"}))).startswith("NOT parted")


@pytest.mark.django_db
def test_the_tests_themselves_work_as_the_program_does():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        )
        me, owner = cursor.fetchone()

    assert me == f"{owner}_app"


def test_the_examples_part_them():
    """No service is told the owner's address; the queue of the sealer is worked off by the sealer alone."""
    folder = ROOT / "deploy"
    units = {path.stem.removeprefix("cadres-"): path.read_text() for path in folder.glob("cadres-*.service")}

    assert set(units) == {"web", "worker", "beat", "sealer"}
    for name, unit in units.items():
        assert "cadres-owner" not in unit
        assert ("cadres-sealer.env" in unit) is (name == "sealer")
    assert f"--exclude-queues {SEALING} " in units["worker"]
    assert f"--queues {SEALING} " in units["sealer"]
    assert settings.SEALING_QUEUE == SEALING
    assert "cadres_app:" in (folder / "cadres.env.example").read_text()
    assert "OWNER" not in (folder / "cadres.env.example").read_text()
