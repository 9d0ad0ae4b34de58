"""The list of posts (职位)."""

from django.utils.translation import gettext_lazy as _

from cadres.registry.posts.filters import PostFilter
from cadres.registry.posts.models import Post
from cadres.registry.posts.tables import PostTable
from cadres.shared.lists.definition import ListDefinition

POST_LIST = ListDefinition(
    key="cadres:post_list",
    title=_("Posts"),
    permission="cadres.view_post",
    model=Post,
    table_class=PostTable,
    filterset_class=PostFilter,
    default_sort="organization__name_key",
)
