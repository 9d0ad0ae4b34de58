from typing import Any

from rest_framework import serializers

from assessment.cycles.facts import with_progress
from assessment.cycles.lists import CYCLE_LIST
from assessment.cycles.models import Cycle
from assessment.scores.services.cycle_moves import CYCLES, move_cycle
from cadres.shared.api.viewsets import MovesMixin, ScopedViewSet


class CycleSerializer(serializers.ModelSerializer):
    expected = serializers.SerializerMethodField(help_text="Townships times indicators.")
    entered = serializers.IntegerField(read_only=True, help_text="Values entered.")

    class Meta:
        model = Cycle
        fields = ("id", "division", "system", "year", "stage", "due_on", "expected", "entered")
        read_only_fields = fields

    def get_expected(self, cycle: Cycle) -> int:
        return cycle.townships * cycle.indicators


class CycleViewSet(MovesMixin, ScopedViewSet):
    """Cycles and how complete their values are; moves score, confirm and close them."""

    definition = CYCLE_LIST
    serializer_class = CycleSerializer
    scope = "assessment"
    sorts = ("year",)
    workflow = CYCLES
    take = move_cycle

    def get_queryset(self) -> Any:
        return with_progress(super().get_queryset())
