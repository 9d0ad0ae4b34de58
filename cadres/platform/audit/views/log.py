"""What the auditor reads (审计): who did what when to which record, never what the record says."""

from axes.models import AccessFailureLog, AccessLog
from django.apps import apps
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event

from cadres.platform.accounts.models import User
from cadres.platform.audit.filters import HistoryFilter, LoginFilter, StepFilter
from cadres.platform.audit.tables import FailureTable, HistoryTable, LoginTable, StepTable
from cadres.platform.log.models import Step
from cadres.shared.lists.views import RecordList


class AuditList(RecordList):
    """A list for the auditor, with links to the others."""

    permission = "cadres.view_audit"
    template_name = "cadres/audit/audit.html"
    current = ""

    def get_context(self):
        pages = (
            ("audit_list", _("Steps")),
            ("access_list", _("Readings of files")),
            ("login_list", _("Log-ins")),
            ("failure_list", _("Failed log-ins")),
            ("history", _("Changes of records")),
        )
        return {"tabs": [(label, reverse(f"cadres:{name}"), name == self.current) for name, label in pages]}


class StepList(AuditList):
    model = Step
    table_class = StepTable
    filterset_class = StepFilter
    title = _("Audit: steps")
    current = "audit_list"

    def get_queryset(self):
        rows = Step.objects.visible_to(self.request.user).select_related("by")
        return rows.defer("facts", "reason", "warnings", "overridden")


class LoginList(AuditList):
    model = AccessLog
    table_class = LoginTable
    filterset_class = LoginFilter
    title = _("Audit: log-ins")
    current = "login_list"

    def get_queryset(self):
        return AccessLog.objects.all()


class FailureList(AuditList):
    model = AccessFailureLog
    table_class = FailureTable
    filterset_class = LoginFilter
    title = _("Audit: failed log-ins")
    current = "failure_list"

    def get_queryset(self):
        return AccessFailureLog.objects.all()


def tracked() -> dict[str, type[Event]]:
    """Tables with history: "app.model" → the model of its events."""
    events = [model for model in apps.get_models() if issubclass(model, Event)]
    return {event.pgh_tracked_model._meta.label_lower: event for event in events}


class History(AuditList):
    """Changes of one table; each table is read by itself, so that a page costs the same at any size."""

    table_class = HistoryTable
    filterset_class = HistoryFilter
    title = _("Audit: changes of records")
    current = "history"
    template_name = "cadres/audit/audit_history.html"

    @property
    def model(self):
        table = self.kwargs.get("table", "cadres.cadre")
        if table not in tracked():
            raise Http404
        return tracked()[table]

    def get_queryset(self):
        user = Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())
        name = User.objects.filter(pk=OuterRef("user_number")).values("username")[:1]
        rows = self.model.objects.annotate(user_number=user).annotate(changed_by=Subquery(name))
        return rows.only("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id")

    def get_context(self):
        chosen = self.kwargs.get("table", "cadres.cadre")
        tables = [
            (
                str(event.pgh_tracked_model._meta.verbose_name),
                reverse("cadres:history_table", args=[label]),
                label == chosen,
            )
            for label, event in tracked().items()
        ]
        return {**super().get_context(), "tables": sorted(tables)}
