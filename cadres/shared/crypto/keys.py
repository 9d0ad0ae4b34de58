"""The keys of ``FIELD_KEYS``: the present one first, then older ones that may still be needed for reading."""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@dataclass(frozen=True)
class Key:
    """What is derived from one secret, each for one use alone.

    ``name`` stands in clear before every value: it tells which key opens it, and nothing of the key. ``unbound`` opens
    what was encrypted before values were bound to their place.
    """

    name: str
    bound: AESGCM = field(repr=False, compare=False)
    unbound: AESGCM = field(repr=False, compare=False)
    index: bytes = field(repr=False, compare=False)
    nonces: bytes = field(repr=False, compare=False)


@lru_cache(maxsize=16)
def _key(secret: str) -> Key:
    def derived(use: str, length: int = 32) -> bytes:
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=use.encode()).derive(secret.encode())

    return Key(
        name=derived("cadres name of a field key", 4).hex(),
        bound=AESGCM(derived("cadres field encryption, bound")),
        unbound=AESGCM(derived("cadres field encryption")),
        index=derived("cadres blind index"),
        nonces=derived("cadres nonces of values encrypted anew"),
    )


def keys() -> list[Key]:
    """The present key first. The signing key serves where none is named."""
    return [_key(secret) for secret in settings.FIELD_KEYS or [settings.SECRET_KEY]]


def present_key() -> Key:
    return keys()[0]


def key_named(name: str) -> Key | None:
    return next((key for key in keys() if key.name == name), None)


def blind_indexes(text: str) -> list[str]:
    """What a column may hold that finds an encrypted text again without showing it: one for each field key.

    The first is of the present key and is what is stored. Only whole texts are found; equal texts have equal indexes.
    """
    return [hmac.new(key.index, text.encode(), hashlib.sha256).hexdigest()[:32] for key in keys()]
