"""Values as they were encrypted before they were bound to their place, and values put where they do not belong."""

import base64
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection

from tests.support.roles import as_owner


def unbound_bytes(data, secret):
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"cadres field encryption").derive(secret.encode())
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def unbound_text(text, secret):
    return "v1:" + base64.b64encode(unbound_bytes(text.encode(), secret)).decode()


def stored(record, column):
    """What lies in the database, as it lies there."""
    with connection.cursor() as cursor:
        table, key = record._meta.db_table, record._meta.pk.column
        cursor.execute(f"SELECT {column} FROM {table} WHERE {key} = %s", [record.pk])  # noqa: S608
        value = cursor.fetchone()[0]
    return bytes(value) if isinstance(value, memoryview) else value


def put(record, column, value):
    """As somebody does who may write the database, past every guard."""
    table, key = record._meta.db_table, record._meta.pk.column
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table could not be altered
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [value, record.pk])  # noqa: S608
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
