"""The bands of age in which the structure of leading groups is told (年龄结构)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

AGES = ((0, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 200))


def age_labels() -> list[Any]:
    middle = [_("%(low)d–%(high)d") % {"low": low, "high": high} for low, high in AGES[1:-1]]
    return [_("35 or younger"), *middle, _("56 or older")]
