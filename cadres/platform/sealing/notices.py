"""Texts of the notices about the sealed record."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "cadres.record_broken",
        _(
            "The record of who did and read what is not as it was sealed; first bad row: %(row)s. Leave everything as"
            " it is, keep your copies of the checkpoints apart, and see what was found."
        ),
    ),
    NoticeKind(
        "cadres.database_changed",
        _("The database is not as the program made it, %(number)s differences. See what was found and what to do."),
    ),
)
