from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from cadres.registry.posts.choices import MAIN_POSTS
from cadres.shared.lists.counting import number_of
from cadres.shared.scope import ScopedQuerySet, related


class PostQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def main(self) -> Self:
        return self.filter(kind__in=MAIN_POSTS)

    def for_api(self) -> Self:
        """With ``division`` and ``actual`` holders today."""
        actual = number_of(self._held_today(), post=OuterRef("pk"))
        return self.annotate(division=F("organization__division_id"), actual=actual)

    def _held_today(self) -> QuerySet:
        return related(self, "tenures").filter(held__contains=localdate())

    def for_list(self) -> Self:
        """With ``actual`` holders today, ``vacant`` seats, and ``holder_rows`` (pk, name, since), all in one query."""
        held = self._held_today()
        row = JSONObject(pk="cadre_id", name="cadre__name", since=RangeStartsWith("held"))
        return (
            self.select_related("organization__division")
            .annotate(
                actual=number_of(held, post=OuterRef("pk")),
                holder_rows=ArraySubquery(held.filter(post=OuterRef("pk")).order_by("seat").values(row=row)),
            )
            .annotate(vacant=F("approved_number") - F("actual"))
        )
