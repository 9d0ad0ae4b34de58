"""Divisions, their facts, organizations, terms, pilots and posts."""

from datetime import date
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate

from cadres.choices import (
    MAIN_POSTS,
    Level,
    TownshipKind,
)
from cadres.querysets.base import MergeableQuerySet, related
from cadres.shared.counting import number_of
from cadres.shared.scope import ScopedQuerySet, code_range


class DivisionQuerySet(ScopedQuerySet):
    division_path = "code"

    def below(self, code: str) -> Self:
        """The division itself and all below it."""
        return self.within([code_range(code)])

    def townships(self) -> Self:
        """Towns, townships and ethnic townships: units with a party secretary and a head of their own kind."""
        kinds = (TownshipKind.TOWN, TownshipKind.TOWNSHIP, TownshipKind.ETHNIC)
        return self.filter(level=Level.TOWNSHIP, kind__in=kinds)

    def for_list(self) -> Self:
        """With the tier of the latest profile."""
        profiles = related(self, "profiles").filter(division=OuterRef("pk")).order_by("-year")
        return self.select_related("parent").annotate(tier=Subquery(profiles.values("tier")[:1]))


class DivisionProfileQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")


class OrganizationQuerySet(MergeableQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        return self.select_related("division")

    def with_terms(self) -> Self:
        """``term_rows``: each term's number and bounds, the latest first."""
        terms = related(self, "terms").filter(organization=OuterRef("pk")).order_by("-ordinal")
        row = JSONObject(pk="pk", ordinal="ordinal", first=RangeStartsWith("period"), end=RangeEndsWith("period"))
        return self.annotate(term_rows=ArraySubquery(terms.values(row=row)))


class TermQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def running_on(self, day: date) -> Self:
        return self.filter(period__contains=day)


class PilotQuerySet(ScopedQuerySet):
    division_path = "division_id"


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
