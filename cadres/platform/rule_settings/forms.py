from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.models import Division
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.pages.forms import DateInput, DayField
from cadres.shared.regulations.catalogue import Action, Rule

ACTIONS = {
    Action.BLOCK: _("Refuse"),
    Action.OVERRIDE: _("Refuse unless a leader gives a reason"),
    Action.REMIND: _("Only remind"),
    Action.OFF: _("Off"),
}


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
        divisions = Division.objects.filter(pk__in=remits)
        self.fields["division"].queryset = divisions
        self.fields["first_day"].initial = timezone.localdate()
        if len(remits) == 1:
            self.fields["division"].initial = remits[0]
            book = rulebook(remits[0], on=timezone.localdate())
            self.fields["value"].initial = book.value(rule.key) if rule.value is not None else None
        if rule.low is None or rule.low == rule.high:
            del self.fields["value"]
        else:
            self.fields["value"].help_text = bounds_text(rule)
        if rule.actions:
            unchanged = [("", _("As it is"))]
            self.fields["action"].choices = unchanged + [(str(action), ACTIONS[action]) for action in rule.actions]
        else:
            del self.fields["action"]


def bounds_text(rule: Rule) -> str:
    """The bounds in words; empty when there are none."""
    if rule.low is None or rule.low == rule.high:
        return ""
    bounds = {"low": rule.low, "high": rule.high, "unit": rule.unit}
    if rule.high is None:
        return _("at least %(low)s %(unit)s") % bounds
    return _("from %(low)s to %(high)s %(unit)s") % bounds
