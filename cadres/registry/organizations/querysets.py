from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db.models import DateField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.timezone import localdate

from cadres.platform.merging.querysets import MergeableQuerySet
from cadres.shared.scope import ScopedQuerySet, related


class OrganizationQuerySet(MergeableQuerySet):
    division_path = "division_id"

    def for_list(self) -> Self:
        """With ``term_ends``, the last day of the running term."""
        running = related(self, "terms").running_on(localdate()).filter(organization=OuterRef("pk")).order_by()
        last = Cast(RangeEndsWith("period") - Value(timedelta(days=1)), DateField())
        return self.select_related("division").annotate(term_ends=Subquery(running.values(last=last)))

    def with_terms(self) -> Self:
        """``term_rows``: each term's number and bounds, the latest first."""
        terms = related(self, "terms").filter(organization=OuterRef("pk")).order_by("-ordinal")
        row = JSONObject(pk="pk", ordinal="ordinal", first=RangeStartsWith("period"), end=RangeEndsWith("period"))
        return self.annotate(term_rows=ArraySubquery(terms.values(row=row)))


class TermQuerySet(ScopedQuerySet):
    division_path = "organization__division_id"

    def running_on(self, day: date) -> Self:
        return self.filter(period__contains=day)
