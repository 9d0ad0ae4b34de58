from cadres.platform.saved_views.services import views_of
from cadres.shared.lists.saved_views import SAVED_VIEWS
from cadres.shared.recusal import CONCERNS, nobody


def register() -> None:
    CONCERNS.add(nobody("cadres.SavedView", "a search, not what it finds"))
    SAVED_VIEWS.add(views_of)
