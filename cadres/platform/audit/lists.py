"""What the auditor reads (审计): who did what when to which record, never what the record says."""

from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.apps import apps
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event

from cadres.platform.access_log.models import FileAccess
from cadres.platform.accounts.models import User
from cadres.platform.audit.filters import AccessFilter, HistoryFilter, LoginFilter, StepFilter
from cadres.platform.audit.tables import AccessTable, FailureTable, HistoryTable, LoginTable, StepTable
from cadres.platform.log.models import Step
from cadres.shared.lists.definition import ListDefinition

VIEW = "cadres.view_audit"
FIRST_TABLE = "cadres.cadre"


def steps(user: Any, _query: QueryDict) -> QuerySet:
    rows = Step.objects.visible_to(user).select_related("by")
    return rows.defer("facts", "reason", "warnings", "overridden")


def readings(user: Any, _query: QueryDict) -> QuerySet:
    return FileAccess.objects.visible_to(user).select_related("by")


def logins(_user: Any, _query: QueryDict) -> QuerySet:
    return AccessLog.objects.all()


def failures(_user: Any, _query: QueryDict) -> QuerySet:
    return AccessFailureLog.objects.all()


def tracked() -> dict[str, Any]:
    """Tables with history: "app.model" → the model of its events."""
    events: list[Any] = [model for model in apps.get_models() if issubclass(model, Event)]
    return {event.pgh_tracked_model._meta.label_lower: event for event in events}


def changes(_user: Any, _query: QueryDict, table: str = FIRST_TABLE) -> QuerySet:
    """Changes of one table; each is read by itself, so that a page costs the same at any size."""
    if table not in tracked():
        raise Http404
    by = Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())
    name = User.objects.filter(pk=OuterRef("user_number")).values("username")[:1]
    rows = tracked()[table].objects.annotate(user_number=by).annotate(changed_by=Subquery(name))
    return rows.only("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id")


STEP_LIST = ListDefinition(
    key="cadres:audit_list",
    title=_("Audit: steps"),
    permission=VIEW,
    model=Step,
    rows=steps,
    table_class=StepTable,
    filterset_class=StepFilter,
)

READING_LIST = ListDefinition(
    key="cadres:access_list",
    title=_("Audit: readings of files"),
    permission=VIEW,
    model=FileAccess,
    rows=readings,
    table_class=AccessTable,
    filterset_class=AccessFilter,
)

LOGIN_LIST = ListDefinition(
    key="cadres:login_list",
    title=_("Audit: log-ins"),
    permission=VIEW,
    model=AccessLog,
    rows=logins,
    table_class=LoginTable,
    filterset_class=LoginFilter,
)

FAILURE_LIST = ListDefinition(
    key="cadres:failure_list",
    title=_("Audit: failed log-ins"),
    permission=VIEW,
    model=AccessFailureLog,
    rows=failures,
    table_class=FailureTable,
    filterset_class=LoginFilter,
)

CHANGE_LIST = ListDefinition(
    key="cadres:history",
    title=_("Audit: changes of records"),
    permission=VIEW,
    rows=changes,
    table_class=HistoryTable,
    filterset_class=HistoryFilter,
)

AUDIT_LISTS = (STEP_LIST, READING_LIST, LOGIN_LIST, FAILURE_LIST, CHANGE_LIST)
