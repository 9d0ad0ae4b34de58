"""Columns that are unreadable in a stolen database, each value bound to its row and column. See docs/protection.md."""

from cadres.shared.crypto.errors import TOLD, UNOPENED, CannotBeOpened, Why, WrongSeal, readable, tell
from cadres.shared.crypto.fields import (
    BlindIndexField,
    Ciphertext,
    EncryptedBinaryField,
    EncryptedField,
    EncryptedJSONField,
    EncryptedTextField,
)
from cadres.shared.crypto.keys import Key, blind_indexes, keys, present_key
from cadres.shared.crypto.rows import (
    EncryptedModel,
    EncryptedRows,
    encrypt_in_place,
    encrypted_field,
    encrypted_fields,
)
from cadres.shared.crypto.values import (
    Binding,
    accepts_unbound,
    is_bound,
    key_name_of,
    open_bytes,
    open_text,
    seal_bytes,
    seal_text,
)

__all__ = [
    "TOLD",
    "UNOPENED",
    "Binding",
    "BlindIndexField",
    "CannotBeOpened",
    "Ciphertext",
    "EncryptedBinaryField",
    "EncryptedField",
    "EncryptedJSONField",
    "EncryptedModel",
    "EncryptedRows",
    "EncryptedTextField",
    "Key",
    "Why",
    "WrongSeal",
    "accepts_unbound",
    "blind_indexes",
    "encrypt_in_place",
    "encrypted_field",
    "encrypted_fields",
    "is_bound",
    "key_name_of",
    "keys",
    "open_bytes",
    "open_text",
    "present_key",
    "readable",
    "seal_bytes",
    "seal_text",
    "tell",
]
