"""Which tables point to a model."""

from django.db import models


def relations_of(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every foreign key that points to the model, its own ``merged_into`` and the tables of history left out."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        source = getattr(relation, "field", None)
        if relation.auto_created and not relation.concrete and source is not None:
            tracked = hasattr(source.model, "pgh_tracked_model")
            if not tracked and not (source.model is model and source.name == "merged_into"):
                found.append(source)
    return found
