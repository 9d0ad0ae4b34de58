"""Texts of the notices about merges."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    NoticeKind("cadres.merge_proposed", _("Two records are to be merged. Decide on it.")),
    NoticeKind("cadres.merge_back_asked", _("A merge is to be undone. Decide on it.")),
)
