from typing import Self

from cadres.registry.cadre_files.querysets import HEAVY_OF_CADRE, CadrePartQuerySet


class CorrectionQuerySet(CadrePartQuerySet):
    def waiting(self) -> Self:
        return self.filter(stage="proposed")

    def for_list(self) -> Self:
        related = (
            "cadre",
            "post__organization",
            "tenure__post__organization",
            "sanction",
            "proposed_by",
            "decided_by",
        )
        return self.select_related(*related).defer(*HEAVY_OF_CADRE)
