"""Lists of training."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cadres.shared.tables import RecordTable
from training.models import Enrolment, Need, Programme, TrainingClass

RIGHT = {"td": {"class": "num"}, "th": {"class": "num"}}


class ProgrammeTable(RecordTable):
    name = tables.Column(verbose_name=_("Programme"), linkify=lambda record: record.get_absolute_url())
    audience = tables.Column(verbose_name=_("Audience"))
    form = tables.Column(verbose_name=_("Form of training"))
    induction = tables.BooleanColumn(verbose_name=_("For those new in the post"), yesno="✓,—")
    topics = tables.Column(verbose_name=_("Topics"), accessor="topic_labels", empty_values=(None, []))

    class Meta(RecordTable.Meta):
        model = Programme
        fields: tuple[str, ...] = ("name", "audience", "form", "induction", "topics")
        sorts = {"name": "name"}

    def render_topics(self, value):
        return ", ".join(value)

    def value_topics(self, value):
        return ", ".join(value)


class ClassTable(RecordTable):
    name = tables.Column(verbose_name=_("Class"), linkify=lambda record: record.get_absolute_url())
    programme = tables.Column(verbose_name=_("Programme"))
    starts_on = tables.DateColumn(verbose_name=_("First day"))
    ends_on = tables.DateColumn(verbose_name=_("Last day"))
    place = tables.Column(verbose_name=_("Place"))
    taken = tables.Column(verbose_name=_("Seats taken"), attrs=RIGHT)
    waiting = tables.Column(verbose_name=_("Leave asked"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))

    class Meta(RecordTable.Meta):
        model = TrainingClass
        fields: tuple[str, ...] = (
            "name",
            "programme",
            "starts_on",
            "ends_on",
            "place",
            "taken",
            "waiting",
            "stage",
        )
        sorts = {"name": "name", "starts_on": "starts_on", "taken": "taken", "waiting": "waiting"}

    def render_taken(self, value, record):
        return f"{value} / {record.capacity}"

    def value_taken(self, value):
        return value


class NeedTable(RecordTable):
    cadre = tables.Column(verbose_name=_("Cadre"), linkify=lambda record: record.cadre.get_absolute_url())
    reason = tables.Column(verbose_name=_("Reason"))
    topic = tables.Column(verbose_name=_("Topic"))
    tenure = tables.Column(verbose_name=_("Post"), accessor="tenure__post")
    due_on = tables.DateColumn(verbose_name=_("Due"))
    settled_by = tables.Column(
        verbose_name=_("Settled by"),
        accessor="settled_by__training_class",
        linkify=lambda record: record.settled_by and record.settled_by.get_absolute_url(),
    )
    note = tables.Column(verbose_name=_("Note"))

    class Meta(RecordTable.Meta):
        model = Need
        fields: tuple[str, ...] = ("cadre", "reason", "topic", "tenure", "due_on", "settled_by", "note")
        sorts = {"cadre": "cadre__name_key", "due_on": "due_on"}


class EnrolmentTable(RecordTable):
    cadre = tables.Column(verbose_name=_("Cadre"), linkify=lambda record: record.get_absolute_url())
    training_class = tables.Column(
        verbose_name=_("Class"), linkify=lambda record: record.training_class.get_absolute_url()
    )
    starts_on = tables.DateColumn(verbose_name=_("First day"), accessor="training_class__starts_on")
    seat = tables.Column(verbose_name=_("Seat"), attrs=RIGHT)
    stage = tables.Column(verbose_name=_("Stage"))
    hours = tables.Column(verbose_name=_("Hours"), attrs=RIGHT)

    class Meta(RecordTable.Meta):
        model = Enrolment
        fields: tuple[str, ...] = ("cadre", "training_class", "starts_on", "seat", "stage", "hours")
        sorts = {"cadre": "cadre__name_key", "starts_on": "training_class__starts_on"}
