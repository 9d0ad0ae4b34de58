from typing import Self

from cadres.shared.scope import ScopedQuerySet


class KinshipQuerySet(ScopedQuerySet):
    """Within reach, for who settles them; one's own for everybody else."""

    division_path = "cadre__division_id"

    def visible_to(self, user) -> Self:
        rows = super().visible_to(user)
        return rows if user.has_perm("cadres.settle_kinship") else rows.filter(user_id=user.pk)

    def confirmed(self) -> Self:
        return self.filter(stage="confirmed")
