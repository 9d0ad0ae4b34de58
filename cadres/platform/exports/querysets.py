from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet


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
