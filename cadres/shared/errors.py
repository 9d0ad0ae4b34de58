"""What a service may raise. Translated once for pages and once for the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cadres.shared.phrases import beside, titled

PROGRAM = _("Rule of this program")


@dataclass(frozen=True)
class Objection:
    """One reason (异议) why something may not be done, with the article that says so.

    ``code`` is stable and read by machines; ``message`` is for people and tells what to do.
    ``rule`` is the key of a rule of the catalogue (``cadres.shared.regulations.catalogue``) and ``article`` its source
    as of the day that judges the record; both stay empty where the program itself objects, which ``basis`` then says.
    ``url`` is the page where what is missing can be mended, where there is one.
    """

    code: str
    message: str | Promise
    article: str | Promise = ""
    rule: str = ""
    url: str = ""

    @property
    def basis(self) -> str | Promise:
        """On what it rests, as shown everywhere."""
        return self.article or PROGRAM

    def __str__(self) -> str:
        return beside(self.message, self.basis)


@dataclass(frozen=True)
class Remark(Objection):
    """Something to know, shown like a refusal and resting on no rule: what somebody else changed meanwhile."""

    @property
    def basis(self) -> str:
        return ""

    def __str__(self) -> str:
        return str(self.message)


class DomainError(Exception):
    """Lawful business refusals; anything else that escapes a service is a bug."""


class Refused(DomainError):
    """The rules object; carries every objection, not just the first."""

    def __init__(self, *objections: Objection):
        self.objections = objections
        super().__init__("; ".join(o.code for o in objections))


class Refusals:
    """What the rules object to several at once, each reason with the name of whom it is about."""

    def __init__(self) -> None:
        self.objections: list[Objection] = []

    @contextmanager
    def about(self, name: str) -> Iterator[None]:
        """Keeps what is ``Refused`` within, and lets the next have its turn."""
        try:
            yield
        except Refused as refused:
            self.objections += [replace(one, message=titled(name, one.message)) for one in refused.objections]

    def raise_if_any(self) -> None:
        if self.objections:
            raise Refused(*self.objections)


def took_too_long(error: BaseException) -> bool:
    """Whether the database ended a statement because of ``statement_timeout``."""
    return getattr(error.__cause__, "pgcode", "") == "57014"


RETRY_AFTER = 10  # seconds after which a program should ask again
# Lost or refused connections, too few resources, the end of the server; a lock not got in time, a deadlock.
UNAVAILABLE = ("08", "53", "57", "55P03", "40")


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the database is away or too busy just now, so that the same would work a little later."""
    if isinstance(error, InterfaceError):
        return True
    code = getattr(getattr(error, "__cause__", None), "pgcode", None)  # none when there was no connection at all
    return isinstance(error, OperationalError) and (not code or code.startswith(UNAVAILABLE))


class OutOfDate(DomainError):
    """Somebody else changed the record since this user saw it."""
