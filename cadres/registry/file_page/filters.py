from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import townships_in_reach
from cadres.platform.divisions.models import Division
from cadres.platform.search.filters import NameFilter, sorted_near
from cadres.registry.cadre_files.choices import CadreStatus, Sex
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.posts.choices import Grade
from cadres.registry.tenures.models import Tenure
from cadres.shared.dates import add_months
from cadres.shared.lists.filters import PickFilter, ReachFilter, RecordFilter, WholeFilter

OLDEST = 120


class CadreFilter(RecordFilter):
    q = NameFilter(near=sorted_near)
    status = filters.ChoiceFilter(choices=CadreStatus.choices, label=_("Status"))
    sex = filters.ChoiceFilter(choices=Sex.choices, label=_("Sex"))
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, label=_("Grade"))
    township = ReachFilter(
        method="filter_township", queryset=townships_in_reach, label=_("Serves in"), empty_label=_("All")
    )
    age_from = WholeFilter(method="filter_age_from", label=_("Age from"), min_value=0, max_value=OLDEST)
    chosen = PickFilter()
    age_to = WholeFilter(method="filter_age_to", label=_("Age to"), min_value=0, max_value=OLDEST)

    class Meta:
        model = Cadre
        fields: list[str] = []

    def filter_township(self, queryset: QuerySet, _name: str, value: Division | None) -> QuerySet:
        if value is None:
            return queryset
        serving = Tenure.objects.filter(post__organization__division=value, held__contains=localdate())
        return queryset.filter(pk__in=serving.values("cadre_id"))

    def filter_age_from(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        return queryset.filter(born_on__lte=add_months(localdate(), -12 * int(value)))

    def filter_age_to(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        return queryset.filter(born_on__gt=add_months(localdate(), -12 * (int(value) + 1)))
