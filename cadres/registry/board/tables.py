"""The board of posts (职数看板): townships with approved, actual and proposed seats; columns, filter, reads."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from cadres.platform.divisions.models import Division
from cadres.platform.search.filters import NameFilter
from cadres.registry.posts.choices import Grade, PostKind, SeatState
from cadres.registry.posts.models import Post
from cadres.registry.posts.points import proposed
from cadres.registry.posts.rules import seat_state
from cadres.registry.tenures.models import Tenure
from cadres.shared.lists.columns import NUMBER, LinkColumn
from cadres.shared.lists.counting import number_of
from cadres.shared.lists.filters import RecordFilter
from cadres.shared.lists.tables import RecordTable
from cadres.shared.pages.forms import YesNoInput

TONES = {SeatState.VACANT: "warn", SeatState.FULL: "good", SeatState.OVER: "bad"}


def with_seats(townships: QuerySet, grade: str = "") -> QuerySet:
    """Each township with ``approved``, ``actual``, ``proposed`` and ``seat_rows`` by kind of post: one query.

    Townships without any post on record are left out.
    """
    where = Q(grade=grade) if grade else Q()
    posts = Post.objects.filter(where, organization__division=OuterRef("pk")).order_by()
    held = Tenure.objects.filter(held__contains=localdate())
    if grade:
        held = held.filter(post__grade=grade)
    rows = posts.annotate(held=number_of(held, post=OuterRef("pk")), filling=proposed())
    total = posts.values("organization__division")
    of_posts = rows.values("organization__division").annotate(n=Sum("filling")).values("n")
    return townships.annotate(
        approved=Subquery(total.annotate(n=Sum("approved_number")).values("n"), output_field=IntegerField()),
        actual=number_of(held, post__organization__division=OuterRef("pk")),
        proposed=Coalesce(Subquery(of_posts, output_field=IntegerField()), 0),
        vacant=F("approved") - F("actual"),
        seat_rows=ArraySubquery(
            rows.values(row=JSONObject(kind="kind", approved="approved_number", actual="held", proposed="filling"))
        ),
    ).filter(approved__gt=0)


def led_by_one() -> Exists:
    """For townships: one person holds both main posts today (一肩挑)."""
    held = Tenure.objects.filter(held__contains=localdate()).order_by()
    head = held.filter(
        post__kind=PostKind.HEAD,
        cadre=OuterRef("cadre"),
        post__organization__division=OuterRef("post__organization__division"),
    )
    secretary = held.filter(post__kind=PostKind.SECRETARY, post__organization__division=OuterRef("pk"))
    return Exists(secretary.filter(Exists(head)))


class BoardFilter(RecordFilter):
    """``grade`` is read by the view: it changes what is counted, not which rows."""

    q = NameFilter()
    state = filters.ChoiceFilter(choices=SeatState.choices, method="filter_state", label=gettext_lazy("Seats"))
    grade = filters.ChoiceFilter(choices=Grade.choices, method="filter_nothing", label=gettext_lazy("Grade of posts"))
    one_shoulder = filters.BooleanFilter(
        widget=YesNoInput, method="filter_one_shoulder", label=gettext_lazy("One person holds both main posts")
    )

    class Meta:
        model = Division
        fields: list[str] = []

    def filter_state(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        if value == SeatState.VACANT:
            return queryset.filter(vacant__gt=0)
        return queryset.filter(vacant=0) if value == SeatState.FULL else queryset.filter(vacant__lt=0)

    def filter_one_shoulder(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        return queryset.filter(led_by_one() if value else ~led_by_one())

    def filter_nothing(self, queryset: QuerySet, _name: str, _value: str) -> QuerySet:
        return queryset


def seat_text(approved: int, actual: int, filling: int) -> tuple[str, SeatState]:
    """What the cell says besides colour, for example "1 vacant, 1 being filled"."""
    state = seat_state(approved, actual)
    if state == SeatState.VACANT:
        text = _("%(number)d vacant") % {"number": approved - actual}
    elif state == SeatState.OVER:
        text = _("%(number)d over") % {"number": actual - approved}
    else:
        text = pgettext("seats", "full")
    if filling:
        text += _(", %(number)d being filled") % {"number": filling}
    return text, state


class SeatColumn(tables.Column):
    """Posts of one or more kinds: actual of approved, in words and colour; exported as its words."""

    def __init__(self, *kinds: str, **kwargs: Any):
        self.kinds = kinds
        kwargs.setdefault("attrs", {"td": {"class": "seats-cell"}})
        super().__init__(accessor="seat_rows", empty_values=(), **kwargs)

    def counted(self, rows: list[dict]) -> tuple[int, int, int]:
        mine = [row for row in rows if row["kind"] in self.kinds]
        return tuple(sum(row[name] for row in mine) for name in ("approved", "actual", "proposed"))  # type: ignore[return-value]

    def render(self, value: list[dict]) -> Any:
        approved, actual, filling = self.counted(value)
        if not approved:
            return "—"
        text, state = seat_text(approved, actual, filling)
        return format_html(
            '<span class="seats seats-{}"><strong>{}/{}</strong> {}</span>', state.value, actual, approved, text
        )

    def value(self, value: list[dict]) -> str:
        approved, actual, filling = self.counted(value)
        return f"{actual}/{approved} {seat_text(approved, actual, filling)[0]}" if approved else ""


class BoardTable(RecordTable):
    name = LinkColumn("cadres:division_detail", verbose_name=gettext_lazy("Township"))
    approved = tables.Column(verbose_name=gettext_lazy("Approved number"), attrs=NUMBER)
    actual = tables.Column(verbose_name=pgettext_lazy("seats", "Actual"), attrs=NUMBER)
    proposed = tables.Column(verbose_name=gettext_lazy("Being filled"), attrs=NUMBER)
    vacant = tables.Column(verbose_name=gettext_lazy("Vacant"), attrs=NUMBER)
    secretary = SeatColumn(PostKind.SECRETARY, verbose_name=gettext_lazy("Secretary"))
    head = SeatColumn(PostKind.HEAD, verbose_name=gettext_lazy("Head"))
    chair = SeatColumn(PostKind.CONGRESS_CHAIR, verbose_name=gettext_lazy("Congress chair"))
    deputy_secretary = SeatColumn(PostKind.DEPUTY_SECRETARY, verbose_name=gettext_lazy("Deputy secretary"))
    member = SeatColumn(PostKind.COMMITTEE_MEMBER, verbose_name=gettext_lazy("Committee member"))
    deputy_head = SeatColumn(PostKind.DEPUTY_HEAD, verbose_name=gettext_lazy("Deputy head"))
    other = SeatColumn(PostKind.OTHER, PostKind.CHIEF, PostKind.DEPUTY_CHIEF, verbose_name=gettext_lazy("Others"))

    class Meta(RecordTable.Meta):
        model = Division
        fields = ("name", "approved", "actual", "proposed", "vacant")
        sorts = {"name": "name_key"}
