from cadres.registry.posts.choices import SeatState


def seat_state(approved: int, held: int) -> SeatState:
    """Holders beside approved seats.

    >>> seat_state(3, 2), seat_state(2, 3)
    (SeatState.VACANT, SeatState.OVER)
    """
    if held > approved:
        return SeatState.OVER
    return SeatState.FULL if held == approved else SeatState.VACANT
