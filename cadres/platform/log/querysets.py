from typing import Self

from cadres.shared.scope import ScopedQuerySet


class StepQuerySet(ScopedQuerySet):
    """Steps are read through the record they belong to; all together only by the auditor."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_audit") else self.none()

    def of(self, record) -> Self:
        return self.filter(subject=f"{record._meta.label_lower}:{record.pk}").select_related("by").order_by("pk")
