from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.platform.divisions.models import Division


class TemplateForm(forms.Form):
    division = forms.ModelChoiceField(label=_("Division"), queryset=Division.objects.none())
    file = forms.FileField(
        label=_("Word file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_("Download the present template, change it in Word, and put it in here. Up to 2 MB, no macros."),
    )
    basis = forms.CharField(label=_("What is changed, and why"), max_length=200)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        remits = [remit.division_id for remit in user.remits.all()]
        self.fields["division"].queryset = Division.objects.filter(pk__in=remits)
        if len(remits) == 1:
            self.fields["division"].initial = remits[0]
