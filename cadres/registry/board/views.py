from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.services import record_print
from cadres.platform.divisions.models import Division
from cadres.registry.board.lists import BOARD_LIST
from cadres.shared.lists.filter_labels import filter_words
from cadres.shared.lists.views import RecordList
from cadres.shared.phrases import clauses, titled

PRINTED = 1000  # townships on one print


class BoardList(RecordList):
    """Approved, actual and proposed seats of each township: full, over, or with a vacancy.

    ``?print=`` the sheet to print, on record.
    """

    definition = BOARD_LIST
    heading_actions = ((gettext_lazy("Posts one by one"), "cadres:post_list", "cadres.view_post"),)
    empty_text = gettext_lazy("No township here has posts on record.")
    template_name = "cadres/board/board_list.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.sheet(request) if "print" in request.GET else super().get(request, **kwargs)

    def sheet(self, request: HttpRequest) -> HttpResponse:
        listing = self.listing
        rows = listing.rows.order_by(listing.order, "pk")[:PRINTED]
        record_print(Division, "board", by=request.user)
        words = [titled(label, text) for label, text, _names in filter_words(listing.filterset.form, request.GET)]
        context = {
            "title": self.get_title(),
            "told": clauses(words),
            "back": request.path,
            "wide": True,
            "table": self.definition.table_class(rows, request=request),
        }
        return render(request, "cadres/board/board_print.html", context)
