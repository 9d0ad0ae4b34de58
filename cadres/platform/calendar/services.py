"""Setting a year's calendar: drafted by one person, approved by another; what was computed is computed again."""

from collections.abc import Iterable

from chinese_calendar import constants
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cadres.platform.accounts.models import User
from cadres.platform.calendar import facts as workdays
from cadres.platform.calendar.choices import Stage
from cadres.platform.calendar.models import CalendarYear, SpecialDay
from cadres.platform.calendar.points import SPAN_USERS, Change, SpanUser
from cadres.platform.calendar.regulations import CALENDAR, FIRST_YEAR, LAST_YEAR, NOTICE
from cadres.platform.calendar.rules.days import Entry, entries_objections, special_days, year_of
from cadres.platform.log.services import record_step
from cadres.platform.notices import services as notices
from cadres.shared.errors import Objection, OutOfDate, Refused
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.regulations.catalogue import RULES

PROPOSE, APPROVE = "cadres.propose_calendar", "cadres.approve_calendar"
PROGRAM = "chinesecalendar"  # the package whose days came with the program


@transaction.atomic
def save_draft(  # noqa: PLR0913 -- what the notice says, and whose hand
    year: int, *, entries: Iterable[Entry], document: str, basis: str = "", by: User, seen: str = ""
) -> CalendarYear:
    """Write the draft of a year anew; a second person puts it in force. Raises ``Refused``, ``OutOfDate``."""
    if not by.has_perm(PROPOSE):
        raise PermissionDenied
    entries = list(entries)
    objections = list(entries_objections(year, entries))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        objections.append(Objection("year-beyond", _("Enter a year between %(first)d and %(last)d.") % bounds))
    if not document.strip():
        message = _("Name the number of the State Council's notice.")
        source = RULES[NOTICE].on(CALENDAR.on(year)).source
        objections.append(Objection("document-missing", message, source, NOTICE))
    if objections:
        raise Refused(*objections)
    workdays.hold_alone()  # two who begin the same year's draft stand in a line
    draft = CalendarYear.objects.waiting().filter(year=year).select_for_update(of=["self"]).first()
    _check_seen(draft, seen)
    if draft is None:
        draft = CalendarYear(year=year)
    else:
        draft.days.all().delete()
    draft.document, draft.basis, draft.set_by = document.strip(), basis.strip(), by
    draft.full_clean()
    draft.save()
    _write_days(draft, special_days(entries))
    facts = {"year": year, "document": draft.document, "days": len(special_days(entries))}
    record_step(draft, "draft", by=by, target=Stage.DRAFT, facts=facts)
    _call_approvers(draft)
    return draft


@transaction.atomic
def discard_draft(draft: CalendarYear, *, by: User) -> None:
    """Who drafted it withdraws it, who may approve declines it. The history keeps it."""
    own = draft.set_by_id == by.pk
    draft = _waiting(draft, by, PROPOSE if own else APPROVE)
    record_step(draft, "withdraw" if own else "decline", by=by, source=Stage.DRAFT, target="gone")
    notices.settle(_key(draft))
    draft.delete()


@transaction.atomic
def approve_draft(draft: CalendarYear, *, by: User, seen: str = "") -> CalendarYear:
    """Put the year in force: an older version ends, and every running span is computed again. Raises ``Refused``."""
    draft = _waiting(draft, by, APPROVE)
    _check_seen(draft, seen)
    if draft.set_by_id == by.pk:
        raise Refused(Objection("four-eyes", _("Who set the calendar cannot approve it.")))
    CalendarYear.objects.in_force().filter(year=draft.year).update(stage=Stage.REPLACED)
    draft.stage, draft.approved_by, draft.approved_at = Stage.APPROVED, by, timezone.now()
    draft.save(update_fields=["stage", "approved_by", "approved_at"])
    record_step(draft, "approve", by=by, source=Stage.DRAFT, target=Stage.APPROVED)
    notices.settle(_key(draft))
    _compute_again(by)
    return draft


@transaction.atomic
def recompute(*, by: User | None = None) -> int:
    """Compute every running span again by the calendars in force; returns how many changed. Twice is as once."""
    workdays.hold_alone()
    return _compute_again(by)


def consequences(draft: CalendarYear) -> list[tuple[SpanUser, list[Change]]]:
    """What the approval of the draft would change, by who computes days."""
    days = workdays.known(draft=draft)
    found = [(user, user.changes(days)) for user in SPAN_USERS]
    return [(user, changes) for user, changes in found if changes]


@transaction.atomic
def load_known() -> tuple[list[int], int]:
    """Take in the years that came with the program and are not there in any version; (years added, last year known).

    Years that somebody drafted or approved stay as they are.
    """
    workdays.hold_alone()
    years = days_of_program()
    there = set(CalendarYear.objects.values_list("year", flat=True))
    added = sorted(set(years) - there)
    for year in added:
        calendar = CalendarYear.objects.create(year=year, document=PROGRAM)
        _write_days(calendar, years[year])
        calendar.stage, calendar.approved_at = Stage.APPROVED, timezone.now()
        calendar.save(update_fields=["stage", "approved_at"])
        record_step(calendar, "load", by=None, target=Stage.APPROVED, facts={"year": year, "document": PROGRAM})
    if added:
        _compute_again(None)
    return added, max(years)


def days_of_program() -> dict[int, dict]:
    """Year → day → (works, name), as the package knows them."""
    years: dict[int, dict] = {}
    for days, works in ((constants.holidays, False), (constants.workdays, True)):
        for day, name in days.items():
            years.setdefault(year_of(day), {})[day] = (works, constants.Holiday(name).chinese)
    complete = max(day.year for day in constants.workdays)
    return {year: days for year, days in years.items() if year <= complete}


def _compute_again(by: User | None) -> int:
    days = workdays.known()
    changed = 0
    for user in SPAN_USERS:
        if changes := user.changes(days):
            user.carry_out(changes, by)
            changed += len(changes)
    return changed


def _write_days(calendar: CalendarYear, days: dict) -> None:
    SpecialDay.objects.bulk_create(
        SpecialDay(calendar=calendar, day=day, works=works, name=name) for day, (works, name) in sorted(days.items())
    )


def _waiting(draft: CalendarYear, by: User, permission: str) -> CalendarYear:
    """The draft, locked, before anything that is computed by a calendar."""
    if not by.has_perm(permission):
        raise PermissionDenied
    workdays.hold_alone()
    found = CalendarYear.objects.visible_to(by).waiting().filter(pk=draft.pk).select_for_update(of=["self"]).first()
    if found is None:
        raise OutOfDate(_("Somebody else has approved or withdrawn this draft."))
    return found


def seen_of(draft: CalendarYear | None) -> str:
    """What a page shows of a draft, so that nobody approves or overwrites what he has not seen."""
    return draft.changed_at.isoformat() if draft is not None else "nothing"


def _check_seen(draft: CalendarYear | None, seen: str) -> None:
    if seen and seen != seen_of(draft):
        raise OutOfDate(_("Somebody else has changed this draft since you opened the page. Here it is as it is now."))


def _key(draft: CalendarYear) -> str:
    return f"cadres.calendar:{draft.pk}"


def _call_approvers(draft: CalendarYear) -> None:
    roles = [role for role, permissions in PERMISSIONS_OF.items() if APPROVE in permissions]
    notices.notify(
        User.objects.filter(is_active=True, role__in=roles).exclude(pk=draft.set_by_id),
        kind="cadres.calendar_waits",
        key=_key(draft),
        params={"year": draft.year},
        url=draft.get_absolute_url(),
    )
