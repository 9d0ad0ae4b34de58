from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SanctionKind(TextChoices):
    """Sanctions and measures (处分与组织处理) with an effect period."""

    PARTY_WARNING = "party_warning", _("Party warning")
    PARTY_SERIOUS_WARNING = "party_serious_warning", _("Serious party warning")
    PARTY_REMOVAL = "party_removal", _("Removal from party post")
    PARTY_PROBATION = "party_probation", _("Probation within the party")
    ADMIN_WARNING = "admin_warning", _("Administrative warning")
    ADMIN_DEMERIT = "admin_demerit", _("Administrative demerit")
    ADMIN_MAJOR_DEMERIT = "admin_major_demerit", _("Major administrative demerit")
    ADMIN_REMOVAL = "admin_removal", _("Administrative demotion or removal")
    WARNING_TALK = "warning_talk", _("Warning talk")
    SUSPENSION = "suspension", _("Suspended for inspection")
    ADJUSTMENT = "adjustment", _("Moved to another post")
    RESIGNATION = "resignation", _("Ordered to resign")
    DISMISSAL = "dismissal", _("Removed from the post")
    DEMOTION = "demotion", _("Demoted")
