"""What binds the posts of a township; see ``docs/files.md``."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.shared.regulations.catalogue import Rule
from cadres.shared.regulations.laws import RURAL_ORGANIZATIONS

MAIN_SEATS = "post.main_seats"

RULES = (
    Rule(
        key=MAIN_SEATS,
        title=_("Seats of a party secretary in a township, and of its head alike"),
        source=RURAL_ORGANIZATIONS.article(),
        value=1,
        unit=pgettext_lazy("unit", "seat"),
        acts_in=_("approved number of a post"),
    ),
)
