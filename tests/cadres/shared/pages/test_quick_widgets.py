"""Controls drawn without a template are those that Django's templates draw."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import translation
from django.utils.functional import lazystr

from cadres.shared.pages.forms import DateInput, DesignSystemRenderer
from cadres.shared.pages.quick_widgets import QUICK, quick_field

SPACE = re.compile(r">\s+<")  # between elements, where it shows nowhere
CHOICES = [
    ("", "---------"),
    ("a&b", '<b>"x"</b>'),
    (1, lazystr("one")),
    (1234567, 1234567),
    ("group <1>", [("x", "X"), ("y", "Y's")]),
    (lazystr("lazy"), [(None, "none")]),
]
ATTRS = {
    "id": "id_x",
    "class": 'a"b',
    "required": True,
    "disabled": False,
    "data-n": 1234567,
    "aria-label": lazystr("é"),
}
WIDGETS = [
    forms.Select(ATTRS, CHOICES),
    forms.NullBooleanSelect(ATTRS),
    forms.SelectMultiple(ATTRS, CHOICES),
    forms.TextInput(ATTRS),
    forms.NumberInput(ATTRS),
    forms.HiddenInput(ATTRS),
    forms.EmailInput(ATTRS),
    forms.URLInput(ATTRS),
    forms.PasswordInput(ATTRS),
    forms.CheckboxInput(ATTRS),
    forms.Textarea(ATTRS),
    forms.RadioSelect(ATTRS, CHOICES),
    DateInput(ATTRS),
]
VALUES = [
    None,
    "",
    "a&b",
    1,
    "1",
    1234567,
    Decimal("1234.50"),
    True,
    False,
    ["x", "a&b"],
    date(2027, 1, 1),
    "<script>",
]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
def test_it_is_what_the_template_draws(widget, language):
    quick, slow = DesignSystemRenderer(), TemplatesSetting()
    with translation.override(language):
        for value in VALUES if not isinstance(widget, forms.NullBooleanSelect) else [None, True, False]:
            made, meant = (widget.render("n<>", value, renderer=one) for one in (quick, slow))
            assert SPACE.sub("><", made) == SPACE.sub("><", meant)


def test_they_are_drawn_without_a_template(monkeypatch):
    monkeypatch.setattr(DesignSystemRenderer, "get_template", None)
    drawn = [one for one in WIDGETS if one.template_name in QUICK]
    assert len(drawn) >= 10

    for widget in drawn:
        assert widget.render("x", "1", renderer=DesignSystemRenderer())


def test_an_option_of_its_own_kind_is_left_to_its_template():
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    widget = Own({}, CHOICES[:2])
    assert widget.render("x", "1", renderer=DesignSystemRenderer()) == widget.render(
        "x", "1", renderer=TemplatesSetting()
    )


class EveryForm(forms.Form):
    text = forms.CharField(label="<b>", help_text=lazystr("a & b"))
    free = forms.CharField(required=False)
    number = forms.IntegerField(min_value=1)
    day = forms.DateField(widget=DateInput())
    choice = forms.ChoiceField(choices=CHOICES)
    many = forms.MultipleChoiceField(choices=CHOICES[:3])
    yes = forms.BooleanField()
    parts = forms.SplitDateTimeField()
    long = forms.CharField(widget=forms.Textarea)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (None, ["text", "free", "number", "day", "choice", "long"]),
        ({}, ["free"]),
        ({"text": "x<", "number": "0"}, ["text", "free"]),
    ],
)
def test_a_field_with_its_label_is_what_the_partial_draws(language, data, plain, monkeypatch):
    between = re.compile(r"\s*(?=<)|(?<=>)\s*")
    with translation.override(language):
        fields = list(EveryForm(data, renderer=DesignSystemRenderer()))
        quick = [quick_field(field) for field in fields]
        monkeypatch.setattr("cadres.shared.pages.forms.quick_field", lambda field: None)
        slow = [field.as_field_group() for field in fields]

    assert [field.name for field, made in zip(fields, quick, strict=True) if made] == plain
    for made, meant in zip(quick, slow, strict=True):
        assert made is None or between.sub("", made) == between.sub("", meant)
