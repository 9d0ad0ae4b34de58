"""Masked fields (脱敏字段): shown starred everywhere, and in clear one at a time, for a reason that is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from cadres.shared.crypto import UNOPENED, readable
from cadres.shared.extensions import Point


@dataclass(frozen=True)
class MaskedField:
    """``key`` is "noun.field"; ``model`` returns the class; ``cadre_of`` the id of the cadre whose file it is, if any.

    Rows are those of the model's ``visible_to``; ``permission`` is that of seeing this one field in clear.
    """

    key: str
    label: str | Promise
    model: Callable[[], Any]
    field: str
    permission: str
    mask: Callable[[str], str]
    cadre_of: Callable[[Any], int | None] = lambda _record: None


MASKED_FIELDS: Point[MaskedField] = Point("masked fields", key=lambda field: field.key)


def render_masked(record: Any, key: str, user: Any = None) -> SafeString:
    """The masked value for a page, with the way to see it in clear for who may."""
    masked_field = MASKED_FIELDS[key]
    value = readable(record, masked_field.field)
    if value is UNOPENED:
        return mark_safe(render_to_string("components/_unopened.html"))
    if not value:
        return mark_safe("")
    may = user is not None and user.has_perm(masked_field.permission)
    url = reverse("cadres:field_reveal", args=[key, record.pk]) if may else ""
    context = {"text": masked_field.mask(value), "label": masked_field.label, "url": url}
    return render_to_string("components/_masked.html", context)
