"""Shapes of the assessment in the API."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from assessment.scores.lists import SCORE_LIST
from assessment.scores.models import Score, ScorePart
from cadres.shared.api.base import CsvRenderer, StrictFilterBackend
from cadres.shared.api.readings import record_given
from cadres.shared.api.viewsets import ScopedViewSet
from cadres.shared.files.spreadsheets import csv_text


class ScoreSerializer(serializers.ModelSerializer):
    """One flat row; figures are null where ``no_score`` tells why there are none."""

    year = serializers.IntegerField(read_only=True)
    division_name = serializers.CharField(read_only=True)
    cadre = serializers.IntegerField(read_only=True)
    cadre_name = serializers.CharField(read_only=True)
    post_kind = serializers.CharField(read_only=True)

    FIGURES = ("total", "level_part", "adjustment", "progress_part")

    class Meta:
        model = Score
        fields: tuple[str, ...] = (
            "id",
            "cycle",
            "year",
            "division",
            "division_name",
            "tenure",
            "cadre",
            "cadre_name",
            "post_kind",
            "tier",
            "months",
            "no_score",
            "total",
            "level_part",
            "adjustment",
            "progress_part",
            "band",
            "grade",
        )
        read_only_fields = fields
        extra_kwargs = {name: {"allow_null": True} for name in ("total", "level_part", "adjustment", "progress_part")}

    def to_representation(self, score: Score) -> dict:
        row = super().to_representation(score)
        if score.no_score:
            row.update(dict.fromkeys(self.FIGURES))
        return row


class PartSerializer(serializers.ModelSerializer):
    indicator = serializers.CharField(source="indicator.code", read_only=True)
    name = serializers.CharField(source="indicator.name", read_only=True)
    unit = serializers.CharField(source="indicator.unit", read_only=True)

    class Meta:
        model = ScorePart
        fields = (
            "indicator",
            "name",
            "unit",
            "value",
            "weight",
            "weight_used",
            "alpha_used",
            "scope",
            "low",
            "high",
            "county_low",
            "county_high",
            "level_points",
            "county_points",
            "baseline",
            "baseline_year",
            "spread",
            "progress_points",
            "level_part",
            "adjustment",
            "progress_part",
            "points",
        )
        read_only_fields = fields


class ScoreDetailSerializer(ScoreSerializer):
    """A score with everything it was made from."""

    parts = PartSerializer(many=True, read_only=True)

    class Meta(ScoreSerializer.Meta):
        fields = (*ScoreSerializer.Meta.fields, "grade_reason", "parts")
        read_only_fields = fields


EXPORT_CHUNK = 1000

# Column of the export → where it comes from. The figures are left empty where there is no score.
COLUMNS = {
    "id": "pk",
    "year": "cycle__year",
    "division": "division_id",
    "division_name": "division__name",
    "cadre": "tenure__cadre_id",
    "cadre_name": "tenure__cadre__name",
    "post_kind": "tenure__post__kind",
    "tier": "tier",
    "months": "months",
    "no_score": "no_score",
    "total": "total",
    "level_part": "level_part",
    "adjustment": "adjustment",
    "progress_part": "progress_part",
    "band": "band",
    "grade": "grade",
}

FIGURES = [number for number, name in enumerate(COLUMNS) if name in ScoreSerializer.FIGURES]

NO_SCORE = list(COLUMNS).index("no_score")


class ScoreViewSet(ScopedViewSet):
    """Scores of leaders: flat rows in the list, every part with its inputs in the detail."""

    definition = SCORE_LIST
    scope = "assessment"
    sorts = ("total", "division_id")

    def get_serializer_class(self) -> Any:
        return ScoreDetailSerializer if self.action == "retrieve" else ScoreSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.prefetch_related("parts__indicator") if self.action == "retrieve" else rows

    @extend_schema(
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, description="All rows, one a line.")},
        filters=True,
    )
    @action(detail=False, pagination_class=None, renderer_classes=[CsvRenderer, JSONRenderer])
    def export(self, request: Request) -> StreamingHttpResponse:
        """All scores within the filters as CSV, streamed from a cursor of the database in constant memory.

        For programs: a second person has released their token. A person asks for an export.
        """
        if request.auth is None:
            url = request.build_absolute_uri(reverse("assessment:score_list"))
            text = _("Scores leave on request only: ask for the export on the page %(url)s; a leader approves it.")
            raise PermissionDenied(text % {"url": url})
        rows = StrictFilterBackend().filtered(request, self.get_queryset(), self)
        record_given(request, Score, rows.count())
        text = csv_text(COLUMNS, _lines(rows))
        response = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="scores.csv"'
        return response


def _lines(rows: QuerySet) -> Iterator[list[Any]]:
    for row in rows.order_by("pk").values_list(*COLUMNS.values()).iterator(EXPORT_CHUNK):
        cells = list(row)
        if cells[NO_SCORE]:
            for figure in FIGURES:
                cells[figure] = None
        yield cells
