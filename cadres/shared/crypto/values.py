"""One value at a time: AES-256-GCM, with the key's name before it and its place as associated data."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from django.conf import settings

from cadres.shared.crypto.errors import Why, WrongSeal
from cadres.shared.crypto.keys import Key, key_named, keys, present_key

HEAD = 12  # "v2:", eight signs of the key's name, ":"
BOUND = re.compile(r"v2:([0-9a-f]{8}):")
BOUND_BYTES = re.compile(rb"v2:([0-9a-f]{8}):")
UNBOUND = "v1:"
NONCE = 12


@dataclass(frozen=True)
class Binding:
    """Where a value belongs: it opens nowhere else.

    ``row`` is the key of the row, or what else names it for good; ``model`` and ``field`` are names of the code, so
    renaming one of them is a migration that encrypts anew.
    """

    model: str
    field: str
    row: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.model}.{self.field}:{','.join(self.row)}"

    @property
    def data(self) -> bytes:
        """Unambiguous whatever the parts hold."""
        return json.dumps([self.model, self.field, *self.row]).encode()


def seal_bytes(data: bytes, binding: Binding, *, instead_of: bytes | None = None) -> bytes:
    """By the present key. ``instead_of``: what is stored now and says the same.

    Then the nonce follows from that, so copies of one value in the history, equal before, are equal afterwards, and
    two runs at once write the same. No nonce meets two messages by that: the same stored value at the same place says
    the same, and any other gives another nonce.
    """
    key = present_key()
    nonce = os.urandom(NONCE) if instead_of is None else _following(key, binding, instead_of)
    return f"v2:{key.name}:".encode() + nonce + key.bound.encrypt(nonce, data, binding.data)


def seal_text(text: str, binding: Binding, *, instead_of: str | None = None) -> str:
    sealed = seal_bytes(text.encode(), binding, instead_of=None if instead_of is None else instead_of.encode())
    return sealed[:HEAD].decode() + base64.b64encode(sealed[HEAD:]).decode()


def _following(key: Key, binding: Binding, stored: bytes) -> bytes:
    place = binding.data
    message = len(place).to_bytes(8, "big") + place + stored
    return hmac.new(key.nonces, message, hashlib.sha256).digest()[:NONCE]


def is_bound(stored: str | bytes) -> bool:
    return key_name_of(stored) is not None


def key_name_of(stored: str | bytes) -> str | None:
    """The name of the key that encrypted it; none in the forms of before."""
    if isinstance(stored, str):
        found = BOUND.match(stored)
        return found[1] if found else None
    in_bytes = BOUND_BYTES.match(stored)
    return in_bytes[1].decode() if in_bytes else None


def open_bytes(stored: bytes, binding: Binding, *, clear_before: bool = False) -> bytes:
    """Raises ``WrongSeal``. ``clear_before``: in the form of before, it was not encrypted at all."""
    name = key_name_of(stored)
    if name is not None:
        return _open(name, stored[HEAD:], binding)
    _refuse_unbound()
    return stored if clear_before else _open_unbound(stored)


def open_text(stored: str, binding: Binding) -> str:
    """Raises ``WrongSeal``. What has no sign before it was stored before its column was encrypted."""
    name = key_name_of(stored)
    if name is not None:
        return _open(name, _from_base64(stored[HEAD:]), binding).decode()
    _refuse_unbound()
    if stored.startswith(UNBOUND):
        return _open_unbound(_from_base64(stored[len(UNBOUND) :])).decode()
    return stored


def _open(name: str, sealed: bytes, binding: Binding) -> bytes:
    key = key_named(name)
    if key is None:
        raise WrongSeal(Why.NO_KEY, name)
    try:
        return key.bound.decrypt(sealed[:NONCE], sealed[NONCE:], binding.data)
    except (InvalidTag, ValueError) as error:  # the second: too short for a nonce
        raise WrongSeal(Why.WRONG, name) from error


def _open_unbound(sealed: bytes) -> bytes:
    for key in keys():
        try:
            return key.unbound.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except (InvalidTag, ValueError):  # the next key may fit; none fitting is told below
            continue
    raise WrongSeal(Why.NO_KEY)


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise WrongSeal(Why.WRONG) from error


def accepts_unbound() -> bool:
    """Until the installation has been encrypted anew: then a mark outside the database says so (``settings``)."""
    return not settings.FIELD_KEYS_BOUND_MARK.exists()


def _refuse_unbound() -> None:
    if not accepts_unbound():
        raise WrongSeal(Why.UNBOUND)
