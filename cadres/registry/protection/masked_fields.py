"""The base's masked fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.points import Revealable, register
from cadres.platform.access_log.rules import masked_address
from cadres.platform.accounts.models import User
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


def register_all() -> None:
    """Called when the app is ready."""
    reveal = "cadres.reveal_field"
    register(
        Revealable(
            "cadre.identity_number", _("Identity number"), lambda: Cadre, "identity_number", reveal, masked, _own
        )
    )
    register(Revealable("cadre.phone", _("Mobile phone"), lambda: Cadre, "phone", reveal, masked, _own))
    register(Revealable("cadre.address", _("Home address"), lambda: Cadre, "address", reveal, masked_place, _own))
    register(Revealable("user.email", _("E-mail"), lambda: User, "email", "cadres.view_account", masked_address))
