"""Encrypted fields: round trip, older keys, damage."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared import crypto


@given(st.text(min_size=1, max_size=40))
def test_encrypted_text_comes_back_and_differs_each_time(text):
    assert crypto.decrypt(crypto.encrypt(text)) == text
    assert crypto.encrypt(text) != crypto.encrypt(text)


def test_an_older_key_still_reads_and_a_foreign_one_does_not():
    with override_settings(FIELD_KEYS=["old"]):
        stored = crypto.encrypt("511923")
    with override_settings(FIELD_KEYS=["new", "old"]):
        assert crypto.decrypt(stored) == "511923"
    with override_settings(FIELD_KEYS=["new"]), pytest.raises(ValueError, match="no field key"):
        crypto.decrypt(stored)


def test_a_changed_bit_is_noticed():
    stored = crypto.encrypt("511923")
    broken = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]

    with pytest.raises(ValueError, match="no field key"):
        crypto.decrypt(broken)
