from cadres.platform.submissions import services
from cadres.shared.pages.submit_once import STORE, Store


def register() -> None:
    STORE.add(Store(take=services.take, keep=services.keep, give_back=services.give_back))
