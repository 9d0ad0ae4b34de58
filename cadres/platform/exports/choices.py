from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExportStage(TextChoices):
    """How far a request for an export is (导出审批)."""

    REQUESTED = "requested", pgettext_lazy("export", "Awaits a second person")
    APPROVED = "approved", pgettext_lazy("export", "Approved")
    DECLINED = "declined", pgettext_lazy("export", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("export", "Withdrawn")
    FETCHED = "fetched", pgettext_lazy("export", "Downloaded")
    EXPIRED = "expired", pgettext_lazy("export", "Not fetched in time")
    LAPSED = "lapsed", pgettext_lazy("export", "Not decided in time")


class ExportFormat(TextChoices):
    """What kind of file an export is."""

    XLSX = "xlsx", _("Excel workbook")
    CSV = "csv", _("CSV text")
    DOCX = "docx", _("Word document")
    ZIP = "zip", _("Zip of .lrmx form files")
