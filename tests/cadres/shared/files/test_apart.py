"""Bytes from outside are read apart: bounded in memory, reckoning and time, without keys, ended with their file."""

import logging
import os
import signal
import threading
import time
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from io import BytesIO
from tempfile import SpooledTemporaryFile, TemporaryFile

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, TemporaryUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared.files.apart import Apart, Bounds, NotRead, program, reader, wire
from cadres.shared.files.pictures import Picture
from tests.support import readers
from tests.support.readers import Counting, Known

MEGABYTE = 1024 * 1024


def file(content=b"content"):
    return BytesIO(content)


def why(read, *args):
    with pytest.raises(NotRead) as caught:
        read(file(), *args)
    (objection,) = caught.value.objections
    assert objection.code == f"file-{caught.value.why}"
    return caught.value.why


def is_gone(pid, within=5):
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


# --- bounds -----------------------------------------------------------------------------------------
def test_a_reader_that_hangs_is_stopped():
    begun = time.monotonic()

    assert why(readers.sleeps) == "time"
    assert time.monotonic() - begun < 10


def test_a_reader_that_reckons_without_end_is_stopped_by_the_kernel():
    assert why(readers.reckons) == "time"


def test_a_reader_that_wants_too_much_memory_is_stopped():
    assert readers.fills(file(), 16 * MEGABYTE) == 16 * MEGABYTE
    assert why(readers.fills, 80 * MEGABYTE) == "memory"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM])
def test_a_reader_that_is_killed_takes_nothing_with_it(number):
    assert why(readers.dies, number) == "broken"
    assert readers.tells(file())["content"] == b"content"


def test_a_reader_that_breaks_down_takes_nothing_with_it():
    assert why(readers.reads_past_the_end) == "broken"
    assert why(readers.leaves, 0) == "broken"
    assert why(readers.leaves, 7) == "broken"


def test_a_reader_writes_no_endless_file_and_makes_no_process():
    assert why(readers.writes, reader.LARGEST_MADE + 1) in ("broken", "memory")
    if os.geteuid() != 0:  # the kernel lets root go past this bound
        assert why(readers.forks) == "broken"


def test_one_that_nobody_waits_for_any_more_is_killed():
    apart = Apart(Counting, file())
    pid = apart.ask("pid")
    threading.Timer(0.2, apart.close).start()

    with pytest.raises((NotRead, OSError)):
        apart.ask("hangs")

    assert is_gone(pid)


# --- what it knows ----------------------------------------------------------------------------------
def test_it_knows_no_key_and_no_address_and_has_nothing_open_but_the_file(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")
    program.SERVER.stop()  # the next starts while they are there

    told = readers.tells(file())

    assert set(told["environment"]) <= {"PATH", "LANG", "PYTHONPATH", "LC_CTYPE"}
    assert told["pid"] != os.getpid()
    sockets = [name for name in told["open"] if name.startswith("socket:")]
    assert len(sockets) == 1  # the line on which it answers
    assert not [name for name in told["open"] if name.startswith("pipe:") and "stdout" in name]
    assert any("memfd:file" in name for name in told["open"])


def test_it_speaks_the_language_of_the_reader_of_the_page():
    with translation.override("zh-hans"):
        assert readers.tells(file())["word"] == "是"
    with translation.override("en"):
        assert readers.tells(file())["word"] == "yes"


def test_a_refusal_says_what_to_do_in_both_languages():
    for language in ("en", "zh-hans"):
        with translation.override(language):
            told = {
                reason: str(NotRead(reason).objections[0].message) for reason in ("time", "memory", "broken", "away")
            }
            assert len(set(told.values())) == 4


# --- files, of whatever kind ------------------------------------------------------------------------
def written(made):
    made.write(b"content")
    return made


FILES = {
    "in memory": file,
    "on disk": lambda: written(TemporaryFile()),  # noqa: SIM115 -- closed by the test
    "spooled": lambda: written(SpooledTemporaryFile()),  # noqa: SIM115 -- closed by the test
    "small upload": lambda: InMemoryUploadedFile(file(), "file", "a", "b", 7, None),
    "large upload": lambda: written(TemporaryUploadedFile("a", "b", 7, None)),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_read_from_its_beginning_and_is_there_afterwards(kind):
    with FILES[kind]() as given:
        given.seek(3)

        assert readers.tells(given)["content"] == b"content"

        assert given.tell() == 0
        assert given.read() == b"content"


def test_the_file_of_a_reader_is_like_one_on_a_disk():
    with FILES["on disk"]() as given:
        given.flush()
        one = reader.Given(given.fileno())

        assert (one.seek(-2, os.SEEK_END), one.read(), one.tell()) == (5, b"nt", 7)
        assert (one.seek(1), one.seek(2, os.SEEK_CUR), one.read(2)) == (1, 3, b"te")
        with pytest.raises(OSError, match="before the beginning"):
            one.seek(-8, os.SEEK_END)


# --- what comes back --------------------------------------------------------------------------------
def test_what_it_may_raise_is_raised_and_nothing_of_the_file_is_logged(caplog):
    with pytest.raises(Known, match="a word"):
        readers.raises_what_is_known(file(), "a word")

    with caplog.at_level(logging.WARNING), pytest.raises(NotRead) as caught:
        readers.raises_what_is_not(file("王新的身份证号".encode()))

    assert caught.value.why == "broken"
    assert "ValueError at readers.py:" in caplog.text
    assert "王新" not in caplog.text
    assert why(readers.returns_what_is_not_plain) == "broken"


VALUES = [
    None,
    True,
    7,
    1.5,
    10**30,
    "文字\0\ud800",
    b"\x00\xff",
    date(2026, 11, 30),
    datetime(2026, 11, 30, 9, 30, 1, 5),  # noqa: DTZ001 -- as of a cell
    clock(9, 30),
    timedelta(days=1, microseconds=3),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_is_plain_comes_back_as_it_was(value):
    assert wire.unpacked(wire.packed([value, {"a": value}])) == [value, {"a": value}]


def test_fields_and_texts_that_are_not_translated_yet_become_plain():
    assert wire.unpacked(wire.packed(Picture("png", 1, 2))) == {
        "kind": "png",
        "width": 1,
        "height": 2,
        "turned": False,
    }
    assert wire.unpacked(wire.packed(translation.gettext_lazy("yes"))) == "yes"
    with pytest.raises(TypeError, match="no Decimal"):
        wire.packed(Decimal(1))


@given(st.binary(max_size=200))
def test_whatever_comes_back_is_data(data):
    with suppress(wire.Broken):
        wire.unpacked(data)


@pytest.mark.parametrize(
    "said",
    [
        b"[" * 100_000,
        b'{"\\u0000bytes": 7}',
        b'{"\\u0000nothing": "x"}',
        b'{"\\u0000date": "tomorrow"}',
        b'{"\\u0000span": 1e300}',
        b"\xff",
        b"",
    ],
)
def test_what_no_reader_says_is_refused(said):
    with pytest.raises(wire.Broken):
        wire.unpacked(said)


@pytest.mark.parametrize("said", [{"raised": 0, "args": []}, {"answer": 1, "more": 2}, {"opened": True}, [], "x", 7])
def test_an_answer_of_another_kind_is_refused(said, monkeypatch):
    monkeypatch.setattr(program.wire, "unpacked", lambda _data: said)

    assert why(readers.tells) == "broken"


# --- asked several times ----------------------------------------------------------------------------
def test_an_object_is_asked_again_and_again():
    with Apart(Counting, file(), raises=(Known,)) as apart:
        pid = apart.ask("pid")
        assert list(apart.each("pieces", 3)) == [0, 1, 2, "end"]
        begun = apart.each("pieces", 1000)
        assert next(begun) == 0
        assert apart.ask("pid") == pid  # what was left unheard is passed over
        with pytest.raises(Known):
            apart.ask("fails")
        assert apart.ask("pid") == pid

    assert is_gone(pid)


def test_one_that_stops_in_the_middle_is_told():
    with Apart(Counting, file()) as apart, pytest.raises(NotRead) as caught:
        list(apart.each("stops_in_the_middle"))

    assert caught.value.why == "broken"
    with pytest.raises(NotRead) as again:
        apart.ask("pid")
    assert again.value.why == "broken"


def test_patience_is_for_each_piece_and_not_for_the_whole():
    with Apart(Counting, file(), bounds=Bounds(patience=1, cpu=10, memory=256 * MEGABYTE)) as apart:
        pieces = []
        for piece in apart.each("pieces", 4):
            time.sleep(0.4)
            pieces.append(piece)
        assert pieces[-1] == "end"
        with pytest.raises(NotRead) as caught:
            apart.ask("hangs")

    assert caught.value.why == "time"


# --- the process that forks -------------------------------------------------------------------------
def test_a_reader_asks_no_further_reader():
    one, other = readers.asks_another(file())

    assert one == other


def test_many_at_once_get_each_their_own():
    found = []
    threads = [
        threading.Thread(target=lambda n=n: found.append((n, readers.tells(file(str(n).encode()))))) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {told["content"] for _n, told in found} == {str(n).encode() for n in range(8)}
    assert all(told["content"] == str(n).encode() for n, told in found)
    assert len({told["pid"] for _n, told in found}) == 8


def test_it_is_started_again_when_it_has_died():
    readers.tells(file())
    with Apart(Counting, file()) as apart:
        pid = apart.ask("pid")
        program.SERVER._process.kill()
        program.SERVER._process.wait()
        assert is_gone(pid)

    assert readers.tells(file())["content"] == b"content"


def test_where_it_cannot_be_started_no_file_is_read(monkeypatch):
    program.SERVER.stop()
    monkeypatch.setattr(program.sys, "executable", "/nowhere/python")

    assert why(readers.tells) == "away"


def test_where_it_cannot_fork_no_file_is_read():
    """The process is there and the line to the new reader ends at once."""
    ours, theirs = program.socket.socketpair()
    told, tells = os.pipe()
    theirs.close()
    os.close(tells)
    line = program.Line.__new__(program.Line)
    line._socket, line._told, line._name, line._raises, line._why = ours, told, "x", (), ""

    with pytest.raises(NotRead) as caught:
        line.heard("answer")

    assert caught.value.why == "away"


def test_it_ends_with_the_program():
    readers.tells(file())
    pid = program.SERVER._process.pid

    program.SERVER._line.close()  # as when the program is gone

    assert program.SERVER._process.wait(5) == 0
    program.SERVER.stop()
    assert is_gone(pid)


def test_after_a_fork_each_process_has_its_own():
    parent = readers.tells(file())["content"]
    server = program.SERVER._process.pid
    gets, puts = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            content = readers.tells(file(b"of the child"))["content"]
            own = program.SERVER._process.pid != server
            program.SERVER.stop()
            os.write(puts, content if own else b"shared")
        finally:
            os._exit(0)
    os.close(puts)
    os.waitpid(pid, 0)

    assert (parent, os.read(gets, 100)) == (b"content", b"of the child")
    assert readers.tells(file())["content"] == b"content"
    assert program.SERVER._process.pid == server
    os.close(gets)
