"""Who is on file already, told beside what a form, a row of a workbook or a page says: hints with both shown."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.models import Cadre
from cadres.shared.crypto import blind_indexes
from cadres.shared.identity import known_number
from cadres.shared.months import month_text

Hint = tuple[str, str]  # the particular that it is about, and the text


def on_file(cadre: Cadre) -> str:
    """The file as it is named in a hint."""
    text = _("%(name)s, born %(born)s, %(status)s")
    return text % {"name": cadre.name, "born": month_text(cadre.born_on), "status": cadre.get_status_display()}


def said(name: str, born: date | None) -> str:
    return _("%(name)s, born %(born)s") % {"name": name, "born": month_text(born) or "—"} if born else name


def hints_of(cadre: Cadre, *, name: str, born: date | None) -> Iterator[Hint]:
    """For somebody whose file was found: another name or month than there, or recorded as gone.

    ``born`` None where nothing is said of it or another month is known to be declared.
    """
    both = {"file": on_file(cadre), "said": said(name or cadre.name, born)}
    other_month = born is not None and (born.year, born.month) != (cadre.born_on.year, cadre.born_on.month)
    if (name and name != cadre.name) or other_month:
        yield "name", _("On file: %(file)s. Here: %(said)s. Find out whether this is one person.") % both
    if cadre.status != CadreStatus.SERVING:
        message = _("Recorded as gone: %(file)s. Here: %(said)s. Set the status if the person has come back.")
        yield "status", message % both


def hints_of_new(others: Iterable[Cadre], *, name: str, born: date | None, number: str) -> Iterator[Hint]:
    """For a file that is new beside files of the same number, or of the same name and month."""
    for cadre in others:
        both = {"file": on_file(cadre), "said": said(name, born)}
        if number and known_number(cadre.identity_number) == number:
            message = _(
                "A file has this identity number already: %(file)s. Here: %(said)s. Unite them if they are one."
            )
            yield "identity_number", message % both
        else:
            message = _("A file of this name and month exists: %(file)s. Here: %(said)s. Unite them if they are one.")
            yield "name", message % both


def files_like(cadre: Cadre, by: User) -> list[Cadre]:
    """Other files in reach with the number of this one, or with its name and month. One query."""
    number = known_number(cadre.identity_number)
    like = Q(name=cadre.name, born_on__year=cadre.born_on.year, born_on__month=cadre.born_on.month)
    if number:
        like |= Q(identity_index__in=blind_indexes(number))
    return list(Cadre.objects.visible_to(by).filter(like).exclude(pk=cadre.pk).order_by("pk")[:3])
