"""Controls of forms as HTML without a template: a list of townships is one template an option otherwise.

Each function gives what Django's template of the same name gives; a test holds them together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BoundField
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from cadres.shared.ui.markup import escaped

OPTION = "django/forms/widgets/select_option.html"


def _attrs(attrs: Mapping[str, Any]) -> str:
    parts = []
    for name, value in attrs.items():
        if value is True:
            parts.append(f" {escaped(str(name))}")
        elif value is not False:
            parts.append(f' {escaped(str(name))}="{escaped(str(value))}"')
    return "".join(parts)


def _text(value: Any) -> str:
    if isinstance(value, Promise):
        value = str(value)
    return escaped(value if isinstance(value, str) else str(localize(value)))


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{escaped(str(widget["value"]))}"'
    kind, name = escaped(widget["type"]), escaped(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{_attrs(widget["attrs"])}>')  # each piece was escaped


def _option(option: Mapping[str, Any]) -> str:
    value = escaped(str(option["value"]))
    return f'\n  <option value="{value}"{_attrs(option["attrs"])}>{_text(option["label"])}</option>'


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts = [f'<select name="{escaped(widget["name"])}"{_attrs(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        inside = "".join(_option(option) for option in options)
        parts.append(f'\n  <optgroup label="{_text(group)}">{inside}\n  </optgroup>' if group else inside)
    return mark_safe("".join([*parts, "\n</select>"]))  # each piece was escaped


QUICK: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in ("input", "text", "number", "date", "hidden", "email", "url", "checkbox", "password")
    },
}


def quick_html(template_name: str, widget: Mapping[str, Any]) -> SafeString | None:
    """The control, or nothing where its template must draw it."""
    draw = QUICK.get(template_name)
    if draw is None:
        return None
    options = (option for _group, found, _index in widget.get("optgroups", ()) for option in found)
    return draw(widget) if all(option["template_name"] == OPTION for option in options) else None


NOT_PLAIN = ("checkbox", "radioselect", "checkboxselectmultiple", "selectmultiple")


def quick_field(field: BoundField) -> SafeString | None:
    """What ``components/_field.html`` gives for a control with a label and no error; nothing for other fields."""
    kind = field.widget_type
    if kind in NOT_PLAIN or field.use_fieldset or field.errors:
        return None
    star = ' <span class="required" aria-hidden="true">*</span>' if field.field.required else ""
    hint = f'<div class="hint" id="{field.auto_id}_helptext">{_text(field.help_text)}</div>' if field.help_text else ""
    return mark_safe(  # each piece was escaped
        f'<div class="field field-{kind}"><label class="label" for="{escaped(field.id_for_label)}">'
        f"{_text(field.label)}{star}</label>{hint}{field}</div>"
    )
