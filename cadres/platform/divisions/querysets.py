"""Divisions, their facts, organizations, terms, pilots and posts."""

from typing import Self

from django.db.models import OuterRef, Subquery

from cadres.platform.divisions.choices import Level, TownshipKind
from cadres.shared.scope import ScopedQuerySet, code_range, related


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
