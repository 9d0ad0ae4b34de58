"""Masked fields (脱敏字段) of a cadre's file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.points import MaskedField
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.identity import masked


def _own(cadre: Any) -> int:
    return cadre.pk


def masked_place(text: str) -> str:
    """A home address: the first six signs tell province and city, the rest is starred.

    >>> masked_place("某省某市某县某镇某路1号")
    '某省某市某县******'
    """
    return f"{text[:6]}******" if len(text) > 6 else "*" * len(text)


REVEAL = "cadres.reveal_field"
FIELDS = (
    MaskedField("cadre.identity_number", _("Identity number"), lambda: Cadre, "identity_number", REVEAL, masked, _own),
    MaskedField("cadre.phone", _("Mobile phone"), lambda: Cadre, "phone", REVEAL, masked, _own),
    MaskedField("cadre.address", _("Home address"), lambda: Cadre, "address", REVEAL, masked_place, _own),
)
