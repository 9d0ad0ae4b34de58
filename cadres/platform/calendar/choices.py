from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Of one version of a year's calendar."""

    DRAFT = "draft", _("Waits for approval")
    APPROVED = "approved", _("In force")
    REPLACED = "replaced", _("Replaced by a newer version")


class Holiday(TextChoices):
    """The statutory holidays of all citizens (全体公民放假的节日), in the order of the year."""

    NEW_YEAR = "new_year", _("New Year")
    SPRING = "spring", _("Spring Festival")
    QINGMING = "qingming", _("Qingming")
    LABOUR = "labour", _("Labour Day")
    DRAGON_BOAT = "dragon_boat", _("Dragon Boat Festival")
    MID_AUTUMN = "mid_autumn", _("Mid-Autumn Festival")
    NATIONAL = "national", _("National Day")
