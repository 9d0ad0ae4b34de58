"""What the rules of training look at."""

from dataclasses import fields
from typing import Any

from django.utils.timezone import localdate

from cadres.platform.rule_settings.facts import rulebook
from training.classes.models import TrainingClass
from training.classes.rules import ClassFacts
from training.programmes.regulations import CLASS


def collect_class_facts(record: TrainingClass, _by: Any, _given: Any) -> ClassFacts:
    """Two queries; one where ``with_marks`` brought the numbers with the record."""
    today = localdate()
    counted: Any = record if "unmarked" in record.__dict__ else TrainingClass.objects.with_marks().get(pk=record.pk)
    return ClassFacts(
        book=rulebook(record.division_id, on=CLASS.on(record)),
        today=today,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        sessions=counted.held,
        unmarked=counted.unmarked,
    )


def facts_as_json(facts: Any) -> dict:
    """What goes into the record of the step: everything but the settings of the rules."""
    return {field.name: getattr(facts, field.name) for field in fields(facts) if field.name != "book"}
