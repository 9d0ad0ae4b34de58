from typing import Self

from django.db.models import Q

from cadres.shared.scope import ScopedQuerySet


class SavedViewQuerySet(ScopedQuerySet):
    """One's own views, and those shared with a division one answers for."""

    division_path = None

    def visible_to(self, user) -> Self:
        if not user.is_authenticated:
            return self.none()
        shared = Q(shared_with__in=[low for low, _end in user.code_ranges]) if user.sees_business else Q(pk=None)
        return self.filter(Q(user=user.pk) | shared)

    def of_list(self, name: str) -> Self:
        return self.filter(list_name=name).select_related("user").order_by("name", "pk")
