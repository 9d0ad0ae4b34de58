"""Whether a post is vacant, full or over."""

import pytest

from cadres.registry.posts.choices import SeatState
from cadres.registry.posts.rules import seat_state


@pytest.mark.parametrize(("approved", "held", "state"), [(2, 1, "vacant"), (2, 2, "full"), (1, 2, "over")])
def test_seat_states(approved, held, state):
    assert seat_state(approved, held) == SeatState(state)
