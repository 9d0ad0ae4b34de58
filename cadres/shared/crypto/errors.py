"""Why an encrypted value is not opened, and what the reader is told."""

import logging
from collections.abc import Callable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cadres.shared.errors import Refused, Remark
from cadres.shared.extensions import Point, function_key

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

    def __init__(self, *, label: str | Promise, place: str, why: Why, key: str = ""):
        text = _(
            "“%(field)s” cannot be opened: what is stored there was changed, belongs to another place, or its key is"
            " missing. The system administrator has been told."
        )
        super().__init__(Remark("cannot-be-opened", text % {"field": label}))
        self.label, self.place, self.why, self.key = label, place, why, key

    def __str__(self) -> str:
        return f"{self.place} cannot be opened ({self.why})"


TOLD: Point[Callable[[CannotBeOpened], None]] = Point("values that cannot be opened", key=function_key)


def tell(refusal: CannotBeOpened) -> None:
    """Whoever must know is told at once, whatever becomes of the page or transaction in which it was found."""
    log.error("%s", refusal)
    for told in TOLD:
        told(refusal)
