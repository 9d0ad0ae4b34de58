"""Cadres, the parts of their files, and tenures."""

from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from cadres.platform.divisions.choices import Level
from cadres.platform.merging.querysets import MergeableQuerySet
from cadres.registry.cadre_files.choices import CadreStatus, VerifiedItem
from cadres.registry.posts.choices import MAIN_POSTS
from cadres.shared.scope import ScopedQuerySet, related

# What is read in a file alone, and what a row that belongs to a cadre need not bring of him.
HEAVY = ("resume", "photo", "form_extra", "identity_number", "phone", "address")

HEAVY_OF_CADRE = tuple(f"cadre__{name}" for name in HEAVY)


class CadreQuerySet(MergeableQuerySet):
    division_path = "division_id"
    cadre_path = "pk"

    def serving(self) -> Self:
        return self.filter(status=CadreStatus.SERVING)

    def main_leaders(self) -> Self:
        """Who is secretary or head of a township today."""
        return self.filter(Exists(self._held_today().filter(post__kind__in=MAIN_POSTS)))

    def in_leading_groups(self) -> Self:
        """Who holds a post of a township today: the members of the leading groups (班子成员)."""
        return self.filter(Exists(self._held_today().filter(post__organization__division__level=Level.TOWNSHIP)))

    def _held_today(self) -> QuerySet:
        return related(self, "tenures").filter(cadre=OuterRef("pk"), held__contains=localdate()).order_by()

    def with_photo_mark(self) -> Self:
        """``has_photo``, without loading it."""
        return self.annotate(has_photo=Q(photo__isnull=False))

    def with_present_posts(self) -> Self:
        """``present_posts``: names of the posts held today, the earliest first."""
        held = self._held_today().order_by("held")
        return self.annotate(present_posts=ArraySubquery(held.values("post__office_name")))

    def to_verify(self) -> Self:
        """Serving cadres with ``state_<item>``: the decision that holds for each item, None where there is none."""
        decisions = related(self, "verifications").filter(cadre=OuterRef("pk")).order_by("-pk")
        states = {f"state_{item}": Subquery(decisions.filter(item=item).values("state")[:1]) for item in VerifiedItem}
        return self.serving().select_related("division").defer(*HEAVY).annotate(**states)

    def for_list(self) -> Self:
        """With present posts and the highest full-time and in-service education, all in one query."""
        lines = related(self, "education").filter(cadre=OuterRef("pk")).order_by("mode", "pk")
        return (
            self.select_related("division")
            .defer(*HEAVY)
            .with_present_posts()
            .with_photo_mark()
            .annotate(education_levels=ArraySubquery(lines.values("level")))
        )

    def for_api(self) -> Self:
        """With present posts; without what is read in a file alone."""
        return self.defer(*HEAVY).with_present_posts()


class CadrePartQuerySet(ScopedQuerySet):
    """Education, family, yearly results, sanctions: parts of a cadre's file."""

    division_path = "cadre__division_id"
    cadre_path = "cadre_id"


class FamilyQuerySet(CadrePartQuerySet):
    def on_form(self) -> Self:
        """As the printed form has them."""
        return self.order_by("position", "pk")
