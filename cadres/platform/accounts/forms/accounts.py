from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services.accounts import role_state
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.pages import PlaceField
from cadres.platform.installation.models import Installation
from cadres.shared.pages.forms import SeenForm


class RoleForm(forms.Form):
    """A role with what belongs to it: a division to answer for, or the leader's own file."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    division = PlaceField(
        levels=(Level.PROVINCE, Level.PREFECTURE, Level.COUNTY),
        label=_("Division"),
        required=False,
        help_text=_("Which this account answers for: of department staff, department leaders and REST clients."),
    )
    file_number = forms.IntegerField(
        label=_("File number"),
        required=False,
        min_value=1,
        help_text=_("For a township leader: the number in the address of the leader's file. Staff can tell it."),
    )

    def clean_file_number(self) -> int | None:
        """The file itself is checked against the name in ``clean``, so that nobody links a wrong number."""
        return self.cleaned_data["file_number"]

    def owner_name(self) -> str:
        """Name of the account's holder."""
        raise NotImplementedError

    def clean(self) -> dict:
        data = super().clean()
        number = data.get("file_number")
        data["cadre"] = None
        if number and data.get("role") == Role.TOWNSHIP:
            files = User._meta.get_field("cadre").related_model  # a file is the registry's, which lies above
            data["cadre"] = files.objects.living().filter(pk=number, name=self.owner_name(), account=None).first()
            if data["cadre"] is None and not self._keeps(number):
                message = _("There is no file with this number and this name that has no account yet.")
                self.add_error("file_number", message)
        return data

    def _keeps(self, number: int) -> bool:
        return False


class AccountForm(RoleForm):
    """A new account."""

    username = forms.CharField(label=_("User name"), max_length=60)
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)

    field_order = ["username", "name", "email", "role", "division", "file_number"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        home = Installation.objects.values_list("division_id", flat=True).first()
        self.fields["division"].initial = home

    def owner_name(self) -> str:
        return self.cleaned_data.get("name", "")


class RoleChangeForm(SeenForm, RoleForm):
    """Another role for an account."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, account, **kwargs):
        self.account = account
        state = role_state(account)
        kwargs.setdefault("initial", state)
        super().__init__(*args, state=state, **kwargs)

    def typed(self) -> dict:
        data = super().typed()
        division = data.get("division")
        return data | {"division": division.pk if division else ""} if "division" in data else data

    def owner_name(self) -> str:
        return self.account.name

    def _keeps(self, number: int) -> bool:
        return number == self.account.cadre_id

    def clean(self) -> dict:
        data = super().clean()
        if data.get("cadre") is None and data.get("file_number") and self._keeps(data["file_number"]):
            data["cadre"] = self.account.cadre
        return data
