"""The assessment in the API: systems, cycles and their moves, values, scores and their export."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.request import Request

from assessment.api.serializers import (
    CycleSerializer,
    ScoreDetailSerializer,
    ScoreSerializer,
    SystemSerializer,
    ValueSerializer,
)
from assessment.facts import with_progress
from assessment.filters import CycleFilter, ScoreFilter, SystemFilter, ValueFilter
from assessment.models import Cycle, IndicatorSystem, Score, Value
from assessment.services import CYCLES, move_cycle
from cadres.shared.api import parameter_names, refuse_unknown
from cadres.shared.forms import DecisionForm
from cadres.shared.spreadsheets import csv_text
from cadres.shared.viewsets import MovesMixin, ScopedViewSet

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


class SystemViewSet(ScopedViewSet):
    """Indicator systems with their indicators."""

    queryset = IndicatorSystem.objects.prefetch_related("indicators")
    serializer_class = SystemSerializer
    filterset_class = SystemFilter
    permission = "assessment.view_system"
    scope = "assessment"
    sorts = ("version",)


class CycleViewSet(MovesMixin, ScopedViewSet):
    """Cycles and how complete their values are; moves score, confirm and close them."""

    queryset = Cycle.objects.all()
    serializer_class = CycleSerializer
    filterset_class = CycleFilter
    permission = "assessment.view_cycle"
    scope = "assessment"
    sorts = ("year",)
    workflow = CYCLES
    take = move_cycle
    move_forms = {move.name: DecisionForm for move in CYCLES.moves}

    def get_queryset(self) -> Any:
        return with_progress(super().get_queryset())


class ValueViewSet(ScopedViewSet):
    """Indicator values with their source."""

    queryset = Value.objects.all()
    serializer_class = ValueSerializer
    filterset_class = ValueFilter
    permission = "assessment.view_cycle"
    scope = "assessment"


class ScoreViewSet(ScopedViewSet):
    """Scores of leaders: flat rows in the list, every part with its inputs in the detail."""

    queryset = Score.objects.all()
    filterset_class = ScoreFilter
    permission = "assessment.view_score"
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
    @action(detail=False, pagination_class=None)
    def export(self, request: Request) -> StreamingHttpResponse:
        """All scores within the filters as CSV, streamed from a cursor of the database in constant memory."""
        filterset = self.filterset_class(request.query_params, queryset=self.get_queryset(), request=request)
        refuse_unknown(request, parameter_names(filterset.form))
        if not filterset.is_valid():
            raise exceptions.ValidationError(filterset.errors)
        text = csv_text(COLUMNS, _lines(filterset.qs))
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
