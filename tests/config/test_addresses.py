"""Every record that names its page names one that there is."""

import pytest
from django.apps import apps
from django.urls import resolve

OURS = ("cadres", "assessment", "training", "selection", "incentives")
MODELS = [
    model for app in OURS for model in apps.get_app_config(app).get_models() if hasattr(model, "get_absolute_url")
]


def invented(model, depth=2):
    """A record that was never saved, with a key and what it points to, so deep."""
    record = model(pk="1" if model._meta.pk.get_internal_type() == "CharField" else 1)
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model in MODELS and depth:
            setattr(record, field.name, invented(field.related_model, depth - 1))
        elif field.is_relation:
            setattr(record, field.attname, 1)
    known = {"key": "qual.annual", "calculation": "notice_end", "year": 2027, "list_name": "cadres:cadre_list"}
    for name, value in known.items():
        if hasattr(record, name):
            setattr(record, name, value)
    return record


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_page_of_a_record_is_a_page(model):
    address = invented(model).get_absolute_url()

    assert resolve(address.partition("?")[0].partition("#")[0])
