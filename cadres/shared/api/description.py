"""How the API is described where the library would say what is not so. Named in the settings."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class Description(AutoSchema):
    """Says of a choice that is only read that it may be empty, as its column may; the library forgets it then."""

    def _map_serializer_field(self, field: Any, direction: str, *args: Any, **kwargs: Any) -> Any:
        if isinstance(field, serializers.ChoiceField) and field.read_only and _may_be_blank(field):
            field.allow_blank = True
        return super()._map_serializer_field(field, direction, *args, **kwargs)


def _may_be_blank(field: serializers.ChoiceField) -> bool:
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    try:
        return bool(model and model._meta.get_field(field.source).blank)
    except FieldDoesNotExist:
        return False
