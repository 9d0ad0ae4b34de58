from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.choices import WITH_FILE, Role
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services.accounts import role_state
from cadres.platform.accounts.services.tokens import LONGEST_DAYS
from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.pages import PlaceField
from cadres.platform.installation.models import Installation
from cadres.shared.api.base import SCOPES
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
        help_text=_(
            "The number in the address of the person's own file, which staff can tell. A township leader sees that "
            "file; to staff and leaders of the department it is closed, with what is decided about them."
        ),
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
        if number and data.get("role") in WITH_FILE:
            files = User._meta.get_field("cadre").related_model  # a file is the registry's, which lies above
            data["cadre"] = files.objects.living().filter(pk=number, name=self.owner_name(), account=None).first()
            if data["cadre"] is None and not self._keeps(number):
                message = _("There is no file with this number and this name that has no account yet.")
                self.add_error("file_number", message)
        return data

    def _keeps(self, number: int) -> bool:
        return False


class RoleChangeForm(SeenForm, RoleForm):
    """Another role for an account."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, account, **kwargs):
        self.account = account
        state = role_state(account)
        if not account.role:
            home = Installation.objects.values_list("division_id", flat=True).first()
            kwargs.setdefault("initial", {**state, "division": home or ""})
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


class TokenForm(forms.Form):
    """A token for a REST client."""

    client = forms.ModelChoiceField(
        label=_("Account of the client"),
        queryset=User.objects.none(),
        help_text=_("The system administrator opens it with the role REST client; its remit limits what is read."),
    )
    name = forms.CharField(label=_("Used by"), max_length=100, help_text=_("The system, and who looks after it."))
    scopes = forms.MultipleChoiceField(
        label=_("Areas that may be read"),
        choices=[(scope, scope) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("Valid for how many days"), min_value=1, max_value=LONGEST_DAYS, initial=90)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = User.objects.clients()


class ResetForm(forms.Form):
    """Why the holder of the account needs a new code."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ActivationForm(forms.Form):
    """A code from a letter, and the password that only its holder knows."""

    username = forms.CharField(
        label=_("User name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("Activation code"),
        max_length=60,
        help_text=_("Both halves one after the other, where you have two letters. Capital or small letters."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    password1 = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        label=_("New password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", _("The two passwords differ."))
        return data
