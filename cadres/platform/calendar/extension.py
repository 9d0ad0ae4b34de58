"""What the calendar contributes to the rest of the program."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices import points as notices


def register() -> None:
    notices.register(
        "cadres.calendar_waits", _("The holidays of %(year)s wait for your approval."), listed_elsewhere=True
    )
