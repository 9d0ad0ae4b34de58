from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    """Level of a division (行政区划层级)."""

    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COUNTY = "county", _("County")
    TOWNSHIP = "township", _("Township")


class TownshipKind(TextChoices):
    """Kind of a township-level unit, read from the seventh digit of its code and its name."""

    TOWN = "town", _("Town")
    TOWNSHIP = "township", pgettext_lazy("kind of division", "Township")
    ETHNIC = "ethnic", _("Ethnic township")
    SUBDISTRICT = "subdistrict", _("Sub-district")
    OTHER = "other", _("Development zone, farm or similar")


class Tier(TextChoices):
    """Economic tier (经济条件类别) of a township by the stated rule in ``cadres.registry.townships.rules``."""

    POOR = "poor", _("Poorer")
    MIDDLING = "middling", _("Middling")
    DEVELOPED = "developed", _("Better-off")
