from typing import Self

from cadres.shared.scope import ScopedQuerySet


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
