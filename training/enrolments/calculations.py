"""Whether hours missed lead to withdrawal, asked outside a class (缺课演算)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.platform.rule_examples.points import Calculation, Example, Kind, Quantity
from cadres.shared.regulations.laws import TRAINING
from training.enrolments.rules import missed_too_much
from training.programmes.regulations import ABSENCE_PART


def _withdrawn(book: Any, *, total: int, missed: int) -> bool:
    return missed_too_much(Decimal(missed), Decimal(total), book.value(ABSENCE_PART))


CALCULATIONS = (
    Calculation(
        "training.withdrawn",
        _("Whether who missed hours is withdrawn from the class"),
        (ABSENCE_PART,),
        (
            Quantity(_("Hours of the class"), Kind.NUMBER, "total", _("hours")),
            Quantity(_("Hours missed"), Kind.NUMBER, "missed", _("hours")),
        ),
        Quantity(_("Withdrawn from the class"), Kind.YES),
        _withdrawn,
        tuple(
            Example({"total": total, "missed": missed}, withdrawn, TRAINING.article("15"))
            for total, missed, withdrawn in ((42, 6, False), (42, 7, True), (90, 12, False), (90, 13, True))
        ),
    ),
)
