from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.forms import DateInput, RecordForm
from training.classes.models import Session, TrainingClass
from training.classes.services import CLASS_FIELDS, SESSION_FIELDS
from training.programmes.models import Programme


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of day and time; the value is always ISO, whatever the language."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ClassForm(RecordForm):
    """A class; the rules of its days and seats are the model's."""

    class Meta:
        model = TrainingClass
        fields = CLASS_FIELDS
        widgets = {"starts_on": DateInput, "ends_on": DateInput}


class NewClassForm(ClassForm):
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none())

    class Meta(ClassForm.Meta):
        fields = ("programme", *ClassForm.Meta.fields)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)


class SessionForm(RecordForm):
    class Meta:
        model = Session
        fields = SESSION_FIELDS
        widgets = {"starts_at": DateTimeInput, "ends_at": DateTimeInput}
