"""What pages that ask for a division are built from."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from cadres.platform.divisions.choices import Level
from cadres.platform.divisions.models import Division
from cadres.shared.names import joined

CODE = 12  # digits


class CountyField(forms.ModelChoiceField):
    """One of the counties the user answers for."""

    def __init__(self, **kwargs: Any):
        super().__init__(queryset=Division.objects.none(), label=_("County"), **kwargs)

    def limit_to(self, user: Any) -> None:
        self.queryset = Division.objects.visible_to(user).filter(level=Level.COUNTY)
        self.empty_label = None
        self.initial = self.queryset.first()


class PlaceInput(forms.TextInput):
    """Offers places while one types; without scripts the name is simply written."""

    template_name = "cadres/divisions/place_input.html"
    names_url = reverse_lazy("cadres:division_names")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "names_url": self.names_url}


class PlaceField(forms.ModelChoiceField):
    """A place by its name (地名): 平昌县元山镇, or 元山镇 where there is only one; its code is read too.

    Nothing is chosen from a list: the nation has 44,000 places.
    """

    choices = ()

    MOST_NAMED = 8

    def __init__(self, *, levels: tuple[Level, ...] = tuple(Level), **kwargs: Any):
        super().__init__(Division.objects.filter(level__in=levels), widget=PlaceInput(), **kwargs)
        self.error_messages |= {
            "invalid_choice": _("No place is called so. Write its name as on the map, with the county before it."),
            "several": _("Several places are called so. Write one of these: %(places)s."),
        }

    def prepare_value(self, value: Any) -> Any:
        """The name of the place; what was typed stays as it was typed."""
        if isinstance(value, str) and len(value) == CODE and value.isdigit():
            value = Division.objects.with_places_above().filter(pk=value).first() or value
        return value.full_name if isinstance(value, Division) else value

    def to_python(self, value: Any) -> Division | None:
        if value in self.empty_values:
            return None
        found = self.queryset.written(str(value))
        if not found:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        if len(found) > 1:
            places = joined(one.full_name for one in found[: self.MOST_NAMED])
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"places": places})
        return found[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By the place that is meant, however it is written."""
        before = initial.pk if isinstance(initial, Division) else initial
        after = self.queryset.written(str(data)) if data else []
        return [before] != [one.pk for one in after] if data else bool(before)
