"""Shapes of the base's records. Identity numbers, phone numbers and home addresses never leave by the API."""

from rest_framework import serializers

from cadres.models import Cadre, Division, Organization, Post, Tenure, Term


class DivisionSerializer(serializers.ModelSerializer):
    tier = serializers.CharField(read_only=True, allow_null=True, help_text="Tier of the latest township profile.")

    class Meta:
        model = Division
        fields = ("code", "name", "level", "kind", "parent", "tier")


class OrganizationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organization
        fields = ("id", "division", "kind", "name")


class PostSerializer(serializers.ModelSerializer):
    division = serializers.CharField(read_only=True)
    actual = serializers.IntegerField(read_only=True, help_text="Seats held today.")

    class Meta:
        model = Post
        fields = ("id", "organization", "division", "kind", "name", "grade", "approved_number", "actual", "elected")


class CadreSerializer(serializers.ModelSerializer):
    present_posts = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Cadre
        fields = (
            "id",
            "division",
            "name",
            "name_key",
            "sex",
            "born_on",
            "ethnicity",
            "native_place",
            "birthplace",
            "political_status",
            "joined_party_on",
            "began_work_on",
            "health",
            "professional_title",
            "speciality",
            "grade",
            "grade_since",
            "township_since",
            "status",
            "present_posts",
        )


class TenureSerializer(serializers.ModelSerializer):
    cadre_name = serializers.CharField(read_only=True)
    post_name = serializers.CharField(read_only=True)
    division = serializers.CharField(read_only=True)
    held_from = serializers.DateField(source="held.lower", read_only=True)
    held_until = serializers.DateField(
        source="held.upper", read_only=True, allow_null=True, help_text="First day no longer held; null while held."
    )

    class Meta:
        model = Tenure
        fields = (
            "id",
            "cadre",
            "cadre_name",
            "post",
            "post_name",
            "division",
            "seat",
            "held_from",
            "held_until",
            "start_basis",
            "start_document",
            "end_reason",
            "end_document",
        )


class TermSerializer(serializers.ModelSerializer):
    begins_on = serializers.DateField(source="period.lower", read_only=True)
    ends_on = serializers.DateField(
        source="period.upper", read_only=True, help_text="Expected end; the day itself is excluded."
    )

    class Meta:
        model = Term
        fields = ("id", "organization", "ordinal", "begins_on", "ends_on")


class RuleSerializer(serializers.Serializer):
    """A rule with its source and its present setting for the caller's division."""

    key = serializers.CharField()
    title = serializers.CharField()
    source = serializers.CharField()
    confidence = serializers.ChoiceField(choices=["A", "B", "C"])
    unit = serializers.CharField(allow_blank=True)
    default = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    low = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    high = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    value = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, normalize_output=True)
    default_action = serializers.CharField()
    action = serializers.CharField()
    actions = serializers.ListField(child=serializers.CharField())
    acts_in = serializers.CharField(allow_blank=True)
    basis = serializers.CharField(allow_blank=True)
