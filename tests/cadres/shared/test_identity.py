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
        ("000000000000000000", False),
        ("110105189912310029", False),
    ],
)
def test_check_digit_of_identity_numbers(number, sound):
    assert identity.identity_number_is_sound(number) == sound


@given(st.text(alphabet="0123456789X", max_size=20))
def test_a_mask_shows_seven_signs_at_most(text):
    shown = identity.masked(text)

    assert len(shown) == len(text)
    assert len(shown.replace("*", "")) == (7 if len(text) >= 9 else 0)


@pytest.mark.parametrize(
    ("written", "number", "known"),
    [
        ("11010519491231002X", "11010519491231002X", "11010519491231002X"),
        (" 1101 0519 4912-31002x ", "11010519491231002X", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", "11010519491231002X"),
        ("\u200b11010519491231002X\ufeff", "11010519491231002X", "11010519491231002X"),
        ("'11010519491231002X’", "11010519491231002X", "11010519491231002X"),
        ("110105491231002", "11010519491231002X", "11010519491231002X"),
        ("110105194912310021", "110105194912310021", ""),
        ("110105491331002", "110105194913310021", ""),
        ("无", "", ""),
        ("暂缺", "", ""),
        ("", "", ""),
    ],
)
def test_one_number_has_many_spellings_and_an_unsound_one_is_nobodys(written, number, known):
    assert (identity.written_number(written), identity.known_number(written)) == (number, known)
