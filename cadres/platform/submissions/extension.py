from cadres.platform.submissions import services
from cadres.shared.pages.submit_once import STORE, Store
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.Submission", "the mark of a form that was sent"))
    STORE.add(Store(take=services.take, keep=services.keep, give_back=services.give_back))
