from cadres.registry.board.lists import BOARD_LIST
from cadres.registry.board.overview import CARD
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.overview import OVERVIEW


def register() -> None:
    LISTS.add(BOARD_LIST)
    OVERVIEW.add(CARD)
