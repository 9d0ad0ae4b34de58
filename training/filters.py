"""Filters of training, shared by the lists of the pages and of the API."""

import django_filters as filters
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.filters import NameFilter
from cadres.shared.forms import DateRangeInput
from training.choices import Audience, ClassStage, EnrolmentStage, Form, Reason, Topic
from training.models import Enrolment, Need, Programme, Session, TrainingClass

STATES = (
    ("open", pgettext_lazy("state of a need", "Open")),
    ("not_called", _("Nobody called up yet")),
    ("late", _("Overdue")),
    ("settled", _("Settled")),
)


class ProgrammeFilter(filters.FilterSet):
    name = filters.CharFilter(label=_("Name of the programme"), lookup_expr="contains")
    audience = filters.MultipleChoiceFilter(label=_("Audience"), choices=Audience.choices)
    form = filters.MultipleChoiceFilter(label=_("Form of training"), choices=Form.choices)

    class Meta:
        model = Programme
        fields: list[str] = []


class ClassFilter(filters.FilterSet):
    """By name, stage, programme and first day."""

    name = filters.CharFilter(label=_("Name of the class"), lookup_expr="contains")
    stage = filters.MultipleChoiceFilter(label=_("Stage"), choices=ClassStage.choices)
    form = filters.MultipleChoiceFilter(
        label=_("Form of training"), choices=Form.choices, field_name="programme__form"
    )
    starts_on = filters.DateFromToRangeFilter(widget=DateRangeInput, label=_("First day"))
    programme = filters.NumberFilter(label=_("Programme (number)"), field_name="programme_id", max_value=2**63 - 1)

    class Meta:
        model = TrainingClass
        fields: list[str] = []


class SessionFilter(filters.FilterSet):
    training_class = filters.NumberFilter(
        label=_("Class (number)"), field_name="training_class_id", max_value=2**63 - 1
    )
    starts_at = filters.DateTimeFromToRangeFilter(label=_("Begins"))

    class Meta:
        model = Session
        fields: list[str] = []


class NeedFilter(filters.FilterSet):
    """By person, reason, topic and whether it is settled."""

    q = NameFilter(name_path="cadre__name", key_path="cadre__name_key")
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    reason = filters.MultipleChoiceFilter(label=_("Reason"), choices=Reason.choices)
    topic = filters.MultipleChoiceFilter(label=_("Topic"), choices=Topic.choices)
    cadre = filters.NumberFilter(label=_("Cadre (number)"), field_name="cadre_id", max_value=2**63 - 1)

    class Meta:
        model = Need
        fields: list[str] = []

    def by_state(self, rows, _name, value):
        if value == "open":
            return rows.open()
        if value == "not_called":
            return rows.not_called()
        return rows.overdue_on(localdate()) if value == "late" else rows.exclude(settled_by=None)


class EnrolmentFilter(filters.FilterSet):
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
