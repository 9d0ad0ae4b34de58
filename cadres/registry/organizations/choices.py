from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganizationKind(TextChoices):
    """Kind of organization (单位类别)."""

    TOWNSHIP_COMMITTEE = "township_committee", _("Township party committee")
    TOWNSHIP_GOVERNMENT = "township_government", _("Township government")
    TOWNSHIP_CONGRESS = "township_congress", _("Township people's congress")
    COUNTY_ORGAN = "county_organ", _("County organ")
    SUPERIOR = "superior", _("Superior department")
