"""Where the embedded PostgreSQL and Valkey of one checkout listen, and the key file beside them."""

import hashlib
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

# A Unix socket path may have 107 bytes; PostgreSQL appends "/.s.PGSQL.5432".
LONGEST_SOCKET_DIR = 80
# The path stands in two URLs: nothing in it may need an escape.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Embedded:
    """The two servers that belong to one ``var`` directory; two checkouts never share any."""

    var: Path

    @property
    def sockets(self) -> Path:
        """Directory of the Unix sockets: under ``var`` unless that path is too long or too odd for a socket."""
        inside = self.var / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIR and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        mark = hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"cadres-{os.getuid()}-{mark}"

    @property
    def database_url(self) -> str:
        return f"postgres://cadres@/cadres?host={self.sockets}"

    @property
    def redis_url(self) -> str:
        return f"redis+socket://{self.sockets}/valkey.sock?virtual_host=0"


def secret_key(var: Path) -> str:
    """The signing key of this installation, made once and readable by its owner alone."""
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        # Linked into place complete, so that two processes starting at once agree on one key.
        draft = var / f"secret_key.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
