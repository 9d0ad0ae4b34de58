"""The key that signs checkpoints (签名密钥): of the program that seals, made when it is first needed."""

import base64
import os
import stat
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cadres.platform.sealing.models import Checkpoint

OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR


def read_key() -> Ed25519PrivateKey | None:
    """``None`` where there is no key yet. Raises ``ImproperlyConfigured`` for one that others may read."""
    path: Path = settings.AUDIT_KEY_FILE
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & ~OWNER_ONLY & 0o777:
                raise ImproperlyConfigured(f"{path} must be readable by its owner alone (mode 0600).")
            text = file.read()
    except FileNotFoundError:
        return None
    try:
        key = load_pem_private_key(text, password=None)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} is no Ed25519 key.")
    return key


def signing_key() -> Ed25519PrivateKey:
    """Made at first use. Lost, it is not made anew by itself: that would look like a key that somebody replaced."""
    if key := read_key():
        return key
    if Checkpoint.objects.exists():
        raise ImproperlyConfigured(f"{settings.AUDIT_KEY_FILE} is gone: see docs/audit.md, When the key is lost.")
    _write(settings.AUDIT_KEY_FILE, Ed25519PrivateKey.generate())
    key = read_key()
    assert key is not None  # noqa: S101 -- written just now
    return key


def _write(path: Path, key: Ed25519PrivateKey) -> None:
    """Whole or not at all; where two begin at once, both then read the same."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            out.flush()
            os.fsync(out.fileno())
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def known_keys() -> list[Ed25519PublicKey]:
    """The public keys whose checkpoints count: of the present key, and those that were replaced on purpose."""
    key = read_key()
    return [*([key.public_key()] if key else []), *map(public_key, settings.AUDIT_FORMER_KEYS)]


def public_key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def as_text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes_raw()).decode()
