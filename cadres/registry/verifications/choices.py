from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VerificationState(TextChoices):
    """How the declared value stands to the papers (认定结果). An item without any is not verified."""

    AGREES = "agrees", pgettext_lazy("verification", "Agrees")
    DIFFERS = "differs", pgettext_lazy("verification", "Differs")
    DOUBTFUL = "doubtful", pgettext_lazy("verification", "Doubtful")


class Paper(TextChoices):
    """Kind of paper of a file (档案材料) on which a value is verified."""

    SCHOOL = "school", _("School record")
    LEAGUE = "league", _("Application to the Youth League")
    PARTY = "party", _("Application to the party")
    ENTRY = "entry", _("Form of recruitment or employment")
    CADRE_FORM = "cadre_form", _("Registration or record form of a cadre")
    APPOINTMENT = "appointment", _("Paper of an appointment")
    WAGE = "wage", _("Form of a change of wage")
    CERTIFICATE = "certificate", _("Certificate of graduation or degree")
    HOUSEHOLD = "household", _("Household register or identity card")
    FINDING = "finding", _("Finding of the organization department")
    OTHER = "other", _("Other paper")
