"""The base's own columns of rosters and what they read: two queries for all of them."""

# ruff: noqa: ARG001 -- every column has the signature of the registry

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.registry.cadre_files.choices import AnnualGrade, EducationMode
from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education
from cadres.registry.ranks.choices import Ladder, label_of
from cadres.registry.ranks.models import RankRecord
from cadres.registry.rosters.points import Column
from cadres.registry.tenures.models import Tenure
from cadres.shared.dates import whole_years
from cadres.shared.months import month_text
from cadres.shared.names import joined
from cadres.shared.phrases import of_year

YEARS = 3
NOTHING: dict[str, Any] = {"lines": [], "results": [], "ranks": []}


def posts(ids: Sequence[int], on: date) -> Mapping[int, list[Tenure]]:
    """The tenures of that day, the highest post first."""
    rows = Tenure.objects.held_on(on).filter(cadre__in=ids).select_related("post__organization__division")
    found: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in rows.order_by("-post__grade", "pk"):
        found[tenure.cadre_id].append(tenure)
    return found


def written(ids: Sequence[int], on: date) -> Mapping[int, dict[str, list[dict[str, Any]]]]:
    """``lines`` of education, ``results`` of that day's year and the three before it, the earliest first, and the rank
    of that day in ``ranks``; one whose first day is not known counts as held before.
    """
    lines = Education.objects.filter(cadre=OuterRef("pk")).order_by("pk")
    line = JSONObject(mode="mode", level="level", degree="degree", school="school")
    years = AnnualResult.objects.filter(cadre=OuterRef("pk"), year__gte=on.year - YEARS, year__lte=on.year)
    begun, going_on = Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on)
    ranks = RankRecord.objects.filter(begun, going_on, cadre=OuterRef("pk"), ladder=Ladder.RANK).order_by("pk")
    rows = Cadre.objects.filter(pk__in=ids).order_by()
    return {
        pk: {"lines": lines, "results": results, "ranks": held}
        for pk, lines, results, held in rows.annotate(
            lines=ArraySubquery(lines.values(row=line)),
            results=ArraySubquery(years.order_by("year").values(row=JSONObject(year="year", grade="grade"))),
            held=ArraySubquery(ranks.values(row=JSONObject(rank="rank", since="since"))),
        ).values_list("pk", "lines", "results", "held")
    }


def _line(mode: EducationMode, field: str) -> Any:
    def show(cadre: Cadre, loaded: dict[str, Any] | None, on: date) -> str:
        lines = [line for line in (loaded or NOTHING)["lines"] if line["mode"] == mode]
        return "；".join(line[field] for line in lines if line[field])

    return show


def _degrees(cadre: Cadre, loaded: dict[str, Any] | None, on: date) -> str:
    return "；".join(dict.fromkeys(line["degree"] for line in (loaded or NOTHING)["lines"] if line["degree"]))


def _posts(cadre: Cadre, loaded: list[Tenure] | None, on: date) -> str:
    return "、".join(str(tenure.post) for tenure in loaded or ())


def _since(cadre: Cadre, loaded: list[Tenure] | None, on: date) -> str:
    return "、".join(month_text(tenure.held.lower) for tenure in loaded or ())


def _years_in_post(cadre: Cadre, loaded: list[Tenure] | None, on: date) -> Any:
    return whole_years(min(tenure.held.lower for tenure in loaded), on) if loaded else ""


def _organizations(cadre: Cadre, loaded: list[Tenure] | None, on: date) -> str:
    return "、".join(dict.fromkeys(tenure.post.organization.name for tenure in loaded or ()))


def _results(cadre: Cadre, loaded: dict[str, Any] | None, on: date) -> str:
    return joined(
        of_year(row["year"], AnnualGrade(row["grade"]).label) for row in (loaded or NOTHING)["results"][-YEARS:]
    )


def _rank(cadre: Cadre, loaded: dict[str, Any] | None, on: date) -> str:
    return "、".join(label_of(row["rank"]) for row in (loaded or NOTHING)["ranks"])


def _rank_since(cadre: Cadre, loaded: dict[str, Any] | None, on: date) -> str:
    days = (row["since"] for row in (loaded or NOTHING)["ranks"])
    return "、".join(month_text(date.fromisoformat(day)) for day in days if day)


def _party(cadre: Cadre, loaded: Any, on: date) -> str:
    return month_text(cadre.joined_party_on) or cadre.party_text or str(cadre.get_political_status_display())


FULL, IN = EducationMode.FULL_TIME, EducationMode.IN_SERVICE

OWN = (
    Column("name", pgettext_lazy("person", "Name"), lambda c, _l, _on: c.name),
    Column("sex", _("Sex"), lambda c, _l, _on: c.get_sex_display()),
    Column("born", _("Month of birth"), lambda c, _l, _on: month_text(c.born_on)),
    Column("age", _("Age"), lambda c, _l, on: whole_years(c.born_on, on)),
    Column("ethnicity", _("Ethnic group"), lambda c, _l, _on: c.ethnicity),
    Column("native_place", _("Native place"), lambda c, _l, _on: c.native_place),
    Column("birthplace", _("Place of birth"), lambda c, _l, _on: c.birthplace),
    Column("full_time", _("Full-time education"), _line(FULL, "level"), written),
    Column("full_time_school", _("Full-time: school and subject"), _line(FULL, "school"), written),
    Column("in_service", _("In-service education"), _line(IN, "level"), written),
    Column("in_service_school", _("In-service: school and subject"), _line(IN, "school"), written),
    Column("degree", _("Degree"), _degrees, written),
    Column("party", _("Joined the party"), _party),
    Column("began_work", _("Began work"), lambda c, _l, _on: month_text(c.began_work_on)),
    Column("health", _("State of health"), lambda c, _l, _on: c.health),
    Column("title", _("Professional title"), lambda c, _l, _on: c.professional_title),
    Column("organization", _("Organization"), _organizations, posts),
    Column("posts", _("Present posts"), _posts, posts),
    Column("post_since", _("In the post since"), _since, posts),
    Column("post_years", _("Full years in the post"), _years_in_post, posts),
    Column("grade", _("Grade"), lambda c, _l, _on: c.get_grade_display()),
    Column("grade_since", _("At this grade since"), lambda c, _l, _on: month_text(c.grade_since)),
    Column("rank", pgettext_lazy("ladder", "Rank"), _rank, written),
    Column("rank_since", _("At this rank since"), _rank_since, written),
    Column("township_since", _("Leading in townships since"), lambda c, _l, _on: month_text(c.township_since)),
    Column("results", _("Yearly results of three years"), _results, written),
    Column("status", _("Status"), lambda c, _l, _on: c.get_status_display()),
    Column("note", _("Note"), lambda _c, _l, _on: ""),
)
