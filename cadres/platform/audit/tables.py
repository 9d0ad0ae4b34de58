"""Tables of the administrators' lists."""

import django_tables2 as tables
from django.apps import apps
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.platform.access_log.models import FileAccess
from cadres.platform.access_log.presenters import part_label
from cadres.platform.log.choices import STATE_NAMES
from cadres.platform.log.services import step_name
from cadres.shared.lists.tables import RecordTable


def kind_of(label: str) -> str:
    """What kind of record "app.model" is, in words."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


class SecondsColumn(tables.Column):
    """A moment to the second, its day as on all pages; nothing where there was none.

    Not a ``DateTimeColumn``: that one draws what is empty as well, and ``localtime(None)`` is now.
    """

    def render(self, value):
        moment = localtime(value)
        return f"{date_format(moment, 'SHORT_DATE_FORMAT')} {moment:%H:%M:%S}"


def state_of(subject, value):
    """What a state of that kind of record is called."""
    try:
        fields = apps.get_model(subject.partition(":")[0])._meta.concrete_fields
    except (LookupError, ValueError):
        return value
    labels = (dict(field.flatchoices).get(value) for field in fields if field.choices)
    return next((label for label in labels if label), STATE_NAMES.get(value, value))


class StepTable(RecordTable):
    """Who took which step when on which record; neither facts nor reasons, which may be personal."""

    at = SecondsColumn()
    by = tables.Column(accessor="by__username", verbose_name=gettext_lazy("User name"), empty_values=())
    kind = tables.Column(accessor="subject", verbose_name=gettext_lazy("Kind of record"))
    number = tables.Column(accessor="subject", verbose_name=gettext_lazy("Record number"))
    move = tables.Column(verbose_name=gettext_lazy("Step"))
    source = tables.Column(verbose_name=pgettext_lazy("stage", "From"))
    target = tables.Column(verbose_name=pgettext_lazy("stage", "To"))

    class Meta(RecordTable.Meta):
        sorts = {}

    def render_by(self, record):
        return record.by.username if record.by else _("the program")

    def render_kind(self, value):
        return kind_of(value.partition(":")[0])

    def render_number(self, value):
        return value.partition(":")[2]

    def render_move(self, value, record):
        return step_name(record.subject, value)

    def render_source(self, value, record):
        return state_of(record.subject, value)

    def render_target(self, value, record):
        return state_of(record.subject, value)


class LoginTable(RecordTable):
    attempt_time = SecondsColumn(verbose_name=gettext_lazy("Logged in"))
    logout_time = SecondsColumn(verbose_name=gettext_lazy("Logged out"))
    username = tables.Column(verbose_name=gettext_lazy("User name"))
    ip_address = tables.Column(verbose_name=gettext_lazy("Address"))
    user_agent = tables.Column(verbose_name=gettext_lazy("Browser"))

    class Meta(RecordTable.Meta):
        sorts = {}


class FailureTable(RecordTable):
    attempt_time = SecondsColumn(verbose_name=gettext_lazy("Tried"))
    username = tables.Column(verbose_name=gettext_lazy("User name"))
    ip_address = tables.Column(verbose_name=gettext_lazy("Address"))
    locked_out = tables.BooleanColumn(verbose_name=gettext_lazy("Locked out"))
    user_agent = tables.Column(verbose_name=gettext_lazy("Browser"))

    class Meta(RecordTable.Meta):
        sorts = {}


CHANGES = {
    "insert": gettext_lazy("Added"),
    "update": gettext_lazy("Changed"),
    "delete": gettext_lazy("Deleted"),
}


class HistoryTable(RecordTable):
    """Who changed which record when; not what it says, which is no business of the auditor."""

    pgh_created_at = SecondsColumn(verbose_name=gettext_lazy("At"))
    changed_by = tables.Column(verbose_name=gettext_lazy("User name"), empty_values=())
    pgh_label = tables.Column(verbose_name=gettext_lazy("Change"))
    pgh_obj_id = tables.Column(verbose_name=gettext_lazy("Record number"))

    class Meta(RecordTable.Meta):
        sorts = {}

    def render_changed_by(self, value):
        return value or _("the program")

    def render_pgh_label(self, value):
        return CHANGES.get(value, value)

    def render_pgh_obj_id(self, value):
        return str(value)


class AccessTable(RecordTable):
    """Who read which part of which file; the file by its number, since the auditor does no business."""

    at = SecondsColumn()
    by = tables.Column(accessor="by__username", verbose_name=gettext_lazy("User name"))
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    record = tables.Column(accessor="subject", verbose_name=gettext_lazy("Kind of record"))
    number = tables.Column(accessor="subject", verbose_name=gettext_lazy("Record number"))
    part = tables.Column(verbose_name=gettext_lazy("Part"))
    reason = tables.Column(verbose_name=gettext_lazy("Reason"))

    def render_part(self, value):
        return part_label(value)

    class Meta(RecordTable.Meta):
        model = FileAccess
        fields = ("at", "by", "kind", "record", "number", "part", "reason")
        sorts = {}

    def render_record(self, record):
        return kind_of(record.subject.partition(":")[0])

    def render_number(self, value):
        return value.partition(":")[2]
