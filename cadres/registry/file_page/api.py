from rest_framework import serializers

from cadres.platform.access_log.services import open_part
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.file_page.lists import CADRE_LIST
from cadres.shared.api.viewsets import ScopedViewSet, leads_on


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


@leads_on(CadreSerializer)
class CadreViewSet(ScopedViewSet):
    """Cadres without identity number and phone number."""

    definition = CADRE_LIST
    serializer_class = CadreSerializer
    scope = "base"
    sorts = ("division_id", "name_key", "born_on")
    default_sort = "division_id"  # the rows of any remit lie together

    def get_object(self) -> Cadre:
        cadre = super().get_object()
        open_part(cadre, "api", by=self.request.user)
        return cadre
