"""Identity numbers: check digit and mask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.shared import identity


@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("11010519491231002X", True),
        ("110105194912310021", False),
        ("11010519491231002", False),
        ("11010519491231002x", False),
        ("", False),
    ],
)
def test_check_digit_of_identity_numbers(number, sound):
    assert identity.identity_number_is_sound(number) == sound


@given(st.text(alphabet="0123456789X", max_size=20))
def test_a_mask_shows_seven_signs_at_most(text):
    shown = identity.masked(text)

    assert len(shown) == len(text)
    assert len(shown.replace("*", "")) == (7 if len(text) >= 9 else 0)
