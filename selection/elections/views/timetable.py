"""When each step of an election may be taken at the earliest."""

from itertools import pairwise

from django.utils import timezone

from cadres.platform.calendar import facts as workdays
from cadres.shared.pages.records import RecordDetail
from selection.elections.facts import collect_facts, elections_with_facts, notice_span
from selection.elections.forms import TimetableForm
from selection.elections.models import Election
from selection.elections.rules.timetable import Line, timetable


class ElectionTimetable(RecordDetail):
    """``?begins=``: the day before which nothing that is still to come happens; today without it."""

    model = Election
    permission = "selection.view_election"
    template_name = "selection/elections/timetable.html"

    def get_queryset(self):
        return elections_with_facts(super().get_queryset())

    def get_context(self, record):
        today = timezone.localdate()
        form = TimetableForm(self.request.GET or None)
        begins = (form.cleaned_data["begins"] if form.is_bound and form.is_valid() else None) or today
        facts, known = collect_facts(record, self.request.user, {}), workdays.known()
        lines = timetable(facts, begins, lambda day: notice_span(day, facts.book, known))
        return {"form": form, "begins": begins, "rows": with_days_between(lines), "seat": record.vacancy.post}


def with_days_between(lines: list[Line]) -> list[tuple[Line, int | None]]:
    """Each line with the days since the one before."""
    return [(lines[0], None), *((line, (line.day - before.day).days) for before, line in pairwise(lines))]
