"""Forms of vacancies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import Post, User
from cadres.shared.pages.forms import DateInput, DayField
from selection.vacancies.choices import Cause


class VacancyForm(forms.Form):
    """What opening a vacancy needs; only posts of secretaries and heads within the user's reach are offered."""

    post = forms.ModelChoiceField(label=_("Post"), queryset=Post.objects.none())
    cause = forms.ChoiceField(label=_("Cause"), choices=Cause.choices)
    free_on = DayField(
        label=_("Free from"),
        required=False,
        widget=DateInput,
        help_text=_("When the seat is still held. Empty: the end of the running term."),
    )
    wanted_by = DayField(label=_("To be filled by"), widget=DateInput)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        posts = Post.objects.visible_to(user).main().for_list().order_by("organization__division_id", "pk")
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
