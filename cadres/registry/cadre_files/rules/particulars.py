"""What particulars contradict one another or are not understood: told wherever they come in, refused nowhere. Pure."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from cadres.registry.cadre_files.choices import Sex
from cadres.shared.errors import Objection
from cadres.shared.ethnic_groups import is_ethnic_group
from cadres.shared.identity import known_number, sex_and_month
from cadres.shared.months import month_text

BEFORE_BIRTH = "before-birth"
SHOWN = 20  # signs of a text in a remark


def particular_remarks(
    *, number: str = "", sex: str = "", born: date | None = None, ethnicity: str = ""
) -> Iterator[tuple[str, str]]:
    """(particular, what to look at). What is empty, and a number that is not sound, contradicts nothing."""
    if sound := known_number(number):
        male, month = sex_and_month(sound)
        if born and month != f"{born:%Y%m}":
            yield "born_on", _("Month of birth and identity number differ. Find out which is right.")
        if sex and male != (sex == Sex.MALE):
            yield "sex", _("Sex and identity number differ. Find out which is right.")
    if ethnicity and not is_ethnic_group(ethnicity):
        message = _("“%(text)s” is none of the 56 ethnic groups. It was kept as it is.")
        yield "ethnicity", message % {"text": ethnicity[:SHOWN]}


def against_birth(born: date, first: date | None) -> Objection | None:
    """What stands against something that somebody held from this first day."""
    if first is None or first > born:
        return None
    message = _("This begins before birth (%(month)s). Find out which of the two days is right.")
    return Objection(BEFORE_BIRTH, message % {"month": month_text(born)})
