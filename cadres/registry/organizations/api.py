from rest_framework import serializers

from cadres.registry.organizations.filters import TermFilter
from cadres.registry.organizations.lists import ORGANIZATION_LIST
from cadres.registry.organizations.models import Organization, Term
from cadres.shared.api.viewsets import ScopedViewSet, leads_on


class OrganizationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organization
        fields = ("id", "division", "kind", "name")


class TermSerializer(serializers.ModelSerializer):
    begins_on = serializers.DateField(source="period.lower", read_only=True)
    ends_on = serializers.DateField(
        source="period.upper", read_only=True, help_text="Expected end; the day itself is excluded."
    )

    class Meta:
        model = Term
        fields = ("id", "organization", "ordinal", "begins_on", "ends_on")


@leads_on(OrganizationSerializer)
class OrganizationViewSet(ScopedViewSet):
    """Bodies with posts: committees, governments and congresses of townships, organs of the county."""

    definition = ORGANIZATION_LIST
    serializer_class = OrganizationSerializer
    scope = "base"
    sorts = ("name_key",)


class TermViewSet(ScopedViewSet):
    """Terms of the organizations that are elected anew."""

    queryset = Term.objects.all()
    serializer_class = TermSerializer
    filterset_class = TermFilter
    permission, scope = "cadres.view_organization", "base"
