"""Divisions, their facts, organizations, terms, pilots and posts."""

from typing import Self

from django.db.models import OuterRef, Subquery

from cadres.platform.divisions.choices import Level, TownshipKind
from cadres.platform.divisions.rules import endings, is_written_so
from cadres.shared.scope import ScopedQuerySet, code_range, related


def _typed(text: str) -> str:
    """Without spaces, and without what shows nothing and no database column takes."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


class DivisionQuerySet(ScopedQuerySet):
    division_path = "code"

    def below(self, code: str) -> Self:
        """The division itself and all below it."""
        return self.within([code_range(code)])

    def townships(self) -> Self:
        """Towns, townships and ethnic townships: units with a party secretary and a head of their own kind."""
        kinds = (TownshipKind.TOWN, TownshipKind.TOWNSHIP, TownshipKind.ETHNIC)
        return self.filter(level=Level.TOWNSHIP, kind__in=kinds)

    def with_places_above(self) -> Self:
        return self.select_related("parent__parent__parent")

    def written(self, text: str) -> list:
        """The places that a text may mean: by code, or by name with as many of the names above as are written."""
        text = _typed(text)
        if text.isascii() and text.isdigit():
            return list(self.filter(code=text.ljust(12, "0")).with_places_above()) if len(text) in (6, 12) else []
        rows = self.filter(name__in=endings(text)).with_places_above().order_by("code")
        return [row for row in rows if is_written_so(text, row.name, row.above)]  # type: ignore[attr-defined]

    def beginning_with(self, text: str, most: int) -> list:
        """Places whose name begins so."""
        text = _typed(text)
        if not text:
            return []
        return list(self.filter(name__startswith=text).with_places_above().order_by("code")[:most])

    def for_list(self) -> Self:
        """With the tier of the latest profile."""
        profiles = related(self, "profiles").filter(division=OuterRef("pk")).order_by("-year")
        return self.select_related("parent").annotate(tier=Subquery(profiles.values("tier")[:1]))
