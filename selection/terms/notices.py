"""Texts of the notices about terms and rotation."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.notices.points import NoticeKind

NOTICES = (
    # Staff find these in the lists of terms and rotations on the home page.
    NoticeKind(
        "selection.term_end",
        _("The term of %(name)s as %(post)s ends on %(day)s. Prepare the succession."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "selection.term_over",
        _("The term of %(name)s as %(post)s ended on %(day)s and nothing has followed."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "selection.rotation",
        _("%(name)s reaches the longest time in one post as %(post)s on %(day)s. Plan an exchange."),
        listed_elsewhere=True,
    ),
    NoticeKind(
        "selection.two_terms",
        _("%(name)s completes the second full term as %(post)s on %(day)s. No third may follow."),
        listed_elsewhere=True,
    ),
    NoticeKind("selection.own_term_end", _("Your term as %(post)s ends on %(day)s.")),
    NoticeKind("selection.own_rotation", _("On %(day)s you reach the longest time in one post as %(post)s.")),
)
