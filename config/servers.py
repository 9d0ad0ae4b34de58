"""Where the servers listen: PostgreSQL and Valkey of one checkout, the virus scanner; as whom the program connects."""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A Unix socket path may have 107 bytes; PostgreSQL appends "/.s.PGSQL.5432".
LONGEST_SOCKET_DIR = 80
# The path stands in the URLs: nothing in it may need an escape.
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")

# As whom the program connects: who owns the database, and those named after it that own nothing (deploy/roles.sql).
OWNER = "cadres"
APP, SEALER, REPORT = "_app", "_sealer", "_report"

# Commands of ``manage.py`` that make or change tables, or do what the program itself may not; all others are the
# program's, but for those of the sealer.
ADDRESSES = {
    **dict.fromkeys(("migrate", "grant_roles", "generate", "pgtrigger", "flush"), "DATABASE_OWNER_URL"),
    **dict.fromkeys(("seal", "audit_verify"), "DATABASE_SEALER_URL"),
}


def var_directory() -> Path:
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()


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

    def url_of(self, account: str) -> str:
        return f"postgres://{account}@/{OWNER}?host={self.sockets}"

    @property
    def database_urls(self) -> dict[str, str]:
        """The addresses by the names of their settings."""
        return {
            "DATABASE_URL": self.url_of(OWNER + APP),
            "DATABASE_OWNER_URL": self.url_of(OWNER),
            "DATABASE_SEALER_URL": self.url_of(OWNER + SEALER),
        }

    @property
    def redis_url(self) -> str:
        return f"redis+socket://{self.sockets}/valkey.sock?virtual_host=0"


def address_for(command: str, environ: Mapping[str, str], embedded: Embedded) -> str:
    """By which a command of ``manage.py`` connects; where ``DATABASE_URL`` alone is named, that does everything."""
    name = ADDRESSES.get(command, "DATABASE_URL")
    return environ.get(name) or environ.get("DATABASE_URL") or embedded.database_urls[name]


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


def clamav(url: str) -> str | tuple[str, int] | None:
    """Where ClamAV's daemon listens: the path of a socket, or address and port on this machine.

    What it hears goes over in clear, so another machine is reached by a tunnel. Anything else stops the start.

    >>> clamav("unix:///run/clamav/clamd.ctl"), clamav("tcp://127.0.0.1:3310"), clamav("[::1]:3310"), clamav("")
    ('/run/clamav/clamd.ctl', ('127.0.0.1', 3310), ('::1', 3310), None)
    """
    if not url:
        return None
    path = url.removeprefix("unix:").removeprefix("//")
    if path.startswith("/"):
        return path
    host, _colon, port = url.removeprefix("tcp://").rpartition(":")
    if port.isascii() and port.isdigit() and 0 < int(port) < 65536 and (address := _loopback(host)):
        return address, int(port)
    raise ValueError(f"CLAMAV_URL is neither unix:///path nor 127.0.0.1:port: {url}")


def _loopback(host: str) -> str:
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError:
        return ""
    return str(address) if address.is_loopback else ""
