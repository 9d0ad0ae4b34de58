from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import Division
from cadres.platform.divisions.choices import Level
from training.programmes.choices import Topic
from training.programmes.models import Programme


class ProgrammeForm(forms.ModelForm):
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    division = forms.ModelChoiceField(label=_("Run by"), queryset=Division.objects.none())

    class Meta:
        model = Programme
        fields = ("division", "name", "audience", "form", "induction", "topics")

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = Division.objects.visible_to(user).exclude(level=Level.TOWNSHIP)
        remits = [remit.division_id for remit in user.remits.all()]
        self.initial.setdefault("division", remits[0] if remits else None)
