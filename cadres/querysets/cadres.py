"""Cadres, the parts of their files, and tenures."""

from datetime import date
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeStartsWith
from django.db.models import CharField, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Concat
from django.utils.timezone import localdate

from cadres.choices import (
    MAIN_POSTS,
    CadreStatus,
    DocumentClass,
    DocumentStage,
    VerifiedItem,
)
from cadres.querysets.base import MergeableQuerySet, related
from cadres.shared.scope import ScopedQuerySet

# What is read in a file alone, and what a row that belongs to a cadre need not bring of him.
HEAVY = ("resume", "photo", "form_extra", "identity_number", "phone", "address")
HEAVY_OF_CADRE = tuple(f"cadre__{name}" for name in HEAVY)


def initials(field: str) -> Func:
    """The first letters of the syllables of a ``name_key``: "zeng zhi qiang" gives "zzq". An index is built on it."""
    template = r"regexp_replace(%(expressions)s, '([a-z])[a-z]* ?', '\1', 'g')"
    return Func(field, template=template, output_field=CharField(db_collation="C"))


def first_sign(field: str) -> Func:
    """The first sign of a name, mostly the surname; an index on it keeps those of one surname sorted by pinyin."""
    return Func(field, template="left(%(expressions)s, 1)", output_field=CharField())


class CadreQuerySet(MergeableQuerySet):
    division_path = "division_id"
    cadre_path = "pk"

    def serving(self) -> Self:
        return self.filter(status=CadreStatus.SERVING)

    def with_photo_mark(self) -> Self:
        """``has_photo``, without loading it."""
        return self.annotate(has_photo=Q(photo__isnull=False))

    def with_present_posts(self) -> Self:
        """``present_posts``: names of the posts held today, the earliest first."""
        held = related(self, "tenures").filter(cadre=OuterRef("pk"), held__contains=localdate())
        name = Concat("post__organization__name", "post__name")
        return self.annotate(present_posts=ArraySubquery(held.order_by("held").values(text=name)))

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


class DocumentQuerySet(ScopedQuerySet):
    """Papers of files in reach, for whoever works with files; those of discipline for who holds that permission."""

    division_path = "cadre__division_id"
    cadre_path = None  # a township leader does not read the papers of his own file

    def visible_to(self, user) -> Self:
        if not user.has_perm("cadres.view_document"):
            return self.none()
        rows = super().visible_to(user)
        closed = not user.has_perm("cadres.view_discipline_paper")
        return rows.exclude(section=DocumentClass.DISCIPLINE) if closed else rows

    def in_the_file(self) -> Self:
        return self.filter(stage__in=(DocumentStage.KEPT, DocumentStage.ASKED))

    def in_order(self) -> Self:
        """As a catalogue has them within a class: the earliest first."""
        return self.order_by("dated", "pk")


class DocumentPartQuerySet(ScopedQuerySet):
    """Nobody reads parts; a paper is given out by ``cadres.services.documents``."""

    division_path = None


class FamilyQuerySet(CadrePartQuerySet):
    def on_form(self) -> Self:
        """As the printed form has them."""
        return self.order_by("position", "pk")


class SanctionQuerySet(CadrePartQuerySet):
    def in_effect_on(self, day: date) -> Self:
        """An annulled one has no effect from the day of its annulment."""
        standing = self.filter(Q(annulled_on=None) | Q(annulled_on__gt=day))
        return standing.filter(decided_on__lte=day).filter(Q(effect_until__gte=day) | Q(effect_until=None))


class VerificationQuerySet(CadrePartQuerySet):
    def holding(self) -> Self:
        """The decision that holds, one for each item of each file."""
        return self.order_by("cadre_id", "item", "-pk").distinct("cadre_id", "item")


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
            post_name=Concat("post__organization__name", "post__name"),
            division=F("post__organization__division_id"),
        )
