"""Texts of the notices that selection gives."""

from django.utils.translation import gettext_lazy as _

# Staff find these among the terms, rotations and elections that are due.
LISTED_ELSEWHERE = {"selection.term_end", "selection.term_over", "selection.rotation", "selection.two_terms"}

TEXTS = {
    "selection.term_end": _("The term of %(name)s as %(post)s ends on %(day)s. Prepare the succession."),
    "selection.term_over": _("The term of %(name)s as %(post)s ended on %(day)s and nothing has followed."),
    "selection.rotation": _("%(name)s reaches the longest time in one post as %(post)s on %(day)s. Plan an exchange."),
    "selection.two_terms": _("%(name)s completes the second full term as %(post)s on %(day)s. No third may follow."),
    "selection.own_term_end": _("Your term as %(post)s ends on %(day)s."),
    "selection.own_rotation": _("On %(day)s you reach the longest time in one post as %(post)s."),
    "selection.appointed": _("%(name)s has been appointed %(post)s from %(day)s."),
    "selection.own_appointment": _("You have been appointed %(post)s from %(day)s."),
    "selection.notice_recomputed": _(
        "The holidays are known now: the public notice for %(post)s ends on %(day)s (computed before: %(before)s)."
    ),
    "selection.wanted": _("The election for %(post)s waits for your next step."),
}
