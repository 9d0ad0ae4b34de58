"""What a rule does where a case is against it, in words."""

from django.utils.translation import gettext_lazy as _

from cadres.shared.regulations.catalogue import Action

ACTIONS = {
    Action.BLOCK: _("Refuse"),
    Action.OVERRIDE: _("Refuse unless a leader gives a reason"),
    Action.REMIND: _("Only remind"),
    Action.OFF: _("Off"),
}
