"""Steps, rules, rosters, jobs, readings, exports and merges."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet


class RosterQuerySet(ScopedQuerySet):
    """One's own rosters, and those that others of the same reach share."""

    division_path = "division_id"

    def visible_to(self, user) -> Self:
        return super().visible_to(user).filter(Q(owner=user.pk) | Q(shared=True))

    def for_list(self) -> Self:
        return self.select_related("owner")


class StepQuerySet(ScopedQuerySet):
    """Steps are read through the record they belong to; all together only by the auditor."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_audit") else self.none()

    def of(self, record) -> Self:
        return self.filter(subject=f"{record._meta.label_lower}:{record.pk}").select_related("by").order_by("pk")


class LocalRuleQuerySet(ScopedQuerySet):
    division_path = "division_id"

    def in_force_on(self, day: date) -> Self:
        return self.filter(during__contains=day).exclude(approved_by=None)


class JobQuerySet(ScopedQuerySet):
    """A job belongs to who started it; nobody else sees it."""

    division_path = None
    owner_path = "user_id"

    def visible_to(self, user) -> Self:
        return self.filter(**{self.owner_path: user.pk}) if user.is_authenticated and user.is_active else self.none()

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def ahead_of(self, job, **params) -> Self:
        """Jobs of its kind that were asked for earlier with these parameters, and have not ended."""
        same = {f"params__{name}": value for name, value in params.items()}
        return self.open().filter(kind=job.kind, pk__lt=job.pk, **same)


class JobFileQuerySet(JobQuerySet):
    owner_path = "job__user_id"


class JobFilePartQuerySet(JobQuerySet):
    owner_path = "file__job__user_id"


class FileAccessQuerySet(ScopedQuerySet):
    """All readings for the auditor; those of the files in reach for a department leader."""

    division_path = "cadre__division_id"

    def visible_to(self, user) -> Self:
        if user.has_perm("cadres.view_audit"):
            return self
        return super().visible_to(user) if user.has_perm("cadres.view_readers") else self.none()


class ExportRequestQuerySet(ScopedQuerySet):
    """One's own; those within reach, for who approves them; all of them, without their content, for the auditor."""

    def visible_to(self, user) -> Self:
        if user.has_perm("cadres.view_audit"):
            return self
        if not user.has_perm("cadres.view_export"):
            return self.none()
        own = Q(requested_by=user.pk)
        if not user.has_perm("cadres.approve_export"):
            return self.filter(own)
        for low, high in user.code_ranges:
            own |= Q(division_id__gte=low, division_id__lt=high)
        return self.filter(own)

    def awaiting(self) -> Self:
        return self.filter(stage="requested")

    def to_fetch(self) -> Self:
        """Approved, and the file is there."""
        return self.filter(stage="approved", given__isnull=False)

    def for_list(self) -> Self:
        """Without params and words, which may be personal."""
        return self.select_related("requested_by", "decided_by").defer("params", "told", "columns")


class DuplicatePairQuerySet(ScopedQuerySet):
    """Seen by who reaches both records."""

    division_path = "first_division_id"
    other_path = "second_division_id"

    def within(self, ranges: Iterable[tuple[str, str]]) -> Self:
        both = list(ranges)
        return super().within(both).filter(_in_ranges(self.other_path, both))

    def open(self) -> Self:
        return self.filter(stage="open")


class MergeQuerySet(DuplicatePairQuerySet):
    division_path = "pair__first_division_id"
    other_path = "pair__second_division_id"

    def pending(self) -> Self:
        """Waiting for a second person."""
        return self.filter(stage__in=("proposed", "back_asked"))

    def for_list(self) -> Self:
        return self.select_related("pair", "proposed_by", "decided_by").defer("kept")


def _in_ranges(path: str, ranges: list[tuple[str, str]]) -> Q:
    where = Q(pk=None)
    for low, high in ranges:
        where |= Q(**{f"{path}__gte": low, f"{path}__lt": high})
    return where
