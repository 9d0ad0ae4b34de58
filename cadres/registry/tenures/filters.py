import django_filters as filters
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from cadres.platform.divisions.filters import townships_in_reach
from cadres.platform.search.filters import NameFilter
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.models import Tenure
from cadres.shared.lists.filters import ReachFilter, RecordFilter
from cadres.shared.pages.forms import DateRangeInput, YesNoInput


class TenureFilter(RecordFilter):
    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    kind = filters.MultipleChoiceFilter(field_name="post__kind", choices=PostKind.choices, label=_("Kind of post"))
    township = ReachFilter(
        field_name="post__organization__division",
        queryset=townships_in_reach,
        label=_("Township"),
        empty_label=_("All"),
    )
    running = filters.BooleanFilter(widget=YesNoInput, method="filter_running", label=_("Held today"))
    since = filters.DateFromToRangeFilter(widget=DateRangeInput, method="filter_since", label=_("First day"))

    class Meta:
        model = Tenure
        fields: list[str] = []

    def filter_running(self, queryset: QuerySet, _name: str, value: bool) -> QuerySet:
        today = localdate()
        return queryset.filter(held__contains=today) if value else queryset.exclude(held__contains=today)

    @extend_schema_field({"type": "string", "format": "date", "description": _("First day")})  # each end
    def filter_since(self, queryset: QuerySet, _name: str, value: slice) -> QuerySet:
        if value.start:
            queryset = queryset.filter(held__startswith__gte=value.start)
        if value.stop:
            queryset = queryset.filter(held__startswith__lte=value.stop)
        return queryset
