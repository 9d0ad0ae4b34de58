from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.models import Division
from cadres.platform.rule_settings.choices import ACTIONS
from cadres.platform.rule_settings.presenters import book_of, bounds_text
from cadres.shared.pages.forms import DateInput, DayField
from cadres.shared.regulations.catalogue import Rule


class ChangesForm(forms.Form):
    """The day from which rules might count otherwise."""

    day = DayField(label=_("From this day on"), widget=DateInput)


class OnForm(forms.Form):
    """The day as of which a program asks for the rules."""

    on = DayField(label=_("Day"))


class SettingForm(forms.Form):
    """A local setting of one rule, within the bounds that the rule leaves."""

    division = forms.ModelChoiceField(label=_("Division"), queryset=Division.objects.none())
    value = forms.DecimalField(label=_("Value"), required=False, max_digits=12, decimal_places=4)
    action = forms.ChoiceField(label=_("Action"), required=False)
    first_day = DayField(label=_("In force from"), widget=DateInput)
    last_day = DayField(
        label=_("Last day in force"), required=False, widget=DateInput, help_text=_("Empty: until further notice.")
    )
    basis = forms.CharField(label=_("Basis document"), max_length=200, help_text=_("Name and number of the decision."))

    def __init__(self, *args, rule: Rule, user, **kwargs):
        super().__init__(*args, **kwargs)
        remits = [remit.division_id for remit in user.remits.all()]
        self.fields["division"].queryset = Division.objects.filter(pk__in=remits)
        self.fields["first_day"].initial = timezone.localdate()
        book = book_of(user)
        if len(remits) == 1:
            self.fields["division"].initial = remits[0]
        national = book.national(rule.key)
        if not any(version.value_is_free for version in rule.versions):
            del self.fields["value"]
        else:
            self.fields["value"].initial = book.shown(rule.key)
            self.fields["value"].help_text = bounds_text(rule, national)
        if rule.actions:
            unchanged = [("", _("As it is"))]
            self.fields["action"].choices = unchanged + [(str(action), ACTIONS[action]) for action in rule.actions]
        else:
            del self.fields["action"]
