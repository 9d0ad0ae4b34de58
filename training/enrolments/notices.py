"""Texts of the notices, by kind."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "training.called_up": _("You are called up to “%(name)s”, %(first)s to %(last)s, %(place)s. Please answer."),
    "training.leave_asked": _("%(who)s asks for leave from “%(name)s”: %(reason)s"),
    "training.leave_granted": _("Your leave from “%(name)s” is granted."),
    "training.leave_refused": _("Your leave from “%(name)s” is refused: %(reason)s"),
    "training.taken_off": _("You are no longer expected at “%(name)s”: %(reason)s"),
    "training.class_changed": _("“%(name)s” has changed: %(first)s to %(last)s, %(place)s. Look at the schedule."),
    "training.class_cancelled": _("“%(name)s” is cancelled: %(reason)s"),
}
