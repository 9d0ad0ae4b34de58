from typing import Self

from cadres.registry.documents.choices import DocumentClass, DocumentStage
from cadres.shared.scope import ScopedQuerySet


class DocumentQuerySet(ScopedQuerySet):
    """Papers of files in reach, for whoever works with files; those of discipline for who holds that permission."""

    division_path = "cadre__division_id"
    cadre_path = None  # a township leader does not read the papers of his own file

    def visible_to(self, user) -> Self:
        if not user.has_perm("cadres.view_document"):
            return self.none()
        rows = super().visible_to(user)
        closed = not user.has_perm("cadres.view_discipline_paper")
        return rows.exclude(section=DocumentClass.DISCIPLINE) if closed else rows

    def in_the_file(self) -> Self:
        return self.filter(stage__in=(DocumentStage.KEPT, DocumentStage.ASKED))

    def in_order(self) -> Self:
        """As a catalogue has them within a class: the earliest first."""
        return self.order_by("dated", "pk")


class DocumentPartQuerySet(ScopedQuerySet):
    """Nobody reads parts; a paper is given out by ``cadres.registry.documents.services``."""

    division_path = None
