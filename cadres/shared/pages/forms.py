"""One way to draw every form: ``{{ form }}`` uses ``components/form.html`` and ``components/_field.html``."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import DateRangeWidget, SuffixedMultiWidget

from cadres.shared.errors import Objection, Remark
from cadres.shared.pages.edit_conflicts import NOTHING, as_read, changed, fingerprint, fingerprint_of, shown
from cadres.shared.pages.quick_widgets import quick_field, quick_html


class DesignSystemRenderer(TemplatesSetting):
    """Draws forms with the design system's partials."""

    form_template_name = "components/form.html"
    field_template_name = "components/_field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        quick = None
        if "widget" in context:
            quick = quick_html(template_name, context["widget"])
        elif template_name == self.field_template_name:
            quick = quick_field(context["field"])
        return quick if quick is not None else super().render(template_name, context, request)


EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


class DayField(forms.DateField):
    """A day that can be meant: between 1900 and 2200, so that no sum over it leaves the calendar."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(_("Enter a day between 1900 and 2200."))


class DateInput(forms.DateInput):
    """The browser's own date picker; the value is always ISO, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateRangeInput(DateRangeWidget):
    """From and to, each with the browser's own date picker. For ``DateFromToRangeFilter``."""

    def __init__(self, attrs: dict | None = None):
        SuffixedMultiWidget.__init__(self, (DateInput(), DateInput()), attrs)


class YesNoInput(forms.NullBooleanSelect):
    """For ``BooleanFilter``: all, yes, no; where the library says "unknown" for all."""

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs)
        self.choices = [("unknown", _("All")), *self.choices[1:]]


@dataclass(frozen=True)
class FormSection:
    """A part of a long form: its fields, and how many of them are wrong."""

    title: str | Promise
    fields: list[forms.BoundField]

    @property
    def wrong(self) -> int:
        return sum(bool(field.errors) for field in self.fields)


class SectionsMixin:
    """For a long form: ``section_titles`` is (title, names of its fields) …; what none of them names stands first."""

    section_titles: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    visible_fields: Any

    @property
    def sections(self) -> list[FormSection]:
        named = {name: title for title, names in self.section_titles for name in names}
        groups: dict[Any, list[forms.BoundField]] = {title: [] for title, _names in self.section_titles}
        first = self.section_titles[0][0]
        groups[first] = [field for field in self.visible_fields() if field.name not in named]
        for field in self.visible_fields():
            if field.name in named:
                groups[named[field.name]].append(field)
        return [FormSection(title, fields) for title, fields in groups.items() if fields]


class MoveForm(forms.Form):
    """What every move carries: the stage the user saw, so that a stale page moves nothing, and a reason."""

    seen_stage = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason or note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        last = [name for name in ("reason", "override") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class OverrideField(forms.BooleanField):
    """The wish to set rules aside. Whether it is heard, the service decides."""

    def __init__(self, **options: Any):
        label = _("Set aside what may be set aside")
        help_text = _("Only for a department leader; the reason goes on record.")
        super().__init__(**{"required": False, "label": label, "help_text": help_text, **options})


class DecisionForm(MoveForm):
    """A move whose rules may be set aside by who is entitled, with the reason on record."""

    override = OverrideField()


class SeenForm(forms.Form):
    """A form over something saved that notices when somebody else has changed it meanwhile.

    ``seen`` travels with the form: a fingerprint of what was shown (``state``: name → value), which the service
    compares under lock. A name of ``state`` is that of a field unless ``parts`` says which fields stand for it.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, state: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.state = state or {}
        if state is not None:
            self.initial["seen"] = fingerprint_of(state)

    def values(self) -> dict[str, Any]:
        """What was typed, without the fingerprint."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def parts(self, name: str) -> tuple[str, ...]:
        return (name,)

    def typed(self) -> dict[str, Any]:
        """What was typed, in the shape of ``state``, or all of it where nothing was saved; without what is unsound."""
        return {name: value for name, value in self.values().items() if name in self.state or not self.state}

    def display_value(self, name: str, value: Any) -> tuple[str, str]:
        """Label and value as a person reads them."""
        field = self.fields[self.parts(name)[0]]
        labels = dict(getattr(field, "choices", ()) or ())
        return str(field.label), as_read(labels.get(value, value))

    def fingerprint_typed(self) -> str:
        return fingerprint_of(self.typed())

    def unsound(self, name: str) -> bool:
        """Typed so that it is no value; its own error says so."""
        return any(part in self.fields and part not in self.cleaned_data for part in self.parts(name))

    def is_stale(self) -> bool:
        """Whether what is saved now is not what was shown; asked of the form as typed, before it is judged."""
        seen = self.data.get(self.add_prefix("seen"), "")
        return bool(seen) and seen != self.initial.get("seen", "")

    def differences(self, fresh: Any) -> list[Objection]:
        """Both versions of what this person and somebody else have changed; what only one touched is no conflict."""
        seen, saved, mine = self.data.get(self.add_prefix("seen"), ""), fresh.initial["seen"], self.fingerprint_typed()
        typed = self.typed()
        both = changed(seen, saved) & changed(seen, mine) & changed(saved, mine)
        found = []
        for name in (name for name in {**fresh.state, **typed} if name in both):
            if self.unsound(name):
                continue
            label, there = fresh.display_value(name, fresh.state.get(name))
            _label, here = fresh.display_value(name, typed.get(name))
            text = gettext("%(field)s: saved now is “%(saved)s”, you typed “%(typed)s”.")
            values = {"field": label, "saved": there, "typed": here}
            found.append(Remark("changed-meanwhile", text % values))
        return found

    def rebased(self, fresh: Any) -> Any:
        """What was typed, to be shown over what is saved now: what this person did not touch is as it is now."""
        data = self.data.copy()
        seen, saved, mine = data.get(self.add_prefix("seen"), ""), fresh.initial["seen"], self.fingerprint_typed()
        for name in changed(seen, saved) - changed(seen, mine):
            for part in fresh.parts(name):
                if part in fresh.fields:
                    _put(data, fresh[part])
        data[self.add_prefix("seen")] = saved
        return data


def _put(data: Any, field: forms.BoundField) -> None:
    """The initial value of a field as a browser would send it."""
    value = field.value()
    if isinstance(field.field.widget, forms.CheckboxInput):
        data.setlist(field.html_name, ["on"] if value else [])
    elif isinstance(value, list | tuple):
        data.setlist(field.html_name, [str(one) for one in value])
    else:
        shown_value = field.field.widget.format_value(value)
        values = shown_value if isinstance(shown_value, list) else [shown_value]
        data.setlist(field.html_name, ["" if one is None else str(one) for one in values])


class RecordForm(SeenForm, forms.ModelForm):
    """A ``SeenForm`` over one record: its state are the ``watched`` fields (those of the form unless said otherwise).

    The service compares with ``cadres.shared.pages.edit_conflicts.check_unchanged``.
    """

    watched: tuple[str, ...] = ()
    one_only = False  # at most one such record can be: where there was none, that is what was seen

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance._state.adding:
            self.state = {name: getattr(self.instance, name) for name in self.names}
            self.initial["seen"] = fingerprint(self.instance, self.names)
        elif self.one_only:
            self.initial["seen"] = NOTHING

    @property
    def names(self) -> tuple[str, ...]:
        return self.watched or tuple(self._meta.fields)

    def typed(self) -> dict[str, Any]:
        values = self.values() if not self.errors else self.cleaned_data
        return {name: values[name] for name in self.names if name in values}

    def fingerprint_typed(self) -> str:
        record = copy(self.instance)
        typed = self.typed()
        for name, value in typed.items():
            setattr(record, name, value)
        return fingerprint(record, typed)

    def display_value(self, name: str, value: Any) -> tuple[str, str]:
        field = self.instance._meta.get_field(name)
        return str(field.verbose_name), shown(field, value)


class ReasonedForm(RecordForm):
    """A record with a reason or paper that goes on record with the change."""

    reason = forms.CharField(
        label=_("Reason or paper"),
        required=False,
        max_length=200,
        help_text=_("Shown in the history beside the change."),
    )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name in self._meta.fields}


class EmptyForm(forms.Form):
    """A page that asks for nothing but the press of a button."""
