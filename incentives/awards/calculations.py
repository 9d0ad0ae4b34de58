"""How many awards a share allows, asked outside an award (名额演算)."""

from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_examples.points import Calculation, Example, Kind, Quantity
from incentives.awards.rules import places

MERIT, COMMENDATION = "award.merit_3_share", "award.commendation_share"
LEADERS = Quantity(_("Main leaders serving"), Kind.NUMBER, "leaders", _("persons"))
PLACES = Quantity(_("Places"), Kind.NUMBER)
ROUNDED = _("Rounded down, yet one wherever anybody serves")

CALCULATIONS = tuple(
    Calculation(
        key,
        title,
        (key,),
        (LEADERS,),
        PLACES,
        lambda book, *, leaders, key=key: places(leaders, book.value(key)),
        tuple(Example({"leaders": leaders}, number, ROUNDED) for leaders, number in examples),
    )
    for key, title, examples in (
        (MERIT, _("Third-class merits that the share allows"), ((0, 0), (56, 1), (99, 1), (100, 2))),
        (COMMENDATION, _("Commendations that the share allows"), ((4, 1), (9, 1), (10, 2), (56, 11))),
    )
)
