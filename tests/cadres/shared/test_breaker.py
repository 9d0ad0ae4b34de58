import pytest

from cadres.shared import breaker
from cadres.shared.breaker import Breaker


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(breaker.time, "monotonic", lambda: now[0])
    return now


def test_who_does_not_answer_is_left_alone_and_asked_again(clock):
    asked, one = [], Breaker()

    def question(answers):
        asked.append(clock[0])
        if not answers:
            raise OSError
        return "answer"

    def ask(answers):
        return one.ask(lambda: question(answers), lambda: "otherwise", (OSError,))

    assert ask(answers=True) == "answer"
    assert [ask(answers=False) for _ in range(3)] == ["otherwise"] * 3
    assert len(asked) == 2

    clock[0] += breaker.PAUSE
    assert ask(answers=False) == "otherwise"
    assert ask(answers=True) == "otherwise"
    clock[0] += breaker.PAUSE
    assert [ask(answers=True) for _ in range(2)] == ["answer", "answer"]
    assert len(asked) == 5


def test_other_errors_are_not_hidden():
    with pytest.raises(ValueError, match="wrong"):
        Breaker().ask(lambda: int("wrong"), lambda: 0, (OSError,))


def test_while_one_tries_the_others_go_on_without(clock):
    one = Breaker()
    one.ask(lambda: open("/nowhere"), lambda: None, (OSError,))  # noqa: PTH123, SIM115 -- any OSError
    clock[0] += breaker.PAUSE

    def trying():
        return one.ask(lambda: "second", lambda: "otherwise", (OSError,))

    assert one.ask(trying, lambda: None, (OSError,)) == "otherwise"
