"""Pages of posts: approved, actual and vacant seats, and who held them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.board import BoardFilter, BoardTable, with_seats
from cadres.charts import Span, draw
from cadres.choices import Grade, Level
from cadres.filters import PostFilter
from cadres.forms.townships import ApprovedNumberForm
from cadres.models import Division, Post, Tenure
from cadres.services import posts
from cadres.services.protection import record_print
from cadres.shared.views import FormPage, RecordDetail, RecordList
from cadres.shared.words import filter_words
from cadres.tables import PostTable

SHOWN = 100
PRINTED = 1000  # townships on one print


class PostList(RecordList):
    model = Post
    table_class = PostTable
    filterset_class = PostFilter
    permission = "cadres.view_post"
    title = gettext_lazy("Posts")
    default_sort = "organization__name_key"
    heading_actions = ((gettext_lazy("Board of posts"), "cadres:board_list", "cadres.view_post"),)


class PostDetail(RecordDetail):
    model = Post
    permission = "cadres.view_post"
    template_name = "cadres/post_detail.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()

    def get_context(self, record: Post) -> dict[str, Any]:
        tenures = list(Tenure.objects.filter(post=record).for_list().order_by("-since", "-pk")[:SHOWN])
        seat = _("Seat %(number)s")
        spans = [
            Span(seat % {"number": t.seat}, t.cadre.name, t.held.lower, t.held.upper)
            for t in sorted(tenures, key=lambda t: t.seat)
        ]
        return {
            "facts": [
                (_("Organization"), record.organization),
                (_("Kind"), record.get_kind_display()),
                (_("Grade"), record.get_grade_display()),
                (_("Filled by election"), _("yes") if record.elected else _("no")),
                (_("Approved seats"), record.approved_number),
                (_("Held today"), record.actual),
                (_("Vacant seats"), record.vacant),
            ],
            "tenures": tenures,
            "chart": draw(spans, localdate()),
            "may_change": self.request.user.has_perm("cadres.change_post"),
        }


class PostChange(FormPage):
    model = Post
    form_class = ApprovedNumberForm
    permission = "cadres.change_post"
    title = gettext_lazy("Change the approved number")
    success_message = gettext_lazy("The approved number is saved.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organization")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def save(self, form: ApprovedNumberForm) -> Post:
        values = form.cleaned_data
        return posts.set_approved_number(
            self.record,
            values["approved_number"],
            document=values["document"],
            seen=values["seen"],
            by=self.request.user,
        )


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
    template_name = "cadres/board_list.html"

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
        return render(request, "cadres/board_print.html", context)

    def get_queryset(self) -> QuerySet:
        grade = self.request.GET.get("grade", "")
        townships = Division.objects.visible_to(self.request.user).filter(level=Level.TOWNSHIP)
        return with_seats(townships, grade if grade in Grade.values else "")
