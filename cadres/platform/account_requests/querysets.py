from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet


class AccountRequestQuerySet(ScopedQuerySet):
    """All of them for administrators; for a leader those of his divisions and of administrators."""

    def visible_to(self, user) -> Self:
        if not user.has_perm("cadres.view_account_request"):
            return self.none()
        if user.is_administrator:
            return self
        reach = Q(division=None)
        for low, high in user.code_ranges:
            reach |= Q(division_id__gte=low, division_id__lt=high)
        return self.exclude(kind="token").filter(reach)

    def awaiting(self) -> Self:
        return self.filter(stage="asked")

    def for_list(self) -> Self:
        return self.select_related("account", "asked_by", "decided_by")
