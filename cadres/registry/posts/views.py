"""Pages of posts: approved, actual and vacant seats, and who held them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.registry.posts import services as posts
from cadres.registry.posts.forms import ApprovedNumberForm
from cadres.registry.posts.lists import POST_LIST
from cadres.registry.posts.models import Post
from cadres.shared.charts.base import About
from cadres.shared.charts.lanes import Span, layout_lanes
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import RecordDetail

SHOWN = 100


class PostList(RecordList):
    definition = POST_LIST
    heading_actions = ((gettext_lazy("Board of posts"), "cadres:board_list", "cadres.view_post"),)


class PostDetail(RecordDetail):
    model = Post
    permission = "cadres.view_post"
    template_name = "cadres/posts/post_detail.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()

    def get_context(self, record: Post) -> dict[str, Any]:
        tenures = list(record.tenures.for_list().order_by("-since", "-pk")[:SHOWN])
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
            "chart": layout_lanes(About("holders", _("Holders over time")), spans, localdate()),
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
