"""The queue under the account that ``deploy/valkey.conf.example`` gives it, and by TLS; and the embedded one."""

import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from config.runner import children
from config.runner.account import Account
from config.runner.place import Place
from config.runner.valkey import Valkey, program
from config.servers import ROOT, Embedded
from tests.runtime.launcher import environment, let_servers_in

DANGEROUS = ["CONFIG GET dir", "DEBUG SLEEP 0", "MODULE LIST", "ACL LIST", "KEYS *", "REPLICAOF no one", "MONITOR"]
PASSWORD = "long-and-random"


def refused(client, command):
    try:
        client.execute_command(*command.split())
    except redis.exceptions.NoPermissionError:
        return True
    except redis.ResponseError as error:
        return "DEBUG command not allowed" in str(error)
    return False


@pytest.fixture
def embedded(tmp_path):
    let_servers_in(tmp_path)
    place, account = Embedded(tmp_path), Account()
    Place(tmp_path).prepare()
    account.make_directory(place.sockets)
    server = Valkey(place, account, throwaway=True)
    server.start()
    yield server
    server.stop()


def test_the_embedded_queue_does_nothing_dangerous(embedded):
    with redis.Redis(unix_socket_path=str(embedded.socket)) as client:
        assert client.set("cadres:a", 1)
        assert [command for command in DANGEROUS if not refused(client, command)] == []
    assert embedded.socket.parent.stat().st_mode & 0o777 == 0o700


# --- as in deploy/ ----------------------------------------------------------------------------------
@pytest.fixture
def users():
    lines = (ROOT / "deploy" / "valkey.conf.example").read_text().splitlines()
    found = [line.removeprefix("user ").split() for line in lines if line.startswith("user ")]
    assert [words[0] for words in found] == ["default", "cadres"]
    return [[f">{PASSWORD}" if word.startswith(">") else word for word in words] for words in found]


@pytest.fixture
def port(tmp_path, users):
    """A Valkey with the accounts of the example, over plain TCP."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    options = [part for words in users for part in ("--user", *words)]
    child = children.spawn([str(program()), "--port", str(number), "--save", "", *options], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", number)).close()
            break
        except OSError:
            time.sleep(0.05)
    yield number
    children.end(child, signal.SIGTERM, 10)


@pytest.fixture
def by_tls(tmp_path, port):
    """The same behind TLS, which the embedded build cannot do itself; the address as in the example."""
    key, certificate = certificate_for("localhost", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            for line in (source, target):
                line.close()

    def serve():
        while True:
            try:
                plain = server.accept()[0]
            except OSError:
                return
            try:
                line = context.wrap_socket(plain, server_side=True)
            except OSError:  # who does not trust the certificate
                plain.close()
                continue
            behind = socket.create_connection(("127.0.0.1", port))
            for pair in ((line, behind), (behind, line)):
                threading.Thread(target=pump, args=pair, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, daemon=True).start()
        yield f"rediss://cadres:{PASSWORD}@localhost:{server.getsockname()[1]}/0", certificate
        server.shutdown(socket.SHUT_RDWR)


def certificate_for(name: str, folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "tls.key", folder / "tls.crt"
    encoding = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[0].write_bytes(key.private_bytes(encoding, *plain))
    files[1].write_bytes(made.public_bytes(encoding))
    return files


def test_the_account_of_the_example_does_nothing_dangerous(port):
    with redis.Redis(port=port, username="cadres", password=PASSWORD) as client:
        assert client.set("cadres:a", 1)
        assert [command for command in [*DANGEROUS, "FLUSHALL", "SHUTDOWN"] if not refused(client, command)] == []
        with pytest.raises(redis.exceptions.NoPermissionError):
            client.set("other:a", 1)
    with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


WORK = """
import time
from config.celery import app
import django
django.setup()
from celery.contrib.testing.worker import start_worker
from django.core.cache import cache
from cadres.platform.jobs.services.jobs import HURRIED
from config import health
cache.set("a", [1])
assert (cache.get("a"), cache._breaker._closed_until) == ([1], 0), "the cache does not answer"
with app.connection_for_write(transport_options=HURRIED) as line:
    app.send_task(health.HEARTBEAT, connection=line, retry=False)
with start_worker(app, perform_ping_check=False, pool="solo", loglevel="ERROR"):
    deadline = time.monotonic() + 30
    while health.heartbeats()["worker"][0] != "up" and time.monotonic() < deadline:
        time.sleep(0.05)
    print(health.heartbeats()["worker"][0])
"""


KNOCK = """
from config.celery import app
with app.connection_for_write() as line:
    line.ensure_connection(max_retries=1, timeout=3)
"""


def run(lines, url, folder):
    variables = environment(folder, REDIS_URL=url, DATABASE_URL="postgres://nobody@127.0.0.1:1/x")
    return subprocess.run(  # noqa: S603 -- our own lines
        [sys.executable, "-c", lines],
        cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_program_works_by_it(by_tls, tmp_path):
    """Cache, queue and worker; and neither talks to a server whose certificate nobody has signed."""
    address, certificate = by_tls

    done = run(WORK, f"{address}?ssl_ca_certs={certificate}", tmp_path)
    assert done.stdout.split() == ["up"], done.stderr
    assert "NOPERM" not in done.stderr
    assert "permission" not in done.stderr

    assert "the cache does not answer" in run(WORK, address, tmp_path).stderr
    assert "CERTIFICATE_VERIFY_FAILED" in run(KNOCK, address, tmp_path).stderr
