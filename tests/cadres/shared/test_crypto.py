"""Encrypted values: round trip, place, older keys, damage, the forms of before."""

import base64

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared import crypto
from cadres.shared.crypto import Binding, WrongSeal
from tests.support.crypto import unbound_bytes, unbound_text

HERE = Binding("cadres.cadre", "phone", ("7",))


@given(st.text(min_size=1, max_size=40))
def test_encrypted_text_comes_back_and_differs_each_time(text):
    stored = crypto.seal_text(text, HERE)

    assert crypto.open_text(stored, HERE) == text
    assert crypto.seal_text(text, HERE) != stored


@given(st.binary(min_size=1, max_size=40))
def test_bytes_likewise(data):
    stored = crypto.seal_bytes(data, HERE)

    assert crypto.open_bytes(stored, HERE) == data
    assert crypto.seal_bytes(data, HERE) != stored


@pytest.mark.parametrize(
    "elsewhere",
    [
        Binding("cadres.cadre", "phone", ("8",)),
        Binding("cadres.cadre", "address", ("7",)),
        Binding("cadres.merge", "phone", ("7",)),
        Binding("cadres.cadre", "phone", ("7", "")),
        Binding("cadres.cadre", "phone", ("",)),
    ],
    ids=str,
)
def test_a_value_opens_where_it_belongs_and_nowhere_else(elsewhere):
    with pytest.raises(WrongSeal, match="another row or column"):
        crypto.open_text(crypto.seal_text("13990000000", HERE), elsewhere)
    with pytest.raises(WrongSeal, match="another row or column"):
        crypto.open_bytes(crypto.seal_bytes(b"13990000000", HERE), elsewhere)


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_no_two_places_are_written_alike(one, other):
    same = Binding("m", "f", tuple(one)).data == Binding("m", "f", tuple(other)).data

    assert same is (one == other)


def test_an_older_key_still_reads_and_a_foreign_one_does_not():
    with override_settings(FIELD_KEYS=["old"]):
        stored = crypto.seal_text("511923", HERE)
    with override_settings(FIELD_KEYS=["new", "old"]):
        assert crypto.open_text(stored, HERE) == "511923"
        assert crypto.key_name_of(stored) != crypto.present_key().name
    with override_settings(FIELD_KEYS=["new"]), pytest.raises(WrongSeal, match="no field key"):
        crypto.open_text(stored, HERE)


@given(st.data())
def test_a_changed_bit_is_noticed(data):
    stored = crypto.seal_bytes(b"511923", HERE)
    bit = data.draw(st.integers(0, len(stored) * 8 - 1))
    broken = bytearray(stored)
    broken[bit // 8] ^= 1 << bit % 8

    with pytest.raises(WrongSeal):
        crypto.open_bytes(bytes(broken), HERE)


@pytest.mark.parametrize("cut", [0, 3, 11, 12, 20, -1])
def test_a_shortened_value_is_noticed(cut):
    stored = crypto.seal_text("511923", HERE)

    with pytest.raises(WrongSeal):
        crypto.open_text(stored[:cut], HERE)


# --- encrypted anew ---------------------------------------------------------------------------------
def test_what_was_equal_stays_equal_and_what_differed_differs():
    """Or each row of the history would seem to change what it copied."""
    with override_settings(FIELD_KEYS=["old"]):
        stored, other = crypto.seal_text("511923", HERE), crypto.seal_text("511923", HERE)
    with override_settings(FIELD_KEYS=["new", "old"]):
        anew = [crypto.seal_text("511923", HERE, instead_of=one) for one in (stored, stored, other)]
        elsewhere = crypto.seal_text("511923", Binding("cadres.cadre", "phone", ("8",)), instead_of=stored)

    nonces = [base64.b64decode(one[12:])[:12] for one in (*anew, elsewhere)]
    assert anew[0] == anew[1] != anew[2]
    assert len(set(nonces)) == 3


# --- the forms of before ----------------------------------------------------------------------------
def test_unbound_and_clear_values_are_read_until_all_are_bound(unbound_values, settings):
    settings.FIELD_KEYS = ["new", "old"]
    assert crypto.open_text(unbound_text("511923", "old"), HERE) == "511923"
    assert crypto.open_text("511923", HERE) == "511923"
    assert crypto.open_bytes(unbound_bytes(b"511923", "old"), HERE) == b"511923"
    assert crypto.open_bytes(b"\xff\xd8", HERE, clear_before=True) == b"\xff\xd8"

    settings.FIELD_KEYS_BOUND_MARK.parent.mkdir()
    settings.FIELD_KEYS_BOUND_MARK.touch()

    for form in (unbound_text("511923", "old"), "511923", "v1:", "v2:zz"):
        with pytest.raises(WrongSeal, match="no longer accepted"):
            crypto.open_text(form, HERE)
    for form in (unbound_bytes(b"511923", "old"), b"\xff\xd8"):
        with pytest.raises(WrongSeal, match="no longer accepted"):
            crypto.open_bytes(form, HERE, clear_before=True)


def test_an_unbound_value_of_no_key_is_told(unbound_values):
    with pytest.raises(WrongSeal, match="no field key"):
        crypto.open_text(unbound_text("511923", "lost"), HERE)
    with pytest.raises(WrongSeal):
        crypto.open_text("v1:?", HERE)


def test_a_bound_value_is_not_opened_as_an_unbound_one(unbound_values, settings):
    """Whoever cuts the head off a bound value gets nothing that the old way opens: each has its own key."""
    stored = crypto.seal_text("511923", HERE)

    with pytest.raises(WrongSeal):
        crypto.open_text("v1:" + stored[12:], HERE)


def test_a_key_shows_nothing_of_itself():
    assert repr(crypto.present_key()) == f"Key(name='{crypto.present_key().name}')"
