"""ClamAV's protocol, spoken with the real daemon where there is one, and with one that misbehaves in every way."""

import socket
import time
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO

import pytest

from cadres.shared.breaker import Breaker
from cadres.shared.files import scanner
from cadres.shared.files.scanner import NotScanned, Standing, finding, read_standing
from config.servers import clamav
from tests.support.clamd import EICAR, REAL, WORD, FakeClamd, finds, real_clamd

needs_clamd = pytest.mark.skipif(REAL is None, reason="NO CLAMD FOUND. Install it (Debian: clamav-daemon)")


@pytest.fixture(autouse=True)
def _own_breaker(monkeypatch):
    monkeypatch.setattr(scanner, "BREAKER", Breaker())


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    with real_clamd(tmp_path_factory.mktemp("clamd")) as path:
        yield path


@pytest.fixture
def fake(tmp_path, settings):
    made = []

    def start(answer=b"stream: OK\0", **how):
        made.append(FakeClamd(tmp_path, answer, **how))
        settings.CLAMAV = str(made[-1].path)
        return made[-1]

    yield start
    for one in made:
        one.close()


def why(data=b"content"):
    with pytest.raises(NotScanned) as caught:
        finding(BytesIO(data))
    (objection,) = caught.value.objections
    assert objection.code == f"scanner-{caught.value.why}"
    return caught.value.why


# --- the real one -----------------------------------------------------------------------------------
@needs_clamd
@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"harmless", ""),
        (b"", ""),
        (EICAR, "Eicar-Test-Signature.UNOFFICIAL"),
        (b"before " + WORD + b" behind", "Own.Test.Word.UNOFFICIAL"),
        (bytes(scanner.PIECE - 5) + WORD, "Own.Test.Word.UNOFFICIAL"),  # over the end of a piece
        (bytes(900_000), ""),
    ],
)
def test_the_real_one_finds_what_its_signatures_name(clamd, settings, data, found):
    settings.CLAMAV = str(clamd)
    file = BytesIO(data)
    file.seek(0, 2)

    assert finding(file) == found
    assert file.tell() == 0


@needs_clamd
def test_the_real_one_refuses_what_is_too_large_for_it(clamd, settings):
    settings.CLAMAV = str(clamd)

    assert why(bytes(5_000_000)) == "size"
    assert finding(BytesIO(b"harmless")) == ""


@needs_clamd
def test_the_real_one_tells_its_version(clamd, settings):
    settings.CLAMAV = str(clamd)
    standing = read_standing()

    assert standing.program.startswith("ClamAV 1") or standing.program.startswith("ClamAV 0")
    assert str(standing) == f"{standing.program}, signatures of its own"


# --- byte by byte -----------------------------------------------------------------------------------
def test_a_file_goes_over_piece_by_piece_and_whole(fake):
    daemon = fake()
    data = bytes(range(256)) * 1000

    assert finding(BytesIO(data)) == ""
    assert daemon.heard == [data]


def test_what_is_found_is_named(fake):
    fake(finds(WORD))

    assert finding(BytesIO(b"x" + WORD)) == "Own.Test.Word"
    assert finding(BytesIO(b"x")) == ""


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"stream: OK but not quite\0",
        b"stream: ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"COMMAND READ TIMED OUT\0",
        b"UNKNOWN COMMAND\0",
        b"other: OK\0",
        b"OK\0",
        b"stream: FOUND\0",
        b"stream:  FOUND\0",
        b"\xff\xfe\0",
        b"x" * 10_000,
        b"stream: OK",  # cut off
        b"stream: Own.Test.Word FOU",
    ],
)
def test_any_other_answer_lets_nothing_in(fake, answer):
    fake(answer)

    assert why() == "away"


def test_one_that_closes_in_the_middle_has_said_why(fake):
    fake(b"INSTREAM size limit exceeded. ERROR\0", after=100_000)
    assert why(bytes(5_000_000)) == "size"


def test_one_that_dies_in_the_middle_lets_nothing_in(fake):
    fake(b"", after=100_000)
    assert why(bytes(5_000_000)) == "away"


def test_one_that_has_not_heard_the_whole_has_not_scanned_it(fake):
    fake(b"stream: OK\0", after=100_000)
    assert why(bytes(20_000_000)) == "away"


def test_what_it_did_not_look_through_to_the_end_is_too_large(fake):
    fake(b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0")
    assert why() == "size"


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (b"stream: Win.Test(0123:68) FOUND\0", "Win.Test(0123:68)"),
        (b"stream: a\x01b FOUND\0", "ab"),
        (b"stream: \x01 FOUND\0", "?"),
        (b"stream: " + b"x" * 999 + b" FOUND\0", "x" * 200),
    ],
)
def test_a_finding_is_one_whatever_it_is_called(fake, answer, name):
    fake(answer)
    assert finding(BytesIO(b"content")) == name


def test_one_that_says_nothing_is_waited_for_so_long_and_no_longer(fake, settings):
    fake(lambda _data: None)
    settings.CLAMAV_SECONDS = 1
    begun = time.monotonic()

    assert why() == "slow"
    assert 0.9 < time.monotonic() - begun < 3


def test_one_that_takes_the_file_slowly_is_not_waited_for_longer_in_all(tmp_path, settings, monkeypatch):
    """Nobody reads at the other end."""
    monkeypatch.setattr(scanner, "_knock", lambda: True)
    with closing(socket.socket(socket.AF_UNIX)) as server:
        server.bind(str(tmp_path / "clamd.sock"))
        server.listen()
        settings.CLAMAV, settings.CLAMAV_SECONDS = str(tmp_path / "clamd.sock"), 1
        begun = time.monotonic()

        assert why(bytes(20_000_000)) == "slow"
        assert time.monotonic() - begun < 3


def test_one_that_hangs_is_not_waited_for_as_for_a_file(fake, monkeypatch):
    monkeypatch.setattr(scanner, "KNOCK", 0.3)
    fake(deaf=True)
    begun = time.monotonic()

    assert why() == "away"
    assert why() == "away"
    assert time.monotonic() - begun < 2


def test_where_it_is_away_nothing_comes_in_and_it_is_left_alone_for_a_while(tmp_path, settings, fake):
    settings.CLAMAV = str(tmp_path / "nowhere.sock")
    assert why() == "away"

    fake()
    assert why() == "away"  # not asked again within five seconds


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_it_is_reached_by_a_port_too(settings, monkeypatch, family, host):
    monkeypatch.setattr(scanner, "KNOCK", 0.3)
    with closing(socket.socket(family)) as server:
        try:
            server.bind((host, 0))
        except OSError:
            pytest.skip(f"this machine has no {host}")
        server.listen()
        settings.CLAMAV = server.getsockname()[:2]
        assert why() == "away"
        server.settimeout(1)
        line, _address = server.accept()
        with closing(line):
            assert line.recv(100) == b"zPING\0"


# --- its state --------------------------------------------------------------------------------------
def test_what_health_tells(fake, settings, tmp_path, time_machine):
    settings.CLAMAV = None
    assert read_standing() is None
    settings.CLAMAV = str(tmp_path / "nowhere.sock")
    assert str(read_standing()) == "does not answer; no file is taken in"

    fake(version=b"ClamAV 1.4.6/27500/Sun Nov 29 09:20:00 2026\0")
    standing = read_standing()
    assert str(standing) == "ClamAV 1.4.6, signatures 27500 of 2026-11-29"
    time_machine.move_to(datetime(2026, 12, 5, tzinfo=UTC))
    assert not standing.is_old
    time_machine.move_to(datetime(2026, 12, 7, tzinfo=UTC))
    assert standing.is_old


def test_a_version_that_is_none_is_no_answer(fake):
    fake(version=b"<script>\0")
    assert read_standing() == Standing()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("", None),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp://localhost:3310", ("127.0.0.1", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_where_it_listens(url, place):
    assert clamav(url) == place


@pytest.mark.parametrize(
    "url",
    [
        "clamav",
        "127.0.0.1",
        "127.0.0.1:",
        ":3310",
        "localhost:x",
        "::1:70000",
        "http://127.0.0.1:3310",
        "on",
        "10.0.0.5:3310",
    ],
)
def test_a_place_that_is_none_or_on_another_machine_stops_the_start(url):
    with pytest.raises(ValueError, match="CLAMAV_URL"):
        clamav(url)
