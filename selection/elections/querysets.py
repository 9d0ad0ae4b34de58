"""Reads of elections and of what belongs to them."""

from typing import Self

from django.db.models import Count, F, Q

from cadres.shared.scope import ScopedQuerySet
from selection.elections.choices import OPEN, Stage


class ElectionQuerySet(ScopedQuerySet):
    division_path = "vacancy__post__organization__division_id"

    def open(self) -> Self:
        return self.filter(stage__in=OPEN)

    def unplanned(self) -> Self:
        """Prepared, with something of the plan still missing that the announcement needs."""
        lacking = Q(announcement="") | Q(conditions="") | Q(registration_from=None) | Q(registration_to=None)
        return self.filter(lacking, stage=Stage.PREPARED)

    def for_list(self) -> Self:
        """With its post and the number of nominees still in the running."""
        return self.select_related("vacancy__post__organization__division", "opened_by").annotate(
            entrants=Count("nominees", filter=Q(nominees__withdrawn_on=None))
        )

    def for_api(self) -> Self:
        """What is shown of the post comes as columns, not as records."""
        body = "vacancy__post__organization"
        return self.annotate(
            post=F("vacancy__post_id"),
            post_name=F("vacancy__post__office_name"),
            division=F(f"{body}__division_id"),
            entrants=Count("nominees", filter=Q(nominees__withdrawn_on=None)),
        )


class ElectionPartQuerySet(ScopedQuerySet):
    """Nominees, meetings, complaints: parts of an election."""

    division_path = "election__vacancy__post__organization__division_id"


class NomineePartQuerySet(ScopedQuerySet):
    """Votes, inspections, waivers: parts of a nominee."""

    division_path = "nominee__election__vacancy__post__organization__division_id"
