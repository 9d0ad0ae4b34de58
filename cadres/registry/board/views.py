from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.services import record_print
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.registry.board.tables import BoardFilter, BoardTable, with_seats
from cadres.registry.posts.choices import Grade
from cadres.shared.lists.filter_labels import filter_words
from cadres.shared.lists.views import RecordList

PRINTED = 1000  # townships on one print


class BoardList(RecordList):
    """Approved, actual and proposed seats of each township: full, over, or with a vacancy.

    ``?print=`` the sheet to print, on record.
    """

    model = Division
    table_class = BoardTable
    filterset_class = BoardFilter
    permission = "cadres.view_post"
    title = gettext_lazy("Board of posts")
    default_sort = "pk"
    heading_actions = ((gettext_lazy("Posts one by one"), "cadres:post_list", "cadres.view_post"),)
    empty_text = gettext_lazy("No township here has posts on record.")
    template_name = "cadres/board/board_list.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.sheet(request) if "print" in request.GET else super().get(request, **kwargs)

    def sheet(self, request: HttpRequest) -> HttpResponse:
        filterset, rows, _sentences = self.found()
        record_print(Division, "board", by=request.user)
        words = [f"{label} {text}" for label, text, _names in filter_words(filterset.form, request.GET)]
        context = {
            "title": self.title,
            "told": "，".join(words),
            "back": request.path,
            "wide": True,
            "table": self.table_class(rows.order_by(self._order(), "pk")[:PRINTED], request=request),
        }
        return render(request, "cadres/board/board_print.html", context)

    def get_queryset(self) -> QuerySet:
        grade = self.request.GET.get("grade", "")
        townships = Division.objects.visible_to(self.request.user).filter(level=Level.TOWNSHIP)
        return with_seats(townships, grade if grade in Grade.values else "")
