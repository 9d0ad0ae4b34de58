"""The end of a public notice in working days (公示期), and its computing again when a calendar is approved."""

from typing import Any

from cadres.models import LocalRule, User
from cadres.platform.calendar.points import Change
from cadres.platform.calendar.rules.days import Known
from cadres.platform.log.services import record_each
from cadres.platform.notices import services as notices
from cadres.platform.rule_settings.facts import rulebook_from
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.recusal import as_part_of_a_whole
from selection.elections.choices import Stage
from selection.elections.facts import COUNT_FIRST, DAYS, notice_span
from selection.elections.models import Election
from selection.elections.regulations import ELECTION
from selection.elections.workflow import APPOINT, RUN


def changes(known: Known) -> list[Change]:
    """Running notices whose end the days known make another day or certain: two queries, however many.

    Each by the county's settings of the day that judges its election.
    """
    rows = list(
        Election.objects.filter(stage=Stage.NOTICED)
        .exclude(notice_from=None)
        .select_related("vacancy__post__organization")
        .order_by("pk")
    )
    settings = list(
        LocalRule.objects.filter(key__in=(DAYS, COUNT_FIRST)).exclude(approved_by=None).order_by("division_id")
    )
    found = []
    for election in rows:
        begins: Any = election.notice_begins
        code = election.vacancy.post.organization.division_id
        now = notice_span(begins, rulebook_from(settings, code, on=ELECTION.on(election)), known)
        if (now.last, now.certain) != (election.notice_until, election.notice_certain):
            change = Change(
                record=election,
                label=str(election),
                url=election.get_absolute_url(),
                before=election.notice_until or begins,
                after=now.last,
                was_certain=election.notice_certain,
                certain=now.certain,
            )
            found.append(change)
    return found


def carry_out(found: list[Change], by: User | None) -> None:
    """Save the new ends with a step each, and let those know who appoint or have the notice posted.

    A notice that somebody else moved on meanwhile keeps its end.
    """
    running = Election.objects.filter(pk__in=[change.record.pk for change in found], stage=Stage.NOTICED)
    still = set(running.select_for_update(of=["self"]).order_by("pk").values_list("pk", flat=True))
    done = [change for change in found if change.record.pk in still]
    for change in done:
        change.record.notice_until, change.record.notice_certain = change.after, change.certain
    Election.objects.bulk_update([change.record for change in done], ["notice_until", "notice_certain"])
    with as_part_of_a_whole():  # new days for all notices alike
        record_each(
            (
                (
                    change.record,
                    "notice_recomputed",
                    {
                        "source": Stage.NOTICED,
                        "target": Stage.NOTICED,
                        "facts": {
                            "notice_until": {"before": change.before, "after": change.after},
                            "certain": {"before": change.was_certain, "after": change.certain},
                        },
                    },
                )
                for change in done
            ),
            by=by,
        )
    for change in done:
        _let_know(change)


def _let_know(change: Change) -> None:
    """Those who appoint, since the wait is over or longer, and staff, who have the notice posted."""
    roles = tuple(role for role, permissions in PERMISSIONS_OF.items() if permissions & {APPOINT, RUN})
    post = change.record.vacancy.post
    notices.notify(
        User.objects.answering_for(post.organization.division_id, roles),
        kind="selection.notice_recomputed",
        key=f"selection.notice:{change.record.pk}:{change.after}:{change.certain:d}",
        params={"post": str(post), "day": change.after.isoformat(), "before": change.before.isoformat()},
        url=change.url,
    )
