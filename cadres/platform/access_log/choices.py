from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccessKind(TextChoices):
    """How a file was read (查阅方式)."""

    VIEW = "view", _("Read")
    REVEAL = "reveal", _("Shown in clear")
    PRINT = "print", _("Printed")
    EXPORT = "export", _("Exported")
    NUMBER = "number", _("Looked up by number")
    API = "api", _("Given by API")
    REFUSED = "refused", pgettext_lazy("reading", "Refused")
