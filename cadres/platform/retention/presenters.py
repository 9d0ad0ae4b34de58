"""A disposal as it is shown to who proposes and who decides; and what is kept about whoever asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.retention.facts import book_of, kept_since
from cadres.platform.retention.models import Disposal
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.phrases import day_text, quantity
from cadres.shared.recusal import CONCERNS
from cadres.shared.retention import KEPT, Kept


def facts_of(disposal: Disposal) -> list[tuple[Any, Any]]:
    known = [
        (_("Kind of records"), disposal.title),
        (_("Older than"), disposal.before),
        (_("Must be kept for"), quantity(disposal.months, _("months"))),
        (_("Number when proposed"), disposal.rows),
        (_("Reason"), disposal.reason),
        (_("Proposed by"), disposal.proposed_by),
        (_("Proposed at"), disposal.proposed_at),
        (_("Decided by"), disposal.decided_by),
        (_("Carried out at"), disposal.done_at),
        (_("Deleted"), disposal.gone),
    ]
    return [(label, value) for label, value in known if value not in (None, "")]


def matter_of(disposal: Disposal) -> Matter:
    return Matter(
        concerned=(Concerned(disposal.title, what=_("Disposal")),),
        parts=(Part(_("What was proposed"), tuple(facts_of(disposal))),),
    )


def trial_of(kept: Kept, book: Any, rows: int) -> Matter:
    """What a disposal would take today (试算); nothing is deleted by looking."""
    before = kept_since(kept, book)
    facts = (
        (_("Must be kept for"), quantity(book.number(kept.rule), _("months"))),
        (_("Basis"), book.source(kept.rule)),
        (_("Older than"), day_text(before)),
        (_("Number that would be deleted"), rows),
    )
    return Matter(concerned=(Concerned(kept.title, what=_("Trial run")),), parts=(Part(_("What would go"), facts),))


MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Line:
    """Records of one kind: how many, up to ``MOST_COUNTED`` (``more``: beyond that), and how long they are kept."""

    title: str
    number: int
    more: bool
    kept: str


@dataclass(frozen=True)
class OwnPart:
    title: str
    lines: list[Line]


def own_data(user: User) -> list[OwnPart]:
    """What the program keeps about one person (个人信息查询), by file and by account: asked for by that person alone.

    Personal Information Protection Law, articles 44 and 45. Only rows that the person may see are counted, so that the
    page cannot tell of a procedure that is confidential (articles 18 and 35). Kinds of which there is nothing are left
    out.
    """
    book = book_of()
    ends = {kept.model.lower(): quantity(book.number(kept.rule), _("months")) for kept in KEPT}
    parts = []
    if user.cadre_id and user.has_perm("cadres.view_own_file"):
        file = ((model, of_file(model, user.cadre_id)) for model in _models())
        parts.append(OwnPart(_("In your file"), list(_lines(file, user, ends, _("as long as the file")))))
    account = ((model, of_account(model, user)) for model in _models())
    parts.append(OwnPart(_("Of your account"), list(_lines(account, user, ends, _("as long as the account")))))
    return parts


def _models() -> list[type[Model]]:
    return [apps.get_model(concern.model) for concern in CONCERNS]


def of_file(model: type[Model], cadre: int) -> Q | None:
    """Rows about a cadre, None where no path of the model leads to one."""
    paths = CONCERNS[model._meta.label_lower].paths
    return reduce(or_, (Q(**{path: cadre}) for path in paths)) if paths else None


def of_account(model: type[Model], user: User) -> Q | None:
    """Rows that name an account, None where the model names none."""
    fields: list[Any] = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    named = [field.name for field in fields if field.related_model is User]
    if model is User:
        return Q(pk=user.pk)
    return reduce(or_, (Q(**{name: user}) for name in named)) if named else None


def _lines(asked: Any, user: User, ends: dict[str, str], otherwise: str) -> Iterator[Line]:
    for model, condition in asked:
        if condition is None:
            continue
        number = model.objects.visible_to(user).filter(condition).order_by()[: MOST_COUNTED + 1].count()
        if number:
            title, kept = capfirst(model._meta.verbose_name_plural), ends.get(model._meta.label_lower, otherwise)
            yield Line(title, min(number, MOST_COUNTED), number > MOST_COUNTED, kept)
