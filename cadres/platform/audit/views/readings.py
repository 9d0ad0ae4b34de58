from cadres.platform.audit.lists import READING_LIST
from cadres.platform.audit.views.log import AuditList


class AccessList(AuditList):
    definition = READING_LIST
