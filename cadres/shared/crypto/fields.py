"""Fields whose values lie encrypted, each bound to its model, field and row. They open when they are read."""

import json
from collections.abc import Callable
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from cadres.shared.crypto import errors, values
from cadres.shared.crypto.keys import blind_indexes, present_key

ENCRYPTED, INDEX = "encrypted", "blind index"  # what the database itself says of such a column
LOOKUPS = ("exact", "isnull", "df", "ndf")  # the last two are of triggers: is (not) distinct from
OPENED = "opened_ciphertexts"  # of an instance: by field, what was stored and what it said


class Ciphertext:
    """What a query brings: as it is stored, until it is read as an attribute of its record.

    ``values()`` and their like know no record, so they give this; ``field.open_stored`` opens it.
    """

    __slots__ = ("stored",)

    def __init__(self, stored: str | bytes):
        self.stored = stored

    def __repr__(self) -> str:
        return "<encrypted>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ciphertext) and self.stored == other.stored

    def __hash__(self) -> int:
        return hash(self.stored)


class OpenedAttribute(DeferredAttribute):
    """Opens a value when it is asked for, and keeps it with the record. Raises ``CannotBeOpened``."""

    field: "EncryptedField"

    def __get__(self, instance: Any, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        return self.field.opened(instance, value) if isinstance(value, Ciphertext) else value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):
    """What all have in common; empty stays empty. Cannot be searched or sorted by the database.

    ``bound_to`` names the attributes that tell the row: its key, or what names it for good before there is one. The
    history's copy of a row is bound as the row itself.
    """

    descriptor_class = OpenedAttribute
    clear_before = False

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = ("pk",), **kwargs: Any):
        self.bound_to = tuple(bound_to)
        kwargs.setdefault("db_comment", ENCRYPTED)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations name the package, which stays where it is."""
        name, path, args, kwargs = super().deconstruct()
        path = path.replace("cadres.shared.crypto.fields.", "cadres.shared.crypto.")
        if self.bound_to != ("pk",):
            kwargs["bound_to"] = self.bound_to
        return name, path, args, kwargs

    # --- what kinds differ in -------------------------------------------------------------------
    def is_empty(self, value: Any) -> bool:
        return value in (None, "", b"")

    def as_stored(self, value: Any) -> str | bytes:
        """What is encrypted: text or bytes, as the column."""
        raise NotImplementedError

    def as_said(self, data: Any) -> Any:
        """The counterpart of ``as_stored``."""
        raise NotImplementedError

    # --- where a value belongs ------------------------------------------------------------------
    def binding(self, *row: object) -> values.Binding:
        """Of a row of the model itself, or of the model whose history this is."""
        return values.Binding(_tracked(self.model)._meta.label_lower, self.name, tuple(str(part) for part in row))

    def binding_of(self, instance: Any) -> values.Binding:
        names = ["pgh_obj_id" if name == "pk" and _is_history(self.model) else name for name in self.bound_to]
        row = [getattr(instance, name) for name in names]
        if None in row:
            raise TypeError(f"{self} belongs to a row that has no {' or '.join(self.bound_to)} yet")
        return self.binding(*row)

    # --- from the database ----------------------------------------------------------------------
    def from_db_value(self, value: Any, *_args: object) -> Any:
        if value is None:
            return None
        stored = bytes(value) if isinstance(value, memoryview) else value
        return Ciphertext(stored) if stored else self.nothing(stored)

    def nothing(self, stored: str | bytes) -> Any:
        return stored

    def opened(self, instance: Any, ciphertext: Ciphertext) -> Any:
        binding = self.binding_of(instance)
        try:
            value = self._open(ciphertext.stored, binding)
        except values.WrongSeal as error:
            raise self._told(error, binding, whose=str(instance)) from error
        instance.__dict__.setdefault(OPENED, {})[self.attname] = (ciphertext.stored, self.as_stored(value), binding)
        instance.__dict__[self.attname] = value
        return value

    def open_stored(self, stored: str | bytes, binding: values.Binding) -> Any:
        """Raises ``CannotBeOpened``."""
        try:
            return self._open(stored, binding)
        except values.WrongSeal as error:
            raise self._told(error, binding) from error

    def _open(self, stored: str | bytes, binding: values.Binding) -> Any:
        if isinstance(stored, str):
            return self.as_said(values.open_text(stored, binding))
        return self.as_said(values.open_bytes(stored, binding, clear_before=self.clear_before))

    def _told(self, error: values.WrongSeal, binding: values.Binding, whose: str = "") -> errors.CannotBeOpened:
        refusal = errors.CannotBeOpened(
            label=self.verbose_name, place=str(binding), why=error.why, key=error.key, whose=whose
        )
        errors.tell(refusal)
        return refusal

    # --- to the database ------------------------------------------------------------------------
    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """What is written: as it was where it says the same and lies under the present key, else encrypted anew."""
        value = model_instance.__dict__.get(self.attname, models.NOT_PROVIDED)
        if value is models.NOT_PROVIDED:
            value = getattr(model_instance, self.attname)
        if hasattr(value, "resolve_expression"):
            return value
        if isinstance(value, Ciphertext):
            if values.key_name_of(value.stored) == present_key().name:
                return value
            value = getattr(model_instance, self.attname)
        if self.is_empty(value):
            return None if value is None else self.get_empty()
        return Ciphertext(self._sealed(model_instance, value))

    def get_empty(self) -> str | bytes:
        return ""

    def _sealed(self, instance: Any, value: Any) -> str | bytes:
        said, binding = self.as_stored(value), self.binding_of(instance)
        stored, before, where = instance.__dict__.get(OPENED, {}).get(self.attname, (None, None, None))
        if (before, where) != (said, binding):
            stored = None
        elif values.key_name_of(stored) == present_key().name:
            return stored
        return self.seal(said, binding, instead_of=stored)

    def sealed(self, value: Any, *row: object) -> Ciphertext:
        """For ``update()`` of the row that ``row`` names as ``bound_to`` does."""
        return Ciphertext(self.seal(self.as_stored(value), self.binding(*row)))

    @staticmethod
    def seal(said: Any, binding: values.Binding, *, instead_of: Any = None) -> str | bytes:
        seal = values.seal_text if isinstance(said, str) else values.seal_bytes
        return seal(said, binding, instead_of=instead_of)

    def renewed(self, stored: str | bytes, binding: values.Binding) -> str | bytes:
        """The same under the present key and bound to its place. Raises ``CannotBeOpened``."""
        return self.seal(self.as_stored(self.open_stored(stored, binding)), binding, instead_of=stored)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Ciphertext):
            return value.stored
        if value is None or value in ("", b""):
            return value
        raise TypeError(
            f"{self} is encrypted for its row: write it by saving the record. It cannot be searched, nor set by"
            " update()"
        )

    def get_lookup(self, lookup_name: str) -> Any:
        """Whether there is a value can be asked, and by triggers whether it changed; nothing of what it says."""
        return super().get_lookup(lookup_name) if lookup_name in LOOKUPS else None

    # --- checks ---------------------------------------------------------------------------------
    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_rows()]

    def _check_rows(self) -> list[checks.CheckMessage]:
        from cadres.shared.crypto.rows import EncryptedModel, EncryptedRows  # noqa: PLC0415 -- made of this

        known = {"pk", *(one.attname for one in self.model._meta.concrete_fields)}
        found: list[checks.CheckMessage] = [
            checks.Error(f"bound to “{name}”, which is no column", obj=self, id="crypto.E001")
            for name in self.bound_to
            if name not in known
        ]
        rows = type(self.model._default_manager.all())
        if not _is_history(self.model) and not (
            issubclass(self.model, EncryptedModel) and issubclass(rows, EncryptedRows)
        ):
            text = "a model with encrypted fields is an EncryptedModel whose manager gives EncryptedRows"
            found.append(checks.Error(text, obj=self.model, id="crypto.E002"))
        return found


class EncryptedTextField(EncryptedField, models.TextField):
    """Text kept encrypted."""

    def as_stored(self, value: Any) -> str:
        return str(value)

    def as_said(self, data: str) -> str:
        return data


class EncryptedJSONField(EncryptedField, models.TextField):
    """JSON kept encrypted; what is as empty as the default is stored as nothing."""

    def is_empty(self, value: Any) -> bool:
        return value is None or value == self.get_default()

    def as_stored(self, value: Any) -> str:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)

    def as_said(self, data: str) -> Any:
        return json.loads(data)

    def nothing(self, stored: str | bytes) -> Any:
        return self.get_default()

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> Any:
        return self.value_from_object(obj)


class EncryptedBinaryField(EncryptedField, models.BinaryField):
    """Bytes kept encrypted. ``clear_before``: the column held them in clear before it was this."""

    def __init__(self, *args: Any, clear_before: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.clear_before = clear_before

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.clear_before:
            kwargs["clear_before"] = True
        return name, path, args, kwargs

    def as_stored(self, value: Any) -> bytes:
        return bytes(value)

    def as_said(self, data: bytes) -> bytes:
        return data

    def get_empty(self) -> bytes:
        return b""


class BlindIndexField(models.CharField):
    """Finds an encrypted field of the same row by its whole value; follows it whenever the row is written.

    ``of`` names the field, ``reads`` makes of its text what is compared, nothing where there is nothing to be found.
    """

    def __init__(self, *args: Any, of: str = "", reads: Callable[[str], str] = str, **kwargs: Any):
        self.of, self.reads = of, reads
        kwargs.setdefault("db_comment", INDEX)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """To migrations it is a column of text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Where the text is written as it lies, unopened, so is the index."""
        text = model_instance.__dict__.get(self.of)
        kept = isinstance(text, Ciphertext) and values.key_name_of(text.stored) == present_key().name
        if text is not None and not kept:
            setattr(model_instance, self.attname, self.index_of(getattr(model_instance, self.of)))
        return super().pre_save(model_instance, add)

    def index_of(self, text: str) -> str:
        found = self.reads(text)
        return blind_indexes(found)[0] if found else ""


def _is_history(model: type[models.Model]) -> bool:
    """Also of models as migrations know them."""
    try:
        model._meta.get_field("pgh_obj")
    except FieldDoesNotExist:
        return False
    return True


def _tracked(model: type[models.Model]) -> type[models.Model]:
    return model._meta.get_field("pgh_obj").related_model if _is_history(model) else model  # type: ignore[return-value]
