from typing import Self

from cadres.shared.scope import ScopedQuerySet


class FileAccessQuerySet(ScopedQuerySet):
    """All readings for the auditor; those of the files in reach for a department leader."""

    division_path = "cadre__division_id"

    def visible_to(self, user) -> Self:
        if user.has_perm("cadres.view_audit"):
            return self
        return super().visible_to(user) if user.has_perm("cadres.view_readers") else self.none()


class ApiDayQuerySet(ScopedQuerySet):
    """What is counted for the limit is the auditor's to see."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self if user.has_perm("cadres.view_audit") else self.none()
