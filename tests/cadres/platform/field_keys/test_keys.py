"""Which keys are needed, and what happens where they are not given."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from cadres.models import FieldKey, Step
from cadres.platform.field_keys.services import keys
from cadres.shared import crypto
from tests.support.cadres import CadreFactory
from tests.support.crypto import put, unbound_text
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db


def test_the_present_key_is_known_from_the_first_start_on():
    key = keys.take_up()

    assert key.name == crypto.present_key().name
    assert keys.take_up() == key
    assert Step.objects.filter(subject=f"cadres.fieldkey:{key.name}", move="take_up_key").count() == 1
    assert str(keys.standing()) == "1 in use, all given"


def test_a_new_key_in_front_is_taken_up_and_the_older_stays_needed(settings):
    older = keys.take_up()
    settings.FIELD_KEYS = ["new", settings.SECRET_KEY]

    newer = keys.take_up()

    assert set(keys.standing().names) == {older.name, newer.name}
    assert keys.standing().ok


@pytest.mark.django_db(transaction=True)
def test_without_a_key_that_is_needed_nothing_starts_and_health_is_red(settings, client):
    older = keys.take_up()
    settings.FIELD_KEYS = ["another"]

    with pytest.raises(ImproperlyConfigured, match=older.name):
        keys.take_up()
    with pytest.raises(CommandError, match="NOT given"):
        call_command("check_keys")

    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["keys"]) == (503, "down")
    assert answer.json()["detail"]["keys"] == f"values lie under keys that are NOT given: {older.name}"
    assert FieldKey.objects.count() == 1
    settings.FIELD_KEYS = ["another", settings.SECRET_KEY]
    assert client.get("/healthz").json()["keys"] == "up"


def test_a_proof_that_was_changed_is_noticed():
    key = keys.take_up()
    put(key, "proof", crypto.seal_text(keys.PROOF, crypto.Binding("cadres.fieldkey", "proof", ("00000000",))))

    assert keys.standing().missing == (key.name,)


def test_a_database_from_before_keys_were_known_is_tried_by_its_values(unbound_values, settings):
    """A dump of the last version restored beside the wrong key."""
    put(CadreFactory(), "phone", unbound_text("13990000000", "the key of then"))

    with pytest.raises(ImproperlyConfigured, match="with which they were written"):
        keys.take_up()
    settings.FIELD_KEYS = ["new", "the key of then"]
    assert keys.take_up().name == crypto.present_key().name


@pytest.mark.parametrize(
    "sql", ["UPDATE cadres_fieldkey SET proof = 'x'", "DELETE FROM cadres_fieldkey", "TRUNCATE cadres_fieldkey"]
)
def test_a_key_is_neither_forgotten_nor_exchanged(sql):
    keys.take_up()

    with as_owner() as cursor, pytest.raises(DatabaseError, match="pgtrigger: Cannot"), transaction.atomic():
        cursor.execute(sql)


# --- the forms of before ----------------------------------------------------------------------------
def test_an_installation_without_values_of_before_never_reads_them(unbound_values, settings, capsys):
    CadreFactory(phone="13990000000")
    call_command("check_keys")

    assert settings.FIELD_KEYS_BOUND_MARK.exists()
    assert Step.objects.filter(move="bound").count() == 1
    assert "1 in use, all given" in capsys.readouterr().out
    call_command("check_keys")
    assert Step.objects.filter(move="bound").count() == 1


def test_one_with_such_values_reads_them_until_they_are_encrypted_anew(unbound_values, settings):
    cadre = CadreFactory()
    put(cadre, "phone", unbound_text("13990000000", settings.SECRET_KEY))
    call_command("check_keys")

    assert not settings.FIELD_KEYS_BOUND_MARK.exists()
    assert type(cadre).objects.get(pk=cadre.pk).phone == "13990000000"


def test_each_machine_learns_that_all_is_bound_and_does_not_unlearn_it(unbound_values, settings):
    """Whoever takes the step away from the database wins nothing where it was once seen."""
    keys.conclude_bound()
    settings.FIELD_KEYS_BOUND_MARK.unlink()  # another machine
    keys.standing()
    assert settings.FIELD_KEYS_BOUND_MARK.exists()

    cadre = CadreFactory()
    put(cadre, "phone", unbound_text("13990000000", settings.SECRET_KEY))
    put(Step.objects.get(move="bound"), "move", "x")

    with pytest.raises(crypto.CannotBeOpened):
        type(cadre).objects.get(pk=cadre.pk).phone  # noqa: B018


def test_a_mark_that_cannot_be_written_is_told_in_the_log(unbound_values, settings, tmp_path, caplog):
    (tmp_path / "file").touch()
    settings.FIELD_KEYS_BOUND_MARK = tmp_path / "file" / "bound"

    keys.conclude_bound()

    assert "forms of before are still read here" in caplog.text


def test_a_folder_that_root_makes_for_the_mark_is_the_program_s(unbound_values, settings, tmp_path, monkeypatch):
    """Or web and worker could not look whether the mark is there."""
    given = []
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.chown", lambda *args: given.append(args))
    around = tmp_path.stat()

    keys.conclude_bound()
    settings.FIELD_KEYS_BOUND_MARK.unlink()
    keys.standing()

    assert given == [(tmp_path / "keys", around.st_uid, around.st_gid)]
