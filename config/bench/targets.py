"""What is measured in a demonstration county, by area. Each target is an address with its record, if any."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from assessment.models import Cycle, Score
from cadres.models import Cadre, Division, Organization, User
from incentives.awards.models import Award
from selection.elections.models import Election
from training.models import TrainingClass


@dataclass(frozen=True)
class Target:
    """``record`` picks the primary key for the address: the fullest record, so that the figure is an honest one.

    ``budgeted``: a list or the page of one record, which the budget is about.
    """

    area: str
    name: str
    record: Callable[[User], Any] | None = None
    extra: tuple[str, ...] = ()
    query: str = ""
    budgeted: bool = True

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.name, *self.extra, self.query) if part)

    def address(self, user: User) -> str | None:
        """None when the database has no such record."""
        if self.record is None:
            return reverse(self.name) + self.query
        pk = self.record(user)
        return None if pk is None else reverse(self.name, args=[pk, *self.extra]) + self.query


def _fullest(rows: QuerySet, parts: str) -> Callable[[User], Any]:
    ordered = rows.annotate(size=Count(parts)).order_by("-size", "pk").values_list("pk", flat=True)
    return lambda _user: ordered.all().first()


CADRE = _fullest(Cadre.objects.serving(), "tenures")
TOWNSHIP = _fullest(Division.objects.townships(), "organizations__posts")
ORGANIZATION = _fullest(Organization.objects.all(), "posts")
ELECTION = _fullest(Election.objects.all(), "nominees")
CLASS = _fullest(TrainingClass.objects.all(), "enrolments")
CYCLE = _fullest(Cycle.objects.all(), "scores")
SCORE = _fullest(Score.objects.all(), "parts")
AWARD = _fullest(Award.objects.filter(stage="proposed"), "cadre__tenures")

TARGETS = (
    Target("home", "home", budgeted=False),
    Target("cadres", "cadres:cadre_list"),
    Target("cadres", "cadres:cadre_list", query="?sort=-name"),
    Target("cadres", "cadres:cadre_detail", CADRE),
    Target("cadres", "cadres:cadre_panel", CADRE, ("honours",)),
    Target("cadres", "cadres:division_list"),
    Target("cadres", "cadres:division_detail", TOWNSHIP),
    Target("cadres", "cadres:organization_list"),
    Target("cadres", "cadres:organization_detail", ORGANIZATION),
    Target("cadres", "cadres:post_list"),
    Target("cadres", "cadres:tenure_list"),
    Target("selection", "selection:watch_list"),
    Target("selection", "selection:vacancy_list"),
    Target("selection", "selection:election_list"),
    Target("selection", "selection:election_detail", ELECTION),
    Target("training", "training:class_list"),
    Target("training", "training:class_detail", CLASS),
    Target("training", "training:need_list"),
    Target("training", "training:enrolment_list"),
    Target("assessment", "assessment:system_list"),
    Target("assessment", "assessment:cycle_list"),
    Target("assessment", "assessment:cycle_detail", CYCLE),
    Target("assessment", "assessment:score_list"),
    Target("assessment", "assessment:score_detail", SCORE),
    Target("incentives", "incentives:award_list"),
    Target("incentives", "incentives:award_detail", AWARD),
    Target("incentives", "incentives:award_suggestions"),
    Target("incentives", "incentives:subsidy_list"),
    Target("incentives", "incentives:rate_list"),
    Target("api", "v1:cadre-list"),
    Target("api", "v1:cadre-list", query="?limit=1000"),
    Target("api", "v1:cadre-detail", CADRE),
    Target("api", "v1:tenure-list", query="?limit=1000"),
    Target("api", "v1:division-list"),
    Target("api", "v1:election-list"),
    Target("api", "v1:class-list"),
    Target("api", "v1:enrolment-list", query="?limit=1000"),
    Target("api", "v1:score-list", query="?limit=1000"),
    Target("api", "v1:score-detail", SCORE),
    Target("api", "v1:value-list", query="?limit=1000"),
    Target("api", "v1:award-list"),
    Target("api", "v1:subsidy-rate-list"),
)
AREAS = ("home", "cadres", "selection", "training", "assessment", "incentives", "api")
