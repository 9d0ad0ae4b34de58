"""What a proposal asks for: the values that shall stand on record, and the paper that it rests on."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.platform.accounts.models import User
from cadres.registry.corrections.models import VALUES
from cadres.registry.posts.models import Post
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.shared.files.fields import paper_file
from cadres.shared.pages.forms import DateInput, DayField


class PaperForm(forms.Form):
    """The paper and the reason, last in every proposal."""

    document = forms.CharField(
        label=_("Paper it rests on"), max_length=120, help_text=_("Title or number, as written on the paper.")
    )
    file = paper_file()
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        last = ("document", "file", "reason")
        self.order_fields([*(name for name in self.fields if name not in last), *last])

    def paper(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        return {name: self.cleaned_data[name] for name in ("document", "reason")} | {"scan": (file, file.name)}


class TenureForm(PaperForm):
    """A tenure as it shall stand on record."""

    since = DayField(label=_("First day"), widget=DateInput)
    start_basis = forms.ChoiceField(label=_("Came by"), choices=StartBasis.choices)
    start_document = forms.CharField(label=_("Appointment document"), max_length=120, required=False)
    until = DayField(
        label=_("Left on"),
        required=False,
        widget=DateInput,
        help_text=_("First day on which the post was no longer held. Empty: still held."),
    )
    end_reason = forms.ChoiceField(label=_("Left because of"), choices=[("", "—"), *EndReason.choices], required=False)
    end_document = forms.CharField(label=_("Removal document"), max_length=120, required=False)
    end_note = forms.CharField(label=_("Note on leaving"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until, reason = data.get("since"), data.get("until"), data.get("end_reason")
        today = localdate()
        for name, day in (("since", since), ("until", until)):
            if day and day > today:
                self.add_error(name, _("This day lies in the future."))
        if since and until and until <= since:
            self.add_error("until", _("A tenure ends after its first day."))
        if until and not reason:
            self.add_error("end_reason", _("Say why the tenure ended."))
        if not until and any(data.get(name) for name in ("end_reason", "end_document", "end_note")):
            self.add_error("until", _("A running tenure has no reason for leaving. Give its last day too."))
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in VALUES}


class EntryForm(TenureForm):
    """A tenure of a main post that is missing on record."""

    post = forms.ModelChoiceField(label=_("Post"), queryset=Post.objects.none())
    field_order = ("post",)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        posts = Post.objects.visible_to(user).main().for_list().order_by("organization__division_id", "pk")
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.order_fields(["post"])


class AnnulmentForm(PaperForm):
    on = DayField(label=_("Annulled on"), widget=DateInput)
