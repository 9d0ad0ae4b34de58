"""After which pauses something is started again, and as whom; with real processes: ``test_launcher.py``."""

from types import SimpleNamespace

import pytest

from config.runner import supervisor
from config.runner.place import Place
from config.runner.problems import Problem
from config.runner.supervisor import Watched, account_for, restart


class Child:
    returncode = -9

    def poll(self):
        return self.returncode


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    return now


def test_pauses_grow_and_begin_anew_after_a_good_run(clock):
    started = []
    one = Watched("web", Child, lambda: started.append(clock[0]))
    pauses = []
    for ran in [0, 3, 3, 3, 3, 3, 3, 3, 59.9, 60, 3]:
        clock[0] += ran
        assert one.ending() == "by signal 9"
        assert "at " in one.put_off()
        assert one.ending() == ""  # its next start is waited for
        pauses.append(one.pause)
        clock[0] = one.due
        one.start_again()
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 1, 2]
    assert len(started) == len(pauses)


def test_how_it_ended(clock):
    child = Child()
    one = Watched("web", lambda: child, lambda: None)
    child.returncode = 0
    assert one.ending() == "with status 0"
    child.returncode = None
    assert one.ending() == ""


def test_no_memory_for_another_process_is_told_and_tried_again(clock):
    def start():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    one = Watched("web", Child, start)
    one.put_off()
    with pytest.raises(Problem, match="short of memory"):
        one.start_again()
    one.put_off()
    assert one.pause == 2


def test_a_server_that_does_not_start_leaves_nothing_half_started():
    told = []

    class Server:
        def stop(self):
            told.append("stop")

        def start(self):
            told.append("start")
            raise Problem("It does not start.", "See the log.")

    with pytest.raises(Problem):
        restart(Server())
    assert told == ["stop", "start", "stop"]


# --- as whom ----------------------------------------------------------------------------------------
@pytest.fixture
def as_root(monkeypatch, tmp_path):
    """Root's account for the members, as far as this matters; nothing is handed over."""
    account = SimpleNamespace(uid=1, popen_options=dict)
    monkeypatch.setattr(supervisor, "Account", lambda: account)
    place = Place(tmp_path)
    monkeypatch.setattr(place, "make_writable", lambda _account: None)
    return place, account


def test_an_account_that_can_run_the_program_serves(as_root, monkeypatch, capsys):
    place, account = as_root
    monkeypatch.setattr(supervisor, "PROBE", "")
    assert account_for(place) is account
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("PROBE", "raise PermissionError('closed')", "PermissionError: closed"),
        ("sys", SimpleNamespace(executable="/nowhere/python"), "/nowhere/python: No such file or directory"),
    ],
)
def test_one_that_cannot_leaves_it_to_root_who_says_so(as_root, monkeypatch, capsys, name, value, why):
    place, _account = as_root
    monkeypatch.setattr(supervisor, name, value)
    monkeypatch.setattr(supervisor, "say", print)
    assert account_for(place) is None
    said = capsys.readouterr().out
    assert said.startswith("WARNING: web, worker and beat run as root")
    assert why in said


def test_no_account_can_be_made(as_root, monkeypatch, capsys):
    def refuse():
        raise Problem("No system user can be made.", "Install the package passwd.")

    monkeypatch.setattr(supervisor, "Account", refuse)
    assert account_for(as_root[0]) is None
    assert "run as root. No system user can be made." in capsys.readouterr().out
