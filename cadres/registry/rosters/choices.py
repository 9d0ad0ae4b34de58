from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RosterOrder(TextChoices):
    """Order of the people in a roster (排序)."""

    NAME = "name", _("Pinyin of the name")
    BIRTH = "birth", _("Birth, the eldest first")
    GRADE = "grade", _("Grade, the highest first")
    WORK = "work", _("Began work, the earliest first")


class RosterGrouping(TextChoices):
    """Groups of a roster (分组)."""

    NONE = "none", _("No groups")
    TOWNSHIP = "township", _("By township")
    ORGANIZATION = "organization", _("By organization")
    GRADE = "grade", _("By grade")
