"""What a service may raise. Translated once for pages and once for the API."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Objection:
    """One reason (异议) why something may not be done, with the article that says so.

    ``code`` is stable and read by machines; ``message`` is for people and tells what to do;
    ``article`` names regulation and article, empty where plain logic objects.
    ``rule`` is the key of a rule whose action the county may set (see ``cadres.shared.regulations.catalogue``).
    ``url`` is the page where what is missing can be mended, where there is one.
    """

    code: str
    message: str | Promise
    article: str | Promise = ""
    rule: str = ""
    url: str = ""

    def __str__(self) -> str:
        return f"{self.message} ({self.article})" if self.article else str(self.message)


class DomainError(Exception):
    """Lawful business refusals; anything else that escapes a service is a bug."""


class Refused(DomainError):
    """The rules object; carries every objection, not just the first."""

    def __init__(self, *objections: Objection):
        self.objections = objections
        super().__init__("; ".join(o.code for o in objections))


def took_too_long(error: BaseException) -> bool:
    """Whether the database ended a statement because of ``statement_timeout``."""
    return getattr(error.__cause__, "pgcode", "") == "57014"


class OutOfDate(DomainError):
    """Somebody else changed the record since this user saw it."""
