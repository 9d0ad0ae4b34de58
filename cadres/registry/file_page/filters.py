from typing import Any

import django_filters as filters
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.filters import townships_in_reach
from cadres.platform.divisions.models import Division
from cadres.platform.search.filters import NameFilter, sorted_near
from cadres.registry.cadre_files.choices import CadreStatus, EducationRank, Sex
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.file_page.conditions import education
from cadres.registry.posts.choices import Grade
from cadres.registry.tenures.models import Tenure
from cadres.shared.dates import add_months
from cadres.shared.lists.filters import PickFilter, ReachFilter, RecordFilter, WholeFilter

OLDEST = 120
NO_RANK = 0

GROUPS = (
    ("main", _("Secretaries and heads of townships")),
    ("group", _("Members of township leading groups")),
)


def aged(low: int | None, high: int | None) -> Q:
    """Completed years today."""
    at_least = Q(born_on__lte=add_months(localdate(), -12 * low)) if low is not None else Q()
    return at_least & Q(born_on__gt=add_months(localdate(), -12 * (high + 1))) if high is not None else at_least


def highest_education() -> Case:
    """The highest rank among a file's lines of education; ``NO_RANK`` where none names one."""
    ranks = sorted(EducationRank.values, reverse=True)
    found = (When(education("min", str(rank)), then=Value(rank)) for rank in ranks)
    return Case(*found, default=Value(NO_RANK), output_field=IntegerField())


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
    leads = filters.ChoiceFilter(choices=GROUPS, method="filter_leads", label=_("Leads today"))
    highest = filters.MultipleChoiceFilter(
        choices=[
            (str(rank), name) for rank, name in (*reversed(EducationRank.choices), (NO_RANK, _("Not on record")))
        ],
        method="filter_highest",
        label=_("Highest education"),
    )

    class Meta:
        model = Cadre
        fields: list[str] = []

    def filter_township(self, queryset: QuerySet, _name: str, value: Division | None) -> QuerySet:
        if value is None:
            return queryset
        serving = Tenure.objects.filter(post__organization__division=value, held__contains=localdate())
        return queryset.filter(pk__in=serving.values("cadre_id"))

    def filter_age_from(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        return queryset.filter(aged(int(value), None))

    def filter_age_to(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        return queryset.filter(aged(None, int(value)))

    def filter_leads(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        return queryset.main_leaders() if value == "main" else queryset.in_leading_groups()

    def filter_highest(self, queryset: QuerySet, _name: str, values: list[str]) -> QuerySet:
        if not values:
            return queryset
        return queryset.alias(highest_rank=highest_education()).filter(highest_rank__in=[int(rank) for rank in values])
