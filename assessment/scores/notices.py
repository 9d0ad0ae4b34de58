"""Texts of the notices about grades."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (NoticeKind("assessment.grade_confirmed", _("Your assessment of %(year)s is confirmed."), message=True),)
