from cadres.platform.saved_views.services import views_of
from cadres.shared.lists.saved_views import SAVED_VIEWS


def register() -> None:
    SAVED_VIEWS.add(views_of)
