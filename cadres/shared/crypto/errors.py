"""Why an encrypted value is not opened, and what the reader is told."""

import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Refused, Remark
from cadres.shared.extensions import Slot
from cadres.shared.phrases import beside

log = logging.getLogger(__name__)


class Why(StrEnum):
    NO_KEY = "no_key"  # encrypted by a key that is not given
    WRONG = "wrong"  # damaged, or encrypted for another row or column
    UNBOUND = "unbound"  # in the form of before, where all was encrypted anew


class WrongSeal(ValueError):
    """A stored value does not open where it stands."""

    TEXTS = {
        Why.NO_KEY: "no field key opens this value; see FIELD_KEYS in docs/running.md",
        Why.WRONG: "this value was changed, or belongs to another row or column",
        Why.UNBOUND: "this value has a form that is no longer accepted",
    }

    def __init__(self, why: Why, key: str = ""):
        super().__init__(self.TEXTS[why])
        self.why, self.key = why, key


class CannotBeOpened(Refused, ValueError):
    """A refusal that names field and record; the rest of the record can be read.

    ``place`` is "app.model.field:row" and stands in the log and in the notice to the administrator.
    """

    def __init__(self, *, label: str | Promise, place: str, why: Why, key: str = "", whose: str = ""):
        text = _(
            "%(field)s cannot be opened: what is stored there was changed, belongs to another place, or its key is"
            " missing. The system administrator has been told."
        )
        field = beside(f"“{label}”", whose) if whose else f"“{label}”"
        super().__init__(Remark("cannot-be-opened", text % {"field": field}))
        self.label, self.place, self.why, self.key = label, place, why, key

    def __str__(self) -> str:
        return f"{self.place} cannot be opened ({self.why})"


TOLD: Slot[Callable[[CannotBeOpened], None]] = Slot("values that cannot be opened")


def tell(refusal: CannotBeOpened) -> None:
    """Whoever must know is told at once, whatever becomes of the page or transaction in which it was found."""
    log.error("%s", refusal)
    for told in TOLD:
        told(refusal)


class Unopened:
    """In place of a value for a page that shows it among others."""

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""


UNOPENED = Unopened()


def readable(record: Any, name: str) -> Any:
    """For a page that shows one field among others: ``UNOPENED`` where it cannot be opened, which has been told."""
    try:
        return getattr(record, name)
    except CannotBeOpened:
        return UNOPENED
