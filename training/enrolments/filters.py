"""Filters of training, shared by the lists of the pages and of the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.platform.search.filters import NameFilter
from cadres.shared.lists.filters import RecordFilter, WholeFilter
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment


class EnrolmentFilter(RecordFilter):
    """By person, class and stage."""

    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=EnrolmentStage.choices)
    training_class = WholeFilter(label=_("Class (number)"), field_name="training_class_id")
    cadre = WholeFilter(label=_("Cadre (number)"), field_name="cadre_id")

    class Meta:
        model = Enrolment
        fields: list[str] = []
