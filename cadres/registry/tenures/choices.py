from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StartBasis(TextChoices):
    """How a tenure came about (任职方式)."""

    PUBLIC_ELECTION = "public_election", _("Public election")
    ELECTION = "election", _("Election")
    APPOINTMENT = "appointment", _("Appointment")
    EXCHANGE = "exchange", _("Exchange")
    IMPORTED = "imported", _("Taken from the file")


class EndReason(TextChoices):
    """Why a tenure ended (离任原因), as the 2006 tenure rule and the 2019 regulation list them."""

    TERM_END = "term_end", _("End of term")
    PROMOTED = "promoted", _("Promoted")
    EXCHANGED = "exchanged", _("Exchanged to another place or organ")
    OTHER_POST = "other_post", _("Other post at the same level")
    RESIGNED = "resigned", _("Resigned")
    RETIRED = "retired", _("Reached retirement age")
    HEALTH = "health", _("Health")
    UNFIT = "unfit", _("Found unfit for the post")
    DISCIPLINE = "discipline", _("Discipline or law")
    DIED = "died", _("Died")
