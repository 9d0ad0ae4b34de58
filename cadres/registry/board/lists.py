"""The board of posts (职数看板) as a list of townships."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.board.tables import BoardFilter, BoardTable, with_seats
from cadres.registry.posts.choices import Grade
from cadres.shared.lists.definition import ListDefinition


def rows(user: Any, query: QueryDict) -> QuerySet:
    """Townships with their seats, counted for one grade where the filter asks for it."""
    grade = query.get("grade", "")
    townships = Division.objects.visible_to(user).filter(level=Level.TOWNSHIP)
    return with_seats(townships, grade if grade in Grade.values else "")


BOARD_LIST = ListDefinition(
    key="cadres:board_list",
    title=_("Board of posts"),
    permission="cadres.view_post",
    model=Division,
    rows=rows,
    table_class=BoardTable,
    filterset_class=BoardFilter,
    default_sort="pk",
)
