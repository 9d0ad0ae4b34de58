"""Columns that are unreadable in a stolen database: AES-256-GCM, a key id for rotation."""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

PREFIX = "v1:"


@lru_cache(maxsize=8)
def _cipher(secret: str) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"cadres field encryption").derive(secret.encode())
    return AESGCM(key)


def _secrets() -> list[str]:
    """The present field key first, then older ones that may still be needed for reading."""
    return [*(settings.FIELD_KEYS or [settings.SECRET_KEY])]


def encrypt(text: str) -> str:
    nonce = os.urandom(12)
    sealed = _cipher(_secrets()[0]).encrypt(nonce, text.encode(), None)
    return PREFIX + base64.b64encode(nonce + sealed).decode()


def decrypt(stored: str) -> str:
    """Raises ``ValueError`` when no key opens the value or a bit of it was changed."""
    raw = base64.b64decode(stored.removeprefix(PREFIX))
    for secret in _secrets():
        try:
            return _cipher(secret).decrypt(raw[:12], raw[12:], None).decode()
        except InvalidTag:  # the next key may fit; none fitting is reported below
            continue
    raise ValueError("no field key opens this value; see FIELD_KEYS in docs/running.md")


class EncryptedTextField(models.TextField):
    """Text kept encrypted; empty stays empty. Cannot be searched or sorted by the database."""

    def get_prep_value(self, value: str | None) -> str | None:
        value = super().get_prep_value(value)
        return encrypt(value) if value else value

    def from_db_value(self, value: str | None, *_args: object) -> str | None:
        return decrypt(value) if value and value.startswith(PREFIX) else value


@lru_cache(maxsize=8)
def _index_key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"cadres blind index").derive(secret.encode())


def blind_indexes(text: str) -> list[str]:
    """What a column may hold that finds an encrypted text again without showing it: one for each field key.

    The first is of the present key and is what is stored. Only whole texts are found; equal texts have equal indexes.
    """
    return [hmac.new(_index_key(s), text.encode(), hashlib.sha256).hexdigest()[:32] for s in _secrets()]


def seal(data: bytes) -> bytes:
    """Bytes kept encrypted, for files that hold personal data."""
    nonce = os.urandom(12)
    return nonce + _cipher(_secrets()[0]).encrypt(nonce, data, None)


def unseal(stored: bytes) -> bytes:
    """Raises ``ValueError`` as ``decrypt`` does."""
    for secret in _secrets():
        try:
            return _cipher(secret).decrypt(stored[:12], stored[12:], None)
        except InvalidTag:  # the next key may fit; none fitting is reported below
            continue
    raise ValueError("no field key opens this file; see FIELD_KEYS in docs/running.md")
