"""Masked fields (脱敏字段) of an account."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.points import MaskedField
from cadres.platform.access_log.rules import masked_address
from cadres.platform.accounts.models import User

FIELDS = (MaskedField("user.email", _("E-mail"), lambda: User, "email", "cadres.view_account", masked_address),)
