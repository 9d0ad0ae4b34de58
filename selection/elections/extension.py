"""What elections contribute to the rest of the program."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from cadres.platform.calendar import points as spans  # noqa: PLC0415 -- apps must be loaded first
    from selection.elections.services import notice_span  # noqa: PLC0415

    spans.register(spans.SpanUser("selection.notice", _("Public notices"), notice_span.changes, notice_span.carry_out))
