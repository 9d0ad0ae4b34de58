from cadres.platform.saved_views.services import views_of
from cadres.shared.lists.definition import SAVED_VIEWS


def register() -> None:
    SAVED_VIEWS.add(views_of)
