from django.utils.translation import gettext_lazy as _

from cadres.registry.posts.api import PostViewSet
from cadres.registry.posts.lists import POST_LIST
from cadres.registry.posts.regulations import RULES
from cadres.shared.api.routes import ROUTES, Route
from cadres.shared.lists.definition import LISTS
from cadres.shared.pages.menu import MENU, MenuEntry
from cadres.shared.recusal import CONCERNS, nobody
from cadres.shared.regulations import catalogue


def register() -> None:
    CONCERNS.add(nobody("cadres.Post", "a seat, whoever holds it"))
    LISTS.add(POST_LIST)
    catalogue.RULES.add(*RULES)
    ROUTES.add(Route("posts", PostViewSet, "post"))
    MENU.add(MenuEntry("base", _("Posts"), "cadres:post_list", "cadres.view_post", "seat", place=40))
