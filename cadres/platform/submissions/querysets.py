from typing import Self

from cadres.shared.scope import ScopedQuerySet


class SubmissionQuerySet(ScopedQuerySet):
    """For nobody but the program: what somebody sent is seen where it has led."""

    division_path = None

    def visible_to(self, user) -> Self:
        return self.none()
