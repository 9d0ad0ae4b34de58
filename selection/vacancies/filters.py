"""Filters shared by the list of vacancies and its API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.filters import RecordFilter
from selection.vacancies.choices import Cause, VacancyStage
from selection.vacancies.models import Vacancy


class VacancyFilter(RecordFilter):
    stage = filters.ChoiceFilter(label=_("Stage"), choices=VacancyStage.choices)
    cause = filters.ChoiceFilter(label=_("Cause"), choices=Cause.choices)
    wanted_before = filters.DateFilter(label=_("To be filled by"), field_name="wanted_by", lookup_expr="lte")

    class Meta:
        model = Vacancy
        fields = ("stage", "cause", "wanted_before")
