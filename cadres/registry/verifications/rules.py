from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cadres.registry.verifications.choices import VerificationState


@dataclass(frozen=True)
class Told:
    """What one paper of a file says: ``on`` is the paper's own day, if it bears one."""

    value: str
    paper: str
    on: date | None


def earliest_paper(papers: Iterable[Told]) -> Told | None:
    """Where papers disagree, the earliest counts; papers without a day tell nothing about which is earlier.

    The first of several papers of one day; nothing when no paper is dated. A practice, so it only reminds.
    """
    return min((one for one in papers if one.on and one.value), key=lambda one: one.on or date.max, default=None)


def verification_state(declared: str, found: str, *, doubtful: bool) -> VerificationState:
    """What follows from the papers: a doubt settles nothing, else the two values are compared.

    >>> verification_state("1982-03-01", "1981-12-01", doubtful=False)
    VerificationState.DIFFERS
    """
    if doubtful:
        return VerificationState.DOUBTFUL
    return VerificationState.AGREES if found == declared else VerificationState.DIFFERS
