from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.forms import DateInput
from training.needs.models import Need


class NeedForm(forms.ModelForm):
    class Meta:
        model = Need
        fields = ("topic", "due_on", "note")
        widgets = {"due_on": DateInput}

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < localdate():
            raise forms.ValidationError(_("This day is past."))
        return day
