"""Every encrypted column of the program: what is copied into another row or column does not open there."""

from collections.abc import Callable
from io import BytesIO

import pghistory
import pytest
from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.utils import timezone

from cadres.models import Cadre, Draft, DuplicatePair, JobFilePart, Merge, Submission
from cadres.platform.jobs.points import NewFile
from cadres.platform.jobs.services import files, jobs
from cadres.platform.submissions import services as submissions
from cadres.shared.crypto import CannotBeOpened, Ciphertext, EncryptedField, key_name_of, present_key
from cadres.shared.files.encrypted_files import checked_parts
from tests.cadres.platform.attachments.making import attach, inspection
from tests.support.cadres import CadreFactory, UserFactory
from tests.support.crypto import put, stored
from tests.support.documents import add_document, pdf

pytestmark = pytest.mark.django_db


def cadres():
    return [CadreFactory(identity_number=f"51192319820301123{n}", phone=f"1399000000{n}", address="x") for n in (1, 2)]


def drafts():
    return [
        Draft.objects.create(user=UserFactory(), form="f", payload=f"n={n}", updated_at=timezone.now()) for n in (1, 2)
    ]


def merges():
    made = []
    for number in (1, 2):
        first, second = sorted(CadreFactory().pk for _n in range(2))
        places = dict.fromkeys(("first_division_id", "second_division_id"), Cadre.objects.get(pk=first).division_id)
        pair = DuplicatePair.objects.create(kind="cadre", first=first, second=second, degree="1certain", **places)
        by = UserFactory()
        made.append(Merge.objects.create(pair=pair, stays=first, goes=second, proposed_by=by, kept=f"{number}"))
    return made


def sent():
    for key in ("a", "b"):
        user = UserFactory()
        submissions.take(user.pk, key)
        submissions.keep(user.pk, key, f"/{key}/")
    return list(Submission.objects.order_by("-pk")[:2])


def papers():
    return [add_document(CadreFactory(), UserFactory(), pdf(text=text)).parts.get() for text in ("one", "two")]


def attachments():
    by = UserFactory()
    return [attach(inspection(), by, pdf(text=text)).parts.get() for text in ("one", "two")]


def job_files():
    made = [NewFile("result", "x.txt", "text/plain", [f"{n}".encode()]) for n in (1, 2)]
    return [files.store(jobs.queue("cadres.export", UserFactory(), language="en"), one).parts.get() for one in made]


# Two rows of each model with something in each encrypted column.
MAKERS: dict[str, Callable] = {
    "cadres.cadre": cadres,
    "cadres.draft": drafts,
    "cadres.merge": merges,
    "cadres.submission": sent,
    "cadres.documentpart": papers,
    "cadres.attachmentpart": attachments,
    "cadres.jobfilepart": job_files,
}
COLUMNS = [
    (model, field)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, EncryptedField)
]
ROWS = [(model, field) for model, field in COLUMNS if not issubclass(model, pghistory.models.Event)]
HISTORY = [(model, field) for model, field in COLUMNS if issubclass(model, pghistory.models.Event)]


def named(value):
    return value._meta.label if isinstance(value, type) else getattr(value, "name", None)


def test_each_model_with_an_encrypted_column_is_tried():
    assert {model._meta.label_lower for model, _field in ROWS} == MAKERS.keys()


def test_the_checks_find_nothing():
    assert [one for one in checks.run_checks() if one.id and one.id.startswith("crypto.")] == []


@pytest.mark.parametrize(("model", "field"), ROWS, ids=named)
def test_a_value_lies_encrypted_by_the_present_key_and_opens_in_its_row_alone(model, field):
    one, other = MAKERS[model._meta.label_lower]()
    said = getattr(model.objects.get(pk=other.pk), field.name)
    for row in (one, other):
        assert key_name_of(stored(row, field.column)) == present_key().name

    put(one, field.column, stored(other, field.column))

    with pytest.raises(CannotBeOpened):
        getattr(model.objects.get(pk=one.pk), field.name)
    assert getattr(model.objects.get(pk=other.pk), field.name) == said


@pytest.mark.parametrize("source", ["phone", "address", "identity_number"])
@pytest.mark.parametrize("target", ["phone", "address", "identity_number"])
def test_a_value_opens_in_its_column_alone(source, target):
    cadre, _other = cadres()
    put(cadre, target, stored(cadre, source))
    cadre = Cadre.objects.get(pk=cadre.pk)

    if source == target:
        assert getattr(cadre, target)
    else:
        with pytest.raises(CannotBeOpened):
            getattr(cadre, target)


@pytest.mark.parametrize(("model", "field"), HISTORY, ids=named)
def test_the_history_is_bound_as_the_row_it_copies(model, field):
    one, other = MAKERS[model.pgh_tracked_model._meta.label_lower]()
    ours, theirs = (model.objects.filter(pgh_obj_id=row.pk).latest("pgh_id") for row in (one, other))
    assert getattr(ours, field.name) == getattr(one, field.name)

    put(ours, field.column, stored(theirs, field.column))

    with pytest.raises(CannotBeOpened):
        getattr(model.objects.get(pk=ours.pk), field.name)


@pytest.mark.parametrize(("model", "field"), COLUMNS, ids=named)
def test_the_database_says_of_the_column_what_it_is(model, field):
    with connection.cursor() as cursor:
        told = "SELECT col_description(attrelid, attnum) FROM pg_attribute"
        named_so = "WHERE attrelid = %s::regclass AND attname = %s"
        cursor.execute(f"{told} {named_so}", [model._meta.db_table, field.column])
        assert cursor.fetchone() == ("encrypted",)


# --- parts of a file --------------------------------------------------------------------------------
@pytest.fixture
def two_parts(monkeypatch):
    job = jobs.queue("cadres.export", UserFactory(), language="en")
    return files.store(job, NewFile("result", "x.txt", "text/plain", [b"one", b"two", b"three"]))


def test_two_parts_of_a_file_do_not_change_places(two_parts):
    first, second = two_parts.parts.order_by("number")[:2]
    data = [stored(part, "data") for part in (first, second)]
    for part, other in zip((first, second), reversed(data), strict=True):
        put(part, "data", other)

    with pytest.raises(CannotBeOpened):
        list(checked_parts(two_parts))


def test_a_part_left_out_at_the_end_is_noticed_before_the_last_is_sent(two_parts):
    two_parts.parts.get(number=2).delete()
    sent_off = []

    with pytest.raises(ValueError, match="not what was stored"):
        sent_off.extend(checked_parts(two_parts))
    assert sent_off == [b"one"]  # of a Content-Length that promised more


def test_a_part_in_the_middle_left_out_is_noticed(two_parts):
    two_parts.parts.get(number=1).delete()

    with pytest.raises(ValueError, match="not what was stored"):
        files.open_file(two_parts).close()


# --- ways to write and read -------------------------------------------------------------------------
def test_many_at_once_are_bound_too():
    made = [CadreFactory.build(division=CadreFactory().division, phone=f"1399000000{n}") for n in range(3)]
    Cadre.objects.bulk_create(made)
    made[0].phone, made[1].identity_number = "13800000000", "11010519491231002X"

    Cadre.objects.bulk_update(made, ["phone", "identity_number"])

    assert [one.phone for one in made] == ["13800000000", "13990000001", "13990000002"]
    again = list(Cadre.objects.filter(pk__in=[one.pk for one in made]).order_by("pk"))
    assert [one.phone for one in again] == ["13800000000", "13990000001", "13990000002"]
    assert [bool(one.identity_index) for one in again] == [False, True, False]


def test_one_without_anything_encrypted_needs_no_number_beforehand(django_assert_num_queries):
    division = CadreFactory().division
    with django_assert_num_queries(1):
        CadreFactory(division=division)
    with django_assert_num_queries(2):
        CadreFactory(division=division, phone="13990000000")


def test_what_is_written_past_its_record_is_refused():
    cadre, _other = cadres()
    for write in (
        lambda: Cadre.objects.filter(pk=cadre.pk).update(phone="13990000000"),
        lambda: Cadre.objects.filter(phone="13990000000").exists(),
    ):
        with pytest.raises(TypeError, match="encrypted for its row"), transaction.atomic():
            write()
    for lookup in ("contains", "in", "gt", "iexact", "regex"):
        with pytest.raises(FieldError):
            Cadre.objects.filter(**{f"phone__{lookup}": "1"})
    assert Cadre.objects.exclude(phone="").count() == 2


def test_values_without_their_record_stay_closed():
    cadre, _other = cadres()
    (phone,) = Cadre.objects.filter(pk=cadre.pk).values_list("phone", flat=True)
    (row,) = Cadre.objects.filter(pk=cadre.pk).values("phone")

    assert isinstance(phone, Ciphertext)
    assert row == {"phone": phone}
    assert str(phone) == "<encrypted>"
    assert Cadre.objects.raw("SELECT * FROM cadres_cadre WHERE id = %s", [cadre.pk])[0].phone == cadre.phone


def test_a_record_saved_without_a_change_is_as_it_was():
    cadre, _other = cadres()
    before = stored(cadre, "phone")
    read, unread = Cadre.objects.get(pk=cadre.pk), Cadre.objects.get(pk=cadre.pk)
    assert read.phone

    read.save()
    unread.save()

    assert stored(cadre, "phone") == before
    read.phone = "13990000009"
    read.save()
    assert Cadre.objects.get(pk=cadre.pk).phone == "13990000009"


def test_a_record_saved_lies_under_the_present_key_afterwards(settings):
    cadre, _other = cadres()
    settings.FIELD_KEYS = ["new", settings.SECRET_KEY]

    Cadre.objects.get(pk=cadre.pk).save()

    assert key_name_of(stored(cadre, "phone")) == present_key().name
    settings.FIELD_KEYS = ["new"]
    found = Cadre.objects.get(pk=cadre.pk)
    assert (found.phone, found.identity_number) == (cadre.phone, cadre.identity_number)
    assert found.identity_index == Cadre._meta.get_field("identity_index").index_of(cadre.identity_number)


def test_a_copy_of_a_record_is_bound_anew():
    cadre, _other = cadres()
    copy = Cadre.objects.get(pk=cadre.pk)
    for name in ("phone", "identity_number", "address"):
        assert getattr(copy, name) == getattr(cadre, name)
    copy.pk, copy._state.adding = None, True
    copy.save()

    assert Cadre.objects.get(pk=copy.pk).phone == cadre.phone


def test_a_change_of_one_field_leaves_the_others_closed(monkeypatch):
    """What nobody reads is not opened: a field that cannot be opened keeps nobody from mending another."""
    cadre, other = cadres()
    put(cadre, "address", stored(other, "address"))
    found = Cadre.objects.get(pk=cadre.pk)
    found.phone = "13990000009"
    found.full_clean()
    found.save()

    assert Cadre.objects.get(pk=cadre.pk).phone == "13990000009"
    assert stored(cadre, "address") == stored(other, "address")


def test_a_file_is_read_as_it_was_given(staff):
    paper = add_document(CadreFactory(), staff, pdf(text="x"))

    assert BytesIO(b"".join(checked_parts(paper))).read() == pdf(text="x")
    assert JobFilePart.objects.count() == 0
