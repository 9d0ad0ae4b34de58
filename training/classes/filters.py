import django_filters as filters
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.filters import RecordFilter, RecordNumberFilter
from cadres.shared.pages.forms import DateRangeInput
from training.classes.choices import ClassStage
from training.classes.models import Session, TrainingClass
from training.programmes.choices import Form
from training.programmes.models import Programme


class ClassFilter(RecordFilter):
    """By name, stage, programme and first day."""

    name = filters.CharFilter(label=_("Name of the class"), lookup_expr="contains")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=ClassStage.choices)
    form = filters.MultipleChoiceFilter(
        label=_("Form of training"), choices=Form.choices, field_name="programme__form"
    )
    starts_on = filters.DateFromToRangeFilter(widget=DateRangeInput, label=_("First day"))
    programme = RecordNumberFilter(label=_("Programme"), field_name="programme_id", rows=Programme.objects.visible_to)

    class Meta:
        model = TrainingClass
        fields: list[str] = []


class SessionFilter(RecordFilter):
    training_class = RecordNumberFilter(
        label=_("Class"), field_name="training_class_id", rows=TrainingClass.objects.visible_to
    )
    starts_at = filters.DateTimeFromToRangeFilter(label=_("Begins"))

    class Meta:
        model = Session
        fields: list[str] = []
