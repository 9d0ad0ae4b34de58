"""Reads of electing assemblies and of what belongs to them."""

from typing import Self

from cadres.shared.scope import ScopedQuerySet

OF_ELECTION = "election__vacancy__post__organization__division_id"


class AssemblyQuerySet(ScopedQuerySet):
    division_path = OF_ELECTION

    def for_page(self) -> Self:
        return self.select_related("election__vacancy__post__organization__division", "elected__cadre", "convened_by")


class AssemblyPartQuerySet(ScopedQuerySet):
    """Candidates and ballots: parts of an assembly."""

    division_path = f"assembly__{OF_ELECTION}"


class RoundPartQuerySet(ScopedQuerySet):
    """Votes: parts of a ballot."""

    division_path = f"round__assembly__{OF_ELECTION}"
