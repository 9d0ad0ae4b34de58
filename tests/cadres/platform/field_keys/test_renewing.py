"""Everything encrypted anew: what it says stays, the history too, and two runs do no harm."""

import hashlib
import json
from collections import Counter
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cadres.models import AuditEvent, Cadre, FieldKey, Job, Step
from cadres.platform.accounts.choices import Role
from cadres.platform.field_keys.services import keys, renewing
from cadres.platform.field_keys.services.stores import Table, stores
from cadres.platform.jobs.choices import JobState
from cadres.platform.jobs.services import jobs
from cadres.platform.jobs.services.progress import Progress
from cadres.platform.sealing.services import verification
from cadres.registry.cadre_files.services.files import change_file
from cadres.registry.history.facts import changes_of
from cadres.shared import crypto
from cadres.shared.crypto import CannotBeOpened, blind_indexes, present_key
from cadres.shared.files.encrypted_files import checked_parts
from tests.config.test_encrypted_columns import COLUMNS, MAKERS, ROWS
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.crypto import put, stored, unbound_text
from tests.support.documents import add_document, pdf
from tests.support.roles import as_owner, signed_in
from tests.support.sealing import seal
from tests.support.second_factor import recovery_code_of, with_second_factor

pytestmark = pytest.mark.django_db


def under(model):
    """The names of keys under which the values of a model lie."""
    return set(Table(model).count())


@pytest.mark.parametrize("label", MAKERS)
def test_what_each_table_says_stays_and_lies_under_the_new_key_alone(label, new_key, settings):
    rows = MAKERS[label]()
    model = type(rows[0])
    fields = [field for one, field in ROWS if one is model]
    said = [[getattr(row, field.name) for field in fields] for row in rows]
    new_key()

    outcome = renewing.encrypt_anew()

    assert outcome.whole
    assert outcome.values >= len(rows) * len(fields)
    assert under(model) == {present_key().name}
    settings.FIELD_KEYS = ["new"]
    found = [model.objects.get(pk=row.pk) for row in rows]
    assert [[getattr(row, field.name) for field in fields] for row in found] == said


def test_every_table_with_an_encrypted_column_is_among_them():
    assert {store.name for store in stores()} == {
        *(model._meta.db_table for model, _field in COLUMNS),
        "mfa_authenticator",
    }


def test_the_history_says_the_same_and_tells_of_no_change(new_key, staff, settings):
    cadre = CadreFactory(phone="13990000001", address="元山镇1号")
    change_file(cadre, {"phone": "13990000002"}, by=staff, reason="更正")
    change_file(cadre, {"native_place": "四川巴中"}, by=staff, reason="更正")
    before = changes_of(cadre, staff).changes
    saved_at = Cadre.objects.get(pk=cadre.pk).updated_at
    phones = [one.phone for one in cadre.events.order_by("pk")]
    new_key()

    renewing.encrypt_anew()

    assert changes_of(cadre, staff).changes == before
    settings.FIELD_KEYS = ["new"]
    assert [one.phone for one in cadre.events.order_by("pk")] == phones
    assert cadre.events.count() == 3
    found = Cadre.objects.get(pk=cadre.pk)
    assert found.updated_at == saved_at
    assert stored(found, "phone") == stored(cadre.events.latest("pk"), "phone")


def test_numbers_are_found_by_the_new_key_alone(new_key, settings):
    cadre = CadreFactory(identity_number="11010519491231002X")
    new_key()

    renewing.encrypt_anew()

    settings.FIELD_KEYS = ["new"]
    assert Cadre.objects.get(identity_index__in=blind_indexes("11010519491231002X")) == cadre


def test_second_factors_too(new_key, settings):
    holder = with_second_factor(UserFactory())
    code = recovery_code_of(holder)
    new_key()

    assert renewing.encrypt_anew().values == 2

    settings.FIELD_KEYS = ["new"]
    assert recovery_code_of(holder) == code


def test_papers_are_read_as_they_were_given(new_key, settings, staff):
    paper = add_document(CadreFactory(), staff, pdf(text="x"))
    new_key()

    renewing.encrypt_anew()

    settings.FIELD_KEYS = ["new"]
    assert b"".join(checked_parts(paper)) == pdf(text="x")


def test_what_was_done_is_on_record_and_the_sealed_record_holds(new_key):
    system = UserFactory(role=Role.SYSTEM)
    CadreFactory(phone="13990000001")
    new_key()

    renewing.encrypt_anew(by=system)

    batches = Step.objects.filter(move="encrypt_anew", by=system)
    assert Counter(step.facts["table"] for step in batches) == {"cadres_cadre": 1, "cadres_cadreevent": 1}
    end = Step.objects.get(move="encrypted_all_anew")
    assert (end.subject, end.facts["values"], end.facts["left"]) == (f"cadres.fieldkey:{present_key().name}", 2, {})
    assert AuditEvent.objects.filter(action="encrypt_anew").count() == 2
    seal(everything=True)
    assert verification.verify().ok


# --- resuming, repeating ----------------------------------------------------------------------------
def test_broken_off_it_goes_on_where_it_was_and_again_does_nothing(new_key, monkeypatch):
    monkeypatch.setattr("cadres.platform.field_keys.services.stores.ROWS", 2)
    for number in range(5):
        CadreFactory(phone=f"1399000000{number}")
    new_key()

    class Stopped(Exception):
        pass

    batches = []

    def stop(number):
        batches.append(number)
        if len(batches) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        renewing.encrypt_anew(step=stop)
    assert Table(Cadre).count() == {present_key().name: 4, crypto.keys()[1].name: 1}

    assert renewing.encrypt_anew().values == 6  # one file, and what the history has of all five
    assert renewing.encrypt_anew().values == 0


def test_it_stops_by_itself_after_its_time(new_key, monkeypatch):
    monkeypatch.setattr("cadres.platform.field_keys.services.stores.ROWS", 2)
    for number in range(5):
        CadreFactory(phone=f"1399000000{number}")
    new_key()

    outcome = renewing.encrypt_anew(seconds=0)

    assert (outcome.stopped, outcome.values, outcome.others) == (True, 2, {crypto.keys()[1].name: 8})
    assert not Step.objects.filter(move="encrypted_all_anew").exists()


def test_the_night_goes_on_and_asks_one_question_when_nothing_is_left(new_key, django_assert_num_queries):
    CadreFactory(phone="13990000001")
    new_key()
    keys.take_up()

    assert renewing.go_on(seconds=60) == 2
    with django_assert_num_queries(1):
        assert renewing.go_on(seconds=60) == 0


def test_a_key_under_which_nothing_lies_may_go(new_key, settings, client):
    keys.take_up()
    CadreFactory(phone="13990000001")
    new_key()
    keys.take_up()
    assert len(keys.standing().names) == 2

    renewing.encrypt_anew()

    settings.FIELD_KEYS = ["new"]
    assert keys.standing().names == (present_key().name,)
    assert keys.standing().ok
    assert FieldKey.objects.get(pk=present_key().name).number == 2


def test_a_key_that_was_laid_aside_and_comes_back_is_needed_again(new_key, settings):
    CadreFactory(phone="13990000001")
    keys.take_up()
    new_key()
    renewing.encrypt_anew()
    settings.FIELD_KEYS = [settings.SECRET_KEY, "new"]

    renewing.encrypt_anew()

    settings.FIELD_KEYS = []
    assert keys.standing().ok
    assert keys.standing().names == (present_key().name,)


# --- the forms of before ----------------------------------------------------------------------------
def test_values_of_before_are_bound_and_then_no_longer_read(unbound_values, settings):
    """An installation of the last version: nothing in it is lost, and nobody can put such a form back."""
    cadre = CadreFactory(phone="13990000001", address="x")
    phone = unbound_text("13990000001", settings.SECRET_KEY)
    put(cadre, "phone", phone)
    put(cadre, "address", "元山镇1号")
    for event in cadre.events.all():
        put(event, "phone", phone)
    call_command("check_keys", stdout=StringIO())
    assert Table(Cadre).count() == {"unbound": 1, "clear": 1}

    outcome = renewing.encrypt_anew()

    assert (outcome.values, outcome.others) == (3, {})
    found = Cadre.objects.get(pk=cadre.pk)
    assert (found.phone, found.address) == ("13990000001", "元山镇1号")
    assert cadre.events.get().phone == "13990000001"
    assert settings.FIELD_KEYS_BOUND_MARK.exists()
    put(cadre, "phone", phone)
    with pytest.raises(CannotBeOpened):
        Cadre.objects.get(pk=cadre.pk).phone  # noqa: B018


def test_one_damaged_value_does_not_keep_the_door_open_for_all(unbound_values, settings):
    cadre, other = CadreFactory(phone="13990000001"), CadreFactory()
    put(cadre, "phone", unbound_text("13990000001", "a key that nobody has"))
    put(other, "phone", unbound_text("13990000002", settings.SECRET_KEY))
    proof = crypto.seal_text(keys.PROOF, keys._binding(present_key().name))
    FieldKey.objects.create(name=present_key().name, proof=proof)
    put(cadre.events.get(), "phone", "")

    outcome = renewing.encrypt_anew()

    assert outcome.unopened == {f"cadres.cadre.phone:{cadre.pk}": "unbound"}
    assert outcome.others == {"unbound": 1}
    assert settings.FIELD_KEYS_BOUND_MARK.exists()
    assert not renewing.is_whole()


def test_a_value_that_was_moved_is_left_told_and_keeps_its_key_needed(new_key, settings):
    cadre, other = CadreFactory(phone="13990000001"), CadreFactory(phone="13990000002")
    keys.take_up()
    put(cadre, "phone", stored(other, "phone"))
    new_key()

    outcome = renewing.encrypt_anew()

    older = crypto.keys()[1].name
    assert outcome.unopened == {f"cadres.cadre.phone:{cadre.pk}": older}
    assert outcome.others == {older: 1}
    assert older in keys.standing().names
    assert Cadre.objects.get(pk=other.pk).phone == "13990000002"


# --- the door past the guards -----------------------------------------------------------------------
def door(table, given, key=None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cadres_encrypt_anew(%s, %s::jsonb, %s, NULL)", [table, given, key or present_key().name]
        )
        return cursor.fetchone()[0]


def given(row, column, value, *, was=None):
    digest = hashlib.sha256((was or stored(row, column)).encode()).hexdigest()
    return json.dumps([{"pk": row.pk, "was": {column: digest}, "now": {column: value}}])


def test_the_door_writes_no_other_column_and_no_other_table():
    cadre = CadreFactory(phone="13990000001")
    for table, column in (("cadres_cadre", "name"), ("cadres_step", "reason"), ("cadres_cadre", "no_such")):
        with pytest.raises(DatabaseError, match=r"no encrypted column|no such columns"), transaction.atomic():
            door(table, given(cadre, "name", "x", was="x").replace('"name"', f'"{column}"'))


def test_the_door_puts_nothing_in_place_of_what_lies_under_the_same_key():
    """Or an older value of the history could be exchanged for another one of the same row."""
    cadre = CadreFactory(phone="13990000001")
    event = cadre.events.get()
    other = crypto.seal_text("13990000002", crypto.Binding("cadres.cadre", "phone", (str(cadre.pk),)))

    assert door("cadres_cadreevent", given(event, "phone", other)) == 0
    assert door("cadres_cadreevent", given(event, "phone", "13990000002")) == 0
    assert door("cadres_cadreevent", given(event, "phone", f"v2:{'0' * 8}:x")) == 0
    assert cadre.events.get().phone == "13990000001"


def test_the_door_leaves_what_was_changed_meanwhile(new_key):
    cadre = CadreFactory(phone="13990000001")
    was = stored(cadre, "phone")
    new_key()
    cadre.phone = "13990000003"
    cadre.save()
    anew = crypto.seal_text("13990000001", crypto.Binding("cadres.cadre", "phone", (str(cadre.pk),)))

    assert door("cadres_cadre", given(cadre, "phone", anew, was=was)) == 0
    assert Cadre.objects.get(pk=cadre.pk).phone == "13990000003"


def test_the_guards_speak_again_after_the_door_was_used(new_key):
    cadre = CadreFactory(phone="13990000001")
    new_key()
    renewing.encrypt_anew()

    with as_owner() as cursor, pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        cursor.execute("UPDATE cadres_cadreevent SET phone = ''")
    cadre.name = "x"
    cadre.save(update_fields=["name"])
    assert cadre.events.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_program_passes_through_the_door_and_by_no_other_way(new_key):
    """By an account that really signs in: of whom signs in as the owner the guards ask nothing."""
    cadre = CadreFactory(phone="13990000001")
    event = cadre.events.get()
    new_key()
    anew = crypto.seal_text("13990000001", crypto.Binding("cadres.cadre", "phone", (str(cadre.pk),)))
    ignored = "SELECT set_config('pgtrigger.ignore', array_agg(tgname::text)::text, true) FROM pg_trigger"

    with signed_in("app") as cursor:
        for row in (cadre, event):
            asked = [row._meta.db_table, given(row, "phone", anew), present_key().name]
            cursor.execute("SELECT cadres_encrypt_anew(%s, %s::jsonb, %s, NULL)", asked)
            assert cursor.fetchone() == (1,)
        cursor.execute("SELECT array_agg(phone) FROM cadres_cadreevent")
        assert cursor.fetchone() == ([anew],)  # what was there, and nothing told of a change
        cursor.execute(ignored)
        cursor.execute("UPDATE cadres_cadre SET name = 'x'")
        cursor.execute("SELECT count(*) FROM cadres_cadreevent")
        assert cursor.fetchone() == (2,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("INSERT INTO cadres_passage VALUES (pg_current_xact_id())")


@pytest.mark.parametrize("part", ["sealer", "report"])
def test_nobody_else_may_use_it(part):
    with signed_in(part) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("SELECT cadres_encrypt_anew('cadres_cadre', '[]', '00000000', NULL)")


@pytest.mark.parametrize("table", ["mine", "pg_temp.mine", "pg_catalog.pg_class", "pg_class", "no_such"])
def test_the_door_leads_to_no_table_that_somebody_has_made(table):
    """Its triggers would run as the owner."""
    with as_owner() as cursor:
        cursor.execute("CREATE TEMP TABLE mine (id bigint PRIMARY KEY, x text)")
        cursor.execute("COMMENT ON COLUMN mine.x IS 'encrypted'")
    with pytest.raises(DatabaseError, match="is no table of ours"), transaction.atomic():
        door(table, json.dumps([{"pk": 1, "was": {"x": "x"}, "now": {"x": "x"}}]))


# --- command, job, page -----------------------------------------------------------------------------
def test_the_command_says_what_lies_where(new_key, settings):
    CadreFactory(phone="13990000001")
    older = present_key().name
    new_key()
    told = StringIO()

    call_command("encrypt_anew", count=True, stdout=told)
    assert told.getvalue().split() == ["2", "key", older]
    call_command("encrypt_anew", stdout=told)

    assert "2 values were encrypted anew." in told.getvalue()
    assert "Older keys may be taken out of FIELD_KEYS" in told.getvalue()
    assert told.getvalue().split()[-3:] == ["2", "key", present_key().name]


def test_the_command_ends_in_an_error_where_something_is_left(new_key):
    cadre, other = CadreFactory(phone="13990000001"), CadreFactory(phone="13990000002")
    put(cadre, "phone", stored(other, "phone"))
    new_key()
    told = StringIO()

    with pytest.raises(CommandError, match="run it again"):
        call_command("encrypt_anew", stdout=told)

    assert f"cannot be opened: cadres.cadre.phone:{cadre.pk}" in told.getvalue()


def test_the_command_ends_in_an_error_without_the_key(settings):
    keys.take_up()
    settings.FIELD_KEYS = ["another"]

    with pytest.raises(CommandError, match="NOT given"):
        call_command("encrypt_anew")


@pytest.mark.django_db(transaction=True)
def test_the_administrator_starts_it_and_reads_what_came_of_it(new_key, as_user):
    system = UserFactory(role=Role.SYSTEM)
    CadreFactory(phone="13990000001")
    new_key()
    browser = as_user(system)
    keys.take_up()
    assert "Goes on beside the daily work" in browser.get(reverse("cadres:key_list")).text

    answer = browser.post(reverse("cadres:key_encrypt"))  # runs at once in tests

    job = Job.objects.get()
    assert (job.state, job.done, job.total) == (JobState.DONE, 2, 2)
    assert "2 values were encrypted anew." in browser.get(answer.url).text
    page = browser.get(reverse("cadres:key_list")).text
    assert present_key().name in page
    assert "Nothing lies under another key." in page


@pytest.mark.django_db(transaction=True)
def test_stopped_what_was_done_stays(new_key, monkeypatch, in_the_queue):
    monkeypatch.setattr("cadres.platform.field_keys.services.stores.ROWS", 1)
    monkeypatch.setattr("cadres.platform.jobs.services.progress.INTERVAL", 0)
    system = UserFactory(role=Role.SYSTEM)
    for number in range(3):
        CadreFactory(phone=f"1399000000{number}")
    new_key()
    job = in_the_queue(jobs.start, "cadres.encrypt_anew", system)
    step = Progress.step

    def asked_to_stop_at_the_second(self, number):
        if Table(Cadre).count()[present_key().name] == 2:
            jobs.request_cancel(job, by=system)
        step(self, number)

    monkeypatch.setattr(Progress, "step", asked_to_stop_at_the_second)

    assert jobs.run(job.pk) == JobState.CANCELLED

    job.refresh_from_db()
    assert job.message == "Cancelled. What was done stays; it can be begun again."
    assert Table(Cadre).count()[present_key().name] == 2
