from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind(
        "cadres.virus_found",
        _("The virus scanner found %(what)s in a file that %(who)s sent. Nothing of it was taken in."),
        message=True,
    ),
)
