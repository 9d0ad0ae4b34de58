from cadres.platform.drafts import services
from cadres.shared.pages.drafts import STORE, Store


def register() -> None:
    STORE.add(Store(find=services.find, put=services.put, drop=services.drop))
