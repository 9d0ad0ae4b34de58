"""The matter (事项) that somebody is asked to decide: shown beside the form, so that nobody decides unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from cadres.shared.regulations.decide import Split


@dataclass(frozen=True)
class Concerned:
    """Whom or what it is about, with the page that tells the rest; ``what`` says in which part."""

    name: Any
    url: str = ""
    what: Any = ""


@dataclass(frozen=True)
class Paper:
    """A paper that it rests on; without ``url`` it is only named, and its scan is attached nowhere."""

    label: Any
    url: str = ""
    note: Any = ""


@dataclass(frozen=True)
class Part:
    """Facts that belong together, under a title."""

    title: Any
    facts: tuple[tuple[Any, Any], ...]


@dataclass(frozen=True)
class Matter:
    """``papers`` is None where no paper is kept of such a matter: an empty tuple says that none is attached.

    ``against`` is what the rules object before any button is pressed, on the form as it comes; None: not asked.
    """

    concerned: tuple[Concerned, ...] = ()
    parts: tuple[Part, ...] = ()
    papers: tuple[Paper, ...] | None = None
    against: Split | None = None
    follows: Any = ""

    @property
    def is_free(self) -> bool:
        """Whether the rules were asked and object nothing at all."""
        found = self.against
        return found is not None and not (found.blocking or found.overridable or found.reminding)


def as_it_comes(form: BaseForm, names: Iterable[str]) -> Mapping[str, Any]:
    """What the form has filled in of the inputs, as if it were sent untouched."""
    found = {name: form.get_initial_for_field(form.fields[name], name) for name in names if name in form.fields}
    return {name: value for name, value in found.items() if value not in (None, "")}
