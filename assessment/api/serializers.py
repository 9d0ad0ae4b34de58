"""Shapes of the assessment in the API."""

from rest_framework import serializers

from assessment.models import Cycle, Indicator, IndicatorSystem, Score, ScorePart, Value


class IndicatorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Indicator
        fields = ("code", "name", "name_en", "dimension", "horizon", "direction", "unit", "weight", "alpha")
        read_only_fields = fields


class SystemSerializer(serializers.ModelSerializer):
    in_force_from = serializers.DateField(source="in_force.lower", read_only=True, allow_null=True, default=None)
    in_force_until = serializers.DateField(
        source="in_force.upper", read_only=True, allow_null=True, default=None, help_text="First day out of force."
    )
    indicators = IndicatorSerializer(many=True, read_only=True)

    class Meta:
        model = IndicatorSystem
        fields = (
            "id",
            "division",
            "name",
            "version",
            "stage",
            "method",
            "in_force_from",
            "in_force_until",
            "indicators",
        )
        read_only_fields = fields


class CycleSerializer(serializers.ModelSerializer):
    expected = serializers.SerializerMethodField(help_text="Townships times indicators.")
    entered = serializers.IntegerField(read_only=True, help_text="Values entered.")

    class Meta:
        model = Cycle
        fields = ("id", "division", "system", "year", "stage", "due_on", "expected", "entered")
        read_only_fields = fields

    def get_expected(self, cycle: Cycle) -> int:
        return cycle.townships * cycle.indicators


class ValueSerializer(serializers.ModelSerializer):
    year = serializers.IntegerField(read_only=True)
    division_name = serializers.CharField(read_only=True)
    indicator_code = serializers.CharField(read_only=True)
    unit = serializers.CharField(read_only=True)

    class Meta:
        model = Value
        fields = (
            "id",
            "cycle",
            "year",
            "division",
            "division_name",
            "indicator_code",
            "number",
            "unit",
            "note",
            "entered_at",
        )
        read_only_fields = fields


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
