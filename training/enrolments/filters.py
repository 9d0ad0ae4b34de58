"""Filters of training, shared by the lists of the pages and of the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre
from cadres.platform.search.filters import NameFilter
from cadres.shared.lists.filters import RecordFilter, RecordNumberFilter
from training.classes.models import TrainingClass
from training.enrolments.choices import EnrolmentStage
from training.enrolments.models import Enrolment


class EnrolmentFilter(RecordFilter):
    """By person, class and stage."""

    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=EnrolmentStage.choices)
    training_class = RecordNumberFilter(
        label=_("Class"), field_name="training_class_id", rows=TrainingClass.objects.visible_to
    )
    cadre = RecordNumberFilter(label=_("Cadre"), field_name="cadre_id", rows=Cadre.objects.visible_to)

    class Meta:
        model = Enrolment
        fields: list[str] = []
