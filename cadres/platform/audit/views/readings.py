from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.models import FileAccess
from cadres.platform.audit.filters import AccessFilter
from cadres.platform.audit.tables import AccessTable
from cadres.platform.audit.views.log import AuditList


class AccessList(AuditList):
    model = FileAccess
    table_class = AccessTable
    filterset_class = AccessFilter
    title = _("Audit: readings of files")
    current = "access_list"

    def get_queryset(self):
        return FileAccess.objects.visible_to(self.request.user).select_related("by")
