from cadres.platform.search import points as search
from cadres.registry.search.finders import FINDERS


def register() -> None:
    search.FINDERS.add(*FINDERS)
