from datetime import date
from typing import Self

from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import F

from cadres.registry.cadre_files.querysets import HEAVY_OF_CADRE
from cadres.registry.posts.choices import MAIN_POSTS
from cadres.shared.scope import ScopedQuerySet


class TenureQuerySet(ScopedQuerySet):
    division_path = "post__organization__division_id"
    cadre_path = "cadre_id"

    def held_on(self, day: date) -> Self:
        return self.filter(held__contains=day)

    def open(self) -> Self:
        """Not ended: the range has no upper bound."""
        return self.filter(held__upper_inf=True)

    def main(self) -> Self:
        return self.filter(post__kind__in=MAIN_POSTS)

    def for_list(self) -> Self:
        """With ``since``, the first day, by which the list sorts."""
        return (
            self.select_related("cadre", "post__organization__division")
            .defer(*HEAVY_OF_CADRE)
            .annotate(since=RangeStartsWith("held"))
        )

    def for_api(self) -> Self:
        """A thousand rows a request: what is shown of cadre, post and body comes as columns, not as records."""
        return self.annotate(
            cadre_name=F("cadre__name"),
            post_name=F("post__office_name"),
            division=F("post__organization__division_id"),
        )
