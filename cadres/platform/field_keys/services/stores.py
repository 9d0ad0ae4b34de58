"""Every table with encrypted columns, found by its fields, and what others contribute."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from cadres.platform.field_keys.points import CLEAR, STORES, UNBOUND, Renewed, Store
from cadres.shared.crypto import (
    BlindIndexField,
    CannotBeOpened,
    Ciphertext,
    EncryptedBinaryField,
    EncryptedField,
    Why,
    encrypted_fields,
    key_name_of,
    present_key,
)

ROWS, LARGE_ROWS = 500, 16  # of a batch; those with parts of files are large
SAMPLED = 3  # rows of a table

FORM = """
CASE WHEN {head} ~ '^v2:[0-9a-f]{{8}}:$' THEN substr({head}, 4, 8)
     WHEN {head} LIKE 'v1:%%' THEN 'unbound'
     ELSE '{otherwise}' END
"""
TEXT_HEAD, BYTES_HEAD = "left({column}, 12)", "encode(substring({column} FROM 1 FOR 12), 'escape')"
COUNT = """
SELECT found.form, count(*) FROM {table} t CROSS JOIN LATERAL (VALUES {forms}) AS found (form)
 WHERE found.form IS NOT NULL GROUP BY found.form
"""
ANY_UNBOUND = "SELECT EXISTS (SELECT FROM {table} t WHERE {where})"
STALE = "SELECT t.{key} FROM {table} t WHERE t.{key} > %s AND ({where}) ORDER BY t.{key} LIMIT %s"
FILLED = "SELECT t.{key} FROM {table} t WHERE {where} ORDER BY t.{key} LIMIT %s"
ENCRYPT_ANEW = "SELECT cadres_encrypt_anew(%s, %s::jsonb, %s, %s)"


def opens(read: Callable[[], Any]) -> Iterator[bool]:
    """For ``sample``."""
    try:
        read()
    except CannotBeOpened as refusal:
        if refusal.why == Why.NO_KEY:
            yield False
    else:
        yield True


def stores() -> list[Store]:
    return [*(Table(model) for model in apps.get_models() if encrypted_fields(model)), *STORES]


@dataclass(frozen=True)
class Table:
    """The encrypted columns of one model, of the history of a model likewise."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> list[EncryptedField]:
        return encrypted_fields(self.model)

    @property
    def batch(self) -> int:
        return LARGE_ROWS if any(isinstance(field, EncryptedBinaryField) for field in self.fields) else ROWS

    def count(self) -> Counter[str]:
        forms = (f"({self._form(field)})" for field in self.fields)
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(table=self.name, forms=", ".join(forms)))
            return Counter(dict(cursor.fetchall()))

    def holds_unbound(self) -> bool:
        where = " OR ".join(f"{self._form(field)} IN ('{UNBOUND}', '{CLEAR}')" for field in self.fields)
        with connection.cursor() as cursor:
            cursor.execute(ANY_UNBOUND.format(table=self.name, where=where))
            return cursor.fetchone()[0]

    def sample(self) -> Iterator[bool]:
        for field in self.fields:
            keys = self._keys(FILLED, f"length(t.{field.column}) > 0", [SAMPLED])
            for row in self._rows(keys):
                yield from opens(partial(getattr, row, field.attname))

    def renew(self, *, by: int | None = None) -> Iterator[Renewed]:
        head, after = f"v2:{present_key().name}:", 0
        where = " OR ".join(f"length(t.{one.column}) > 0 AND {self._head(one)} <> '{head}'" for one in self.fields)
        while keys := self._keys(STALE, where, [after, self.batch]):
            with transaction.atomic():
                done = self._renew(list(self._rows(keys)), by)
            yield done
            after = keys[-1]

    # --- within ---------------------------------------------------------------------------------
    def _head(self, field: EncryptedField) -> str:
        binary = isinstance(field, EncryptedBinaryField)
        return (BYTES_HEAD if binary else TEXT_HEAD).format(column=f"t.{field.column}")

    def _form(self, field: EncryptedField) -> str:
        """SQL: nothing where there is no value."""
        unbound = isinstance(field, EncryptedBinaryField) and not field.clear_before
        form = FORM.format(head=self._head(field), otherwise=UNBOUND if unbound else CLEAR)
        return f"CASE WHEN length(t.{field.column}) > 0 THEN {form} END"

    def _keys(self, sql: str, where: str, params: list[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql.format(table=self.name, key=self.model._meta.pk.column, where=where), params)
            return [key for (key,) in cursor.fetchall()]

    def _rows(self, keys: list[int]) -> Any:
        history = any(field.name == "pgh_obj" for field in self.model._meta.fields)
        names = {name for field in self.fields for name in (field.name, *field.bound_to) if name != "pk"}
        names |= {index.name for index in self._indexes()} | ({"pgh_obj"} if history else set())
        known = [self.model._meta.get_field(name).name for name in names]
        return self.model._base_manager.filter(pk__in=keys).only(*known).order_by("pk")

    def _indexes(self) -> list[BlindIndexField]:
        return [field for field in self.model._meta.concrete_fields if isinstance(field, BlindIndexField)]

    def _renew(self, rows: list[Any], by: int | None) -> Renewed:
        done, given = Renewed(), []
        for row in rows:
            was, now = self._anew(row, done)
            if now:
                given.append({"pk": row.pk, "was": was, "now": now})
        if given:
            with connection.cursor() as cursor:
                cursor.execute(ENCRYPT_ANEW, [self.name, json.dumps(given), present_key().name, by])
                done.values = cursor.fetchone()[0]
        return done

    def _anew(self, row: Any, done: Renewed) -> tuple[dict[str, str], dict[str, str]]:
        """Digests of what is stored and what is to be stored, by column."""
        was: dict[str, str] = {}
        now: dict[str, str] = {}
        for field in self.fields:
            kept = row.__dict__[field.attname]
            if not isinstance(kept, Ciphertext) or key_name_of(kept.stored) == present_key().name:
                continue
            try:
                anew = field.renewed(kept.stored, field.binding_of(row))
            except CannotBeOpened as refusal:
                done.unopened[refusal.place] = key_name_of(kept.stored) or UNBOUND
                continue
            column = str(field.column)
            was[column] = hashlib.sha256(_bytes(kept.stored)).hexdigest()
            now[column] = anew if isinstance(anew, str) else base64.b64encode(anew).decode()
        for index in self._indexes():
            if index.of in now:
                now[str(index.column)] = index.index_of(getattr(row, index.of))
        return was, now


def _bytes(stored: str | bytes) -> bytes:
    return stored.encode() if isinstance(stored, str) else stored
