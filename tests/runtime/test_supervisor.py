"""After which pauses something is started again; with real processes: ``test_launcher.py``."""

import pytest

from config.runner import supervisor
from config.runner.problems import Problem
from config.runner.supervisor import Watched, restart


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
