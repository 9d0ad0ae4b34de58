"""Filters of training, shared by the lists of the pages and of the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.platform.search.filters import NameFilter
from cadres.shared.lists.filters import RecordFilter
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment


class EnrolmentFilter(RecordFilter):
    """By person, class and stage."""

    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=EnrolmentStage.choices)
    training_class = filters.NumberFilter(
        label=_("Class (number)"), field_name="training_class_id", max_value=2**63 - 1
    )
    cadre = filters.NumberFilter(label=_("Cadre (number)"), field_name="cadre_id", max_value=2**63 - 1)

    class Meta:
        model = Enrolment
        fields: list[str] = []
