"""Every combination of what a rule does, what is asked and what the person may."""

from itertools import product

import pytest

from cadres.shared.errors import Objection, Refused
from cadres.shared.regulations.catalogue import Action
from cadres.shared.regulations.decide import Decision, decide, decide_on_proposal, split_by_action

ACTIONS = {f"rule.{action}": action for action in Action}
LOGIC = Objection("logic", "Plain logic objects.")
BY = {action: Objection(f"of-{action}", "A rule objects.", "Art 1", f"rule.{action}") for action in Action}
REASONS = {"": False, " \n\t": False, "flood year": True}


def codes(objections):
    return [objection.code for objection in objections]


def decided(*objections, **asked):
    return decide(objections, action_of=ACTIONS.__getitem__, **asked)


@pytest.mark.parametrize(
    ("action", "override", "reason", "may"), list(product(Action, (False, True), REASONS, (False, True)))
)
def test_each_action_under_each_wish(action, override, reason, may):
    found = decided(BY[action], override=override, reason=reason, may_override=may)
    shape = codes(found.blocked), codes(found.overridden), codes(found.reminded)

    own = f"of-{action}"
    if action == Action.OFF:
        assert shape == ([], [], [])
    elif action == Action.REMIND:
        assert shape == ([], [], [own])
    elif action == Action.BLOCK or not override:
        assert shape == ([own], [], [])
    elif may and REASONS[reason]:
        assert shape == ([], [own], [])
    else:
        lacking = ["override-not-permitted"] * (not may) + ["reason-missing"] * (not REASONS[reason])
        assert lacking
        assert shape == ([own, *lacking], [], [])


@pytest.mark.parametrize(("override", "reason", "may"), list(product((False, True), REASONS, (False, True))))
def test_an_objection_without_a_rule_always_blocks(override, reason, may):
    found = decided(LOGIC, override=override, reason=reason, may_override=may)

    assert found == Decision(blocked=(LOGIC,))


@pytest.mark.parametrize(("override", "reason", "may"), list(product((False, True), REASONS, (False, True))))
def test_where_nothing_objects_nothing_is_missed(override, reason, may):
    """An override that was not needed asks for no reason and no permission."""
    assert decided(override=override, reason=reason, may_override=may) == Decision()


def test_what_blocks_blocks_beside_an_override_that_counts():
    found = decided(BY[Action.OVERRIDE], LOGIC, BY[Action.REMIND], override=True, reason="known", may_override=True)

    assert (found.blocked, found.overridden, found.reminded) == ((LOGIC,), (BY["override"],), (BY["remind"],))


def test_what_can_be_set_aside_stands_behind_what_cannot():
    found = decided(BY[Action.OVERRIDE], BY[Action.BLOCK])

    assert codes(found.blocked) == ["of-block", "of-override"]


def test_a_reason_that_is_missing_anyway_is_asked_for_once():
    missing = Objection("reason-missing", "Write down the reason.")

    found = decided(missing, BY[Action.OVERRIDE], override=True, may_override=True)

    assert codes(found.blocked) == ["reason-missing", "of-override"]
    assert found.overridden == ()


def test_a_decision_that_blocks_raises_everything_that_blocks():
    with pytest.raises(Refused) as refused:
        decided(LOGIC, BY[Action.OVERRIDE], BY[Action.REMIND], override=True).raise_if_blocked()

    assert codes(refused.value.objections) == ["logic", "of-override", "override-not-permitted", "reason-missing"]
    decided(BY[Action.REMIND]).raise_if_blocked()
    decided(BY[Action.OVERRIDE], override=True, reason="x", may_override=True).raise_if_blocked()


@pytest.mark.parametrize(("reason", "may"), [("", True), ("flood year", False)])
def test_what_only_reminds_is_kept_when_an_override_lacks_something(reason, may):
    found = decided(BY[Action.OVERRIDE], BY[Action.REMIND], override=True, reason=reason, may_override=may)

    assert (codes(found.overridden), codes(found.reminded)) == ([], ["of-remind"])


def test_a_decision_goes_on_record_in_words():
    found = decided(BY[Action.OVERRIDE], BY[Action.REMIND], override=True, reason="x", may_override=True)

    text = "A rule objects. (Art 1)"
    assert found.on_record == {"warnings": [text], "overridden": [text]}
    assert decided(LOGIC).on_record == {"warnings": [], "overridden": []}


def test_a_proposal_overrides_nothing_and_leaves_it_to_who_decides():
    found = decide_on_proposal([*BY.values(), LOGIC], action_of=ACTIONS.__getitem__)

    assert codes(found.blocked) == ["of-block", "logic"]
    assert found.overridden == ()
    assert codes(found.reminded) == ["of-override", "of-remind"]


def test_the_split_keeps_the_order_and_drops_what_is_off():
    second = Objection("second", "Another.", rule="rule.remind")
    split = split_by_action([second, *BY.values(), LOGIC], ACTIONS.__getitem__)

    assert codes(split.blocking) == ["of-block", "logic"]
    assert codes(split.overridable) == ["of-override"]
    assert codes(split.reminding) == ["second", "of-remind"]
