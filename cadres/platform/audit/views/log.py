"""The auditor's pages (审计), each with links to the others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.platform.audit.lists import CHANGE_LIST, FAILURE_LIST, FIRST_TABLE, LOGIN_LIST, STEP_LIST, tracked
from cadres.shared.lists.views import RecordList


class AuditList(RecordList):
    """A list for the auditor, with links to the others."""

    template_name = "cadres/audit/audit.html"

    def get_context(self) -> dict[str, Any]:
        pages = (
            ("cadres:audit_list", _("Steps")),
            ("cadres:access_list", _("Readings of files")),
            ("cadres:login_list", _("Log-ins")),
            ("cadres:failure_list", _("Failed log-ins")),
            ("cadres:history", _("Changes of records")),
            ("cadres:chain", _("Sealed record")),
        )
        return {"tabs": [(label, reverse(name), name == self.definition.key) for name, label in pages]}


class StepList(AuditList):
    definition = STEP_LIST


class LoginList(AuditList):
    definition = LOGIN_LIST


class FailureList(AuditList):
    definition = FAILURE_LIST


class History(AuditList):
    definition = CHANGE_LIST
    template_name = "cadres/audit/audit_history.html"

    def get_context(self) -> dict[str, Any]:
        chosen = self.kwargs.get("table", FIRST_TABLE)
        tables = [
            (
                str(event.pgh_tracked_model._meta.verbose_name),
                reverse("cadres:history_table", args=[label]),
                label == chosen,
            )
            for label, event in tracked().items()
        ]
        return {**super().get_context(), "tables": sorted(tables)}
