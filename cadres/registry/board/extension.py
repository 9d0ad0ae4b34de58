from cadres.registry.board.lists import BOARD_LIST
from cadres.shared.lists.definition import LISTS


def register() -> None:
    LISTS.add(BOARD_LIST)
