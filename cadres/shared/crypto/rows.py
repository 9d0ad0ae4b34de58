"""Records with encrypted fields: their key is known before the insert, since values are bound to it."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connections, models, router
from django.db.models import Value

from cadres.shared.crypto.fields import BlindIndexField, Ciphertext, EncryptedField

NUMBERS = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"


def encrypted_fields(model: type[models.Model]) -> list[EncryptedField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]


def encrypted_field(model: type[models.Model], name: str) -> EncryptedField:
    return next(field for field in encrypted_fields(model) if field.name == name)


class EncryptedRows(models.QuerySet):
    """Many rows at once."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        _number(objs, self.db)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        """Sealed row by row as ``save`` does; the library's own knows the value alone, not its row."""
        rows, names = tuple(objs), list(fields)
        sealed = [field for field in encrypted_fields(self.model) if field.name in names]
        for index in _indexes(self.model, names):
            names.append(index.name)
            for row in rows:
                index.pre_save(row, add=False)
        written = [(row, field, field.pre_save(row, add=False)) for row in rows for field in sealed]
        said = [(row, field, row.__dict__[field.attname]) for row, field, _value in written]
        try:
            for row, field, value in written:
                row.__dict__[field.attname] = Value(value, output_field=field)
            return super().bulk_update(rows, names, *args, **kwargs)
        finally:
            for row, field, value in said:
                row.__dict__[field.attname] = value


class EncryptedModel(models.Model):
    """A record with encrypted fields. Its manager gives ``EncryptedRows``."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, *(field.name for field in _indexes(type(self), update_fields))}
        if _number([self], kwargs.get("using") or router.db_for_write(type(self), instance=self)):
            kwargs["force_insert"] = True  # a key that is new: nothing to update
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        """What nobody has opened is as it was, and was looked at when it was written."""
        unopened = {
            field.name
            for field in encrypted_fields(type(self))
            if isinstance(self.__dict__.get(field.attname), Ciphertext)
        }
        super().clean_fields(exclude={*(exclude or ()), *unopened})

    def validate_constraints(self, exclude: Any = None) -> None:
        """The database judges ciphertexts, not what they say."""
        names = {field.name for field in encrypted_fields(type(self))}
        super().validate_constraints(exclude={*(exclude or ()), *names})


def _indexes(model: type[models.Model], names: Iterable[str]) -> list[BlindIndexField]:
    """Those that follow one of these fields."""
    found = [field for field in model._meta.concrete_fields if isinstance(field, BlindIndexField)]
    return [field for field in found if field.of in names]


Row = TypeVar("Row", bound=models.Model)


def _number(rows: list[Row], using: str) -> list[Row]:
    """Give those their key whose encrypted values are bound to it; returns them. One query, none for nobody."""
    wanting = [row for row in rows if row.pk is None and _needs_its_key(row)]
    if wanting:
        meta = type(wanting[0])._meta
        with connections[using].cursor() as cursor:
            cursor.execute(NUMBERS, [meta.db_table, meta.pk.column, len(wanting)])
            for row, (number,) in zip(wanting, cursor.fetchall(), strict=True):
                row.pk = number
    return wanting


def _needs_its_key(row: models.Model) -> bool:
    return any(
        "pk" in field.bound_to and not field.is_empty(row.__dict__.get(field.attname))
        for field in encrypted_fields(type(row))
    )


def encrypt_in_place(row: Row) -> Row:
    """Before a raw insert, which asks no field what it writes."""
    for field in encrypted_fields(type(row)):
        row.__dict__[field.attname] = field.pre_save(row, add=True)
    return row
