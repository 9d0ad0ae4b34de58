"""Pages of the assessment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from assessment.cycles.models import Cycle
from assessment.scores import presenters
from assessment.scores.facts import last_results
from assessment.scores.forms import GradeForm, GradesForm
from assessment.scores.lists import SCORE_LIST
from assessment.scores.models import Score, ScorePart
from assessment.scores.services.cycle_moves import STEP_LABELS
from assessment.scores.services.scores import (
    GRADE_FIELDS,
    GRADES,
    GradeFacts,
    confirm_grade,
    confirm_grades,
    facts_of_grades,
    grade_facts,
    objections_to_grade,
)
from assessment.systems.regulations import CYCLE
from cadres.models import DivisionProfile, Step
from cadres.platform.log.services import labelled
from cadres.platform.rule_settings.facts import rulebook
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.matter import Matter
from cadres.shared.pages.records import Guarded, RecordDetail
from cadres.shared.recusal import open_to
from cadres.shared.regulations.decide import Split, split_by_action


class ScoreList(RecordList):
    definition = SCORE_LIST
    empty_text = _("No scores yet. They appear when a cycle is scored.")


class ScoreDetail(RecordDetail):
    """One score, explained from its stored parts."""

    model = Score
    template_name = "assessment/scores/score_detail.html"
    permission = "assessment.view_score"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .for_list()
            .select_related("cycle", "division", "tenure__cadre", "tenure__post", "graded_by")
        )

    def get_context(self, record: Score) -> dict[str, Any]:
        parts = list(ScorePart.objects.filter(score=record).select_related("indicator"))
        profile = (
            DivisionProfile.objects.filter(division=record.division_id, year__lte=record.cycle.year)
            .order_by("-year")
            .first()
        )
        return {
            "parts": parts,
            "chart": presenters.part_chart(parts),
            "facts": presenters.score_facts(record),
            "conditions": presenters.conditions(profile),
            "may_grade": presenters.may_grade(record, self.request.user),
            "steps": labelled(Step.objects.of(record), STEP_LABELS),
        }


class ScoreGrade(FormPage):
    """The suggested grade is chosen beforehand only where the rules let it be given."""

    model = Score
    form_class = GradeForm
    permission = "assessment.confirm_grade"
    title = _("Confirm the grade")
    submit_label = _("Confirm")
    success_message = _("Grade confirmed; it stands in the file.")
    template_name = "assessment/scores/score_grade.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().for_list()

    @cached_property
    def facts(self) -> GradeFacts:
        cycle = self.record.cycle
        book = rulebook(cycle.division_id, on=CYCLE.on(cycle))
        return grade_facts(self.record, cycle, book)

    @property
    def suggested(self) -> str:
        return self.record.grade or self.record.band

    def stands_against(self, form: GradeForm) -> Split:
        found = objections_to_grade(self.record, self.suggested or GRADES[-1], self.facts)
        return split_by_action(found, self.facts.book.action)

    def matter(self) -> Matter:
        return presenters.matter_of(self.record, self.facts, last_results(self.record), by=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = "" if objections_to_grade(self.record, self.suggested, self.facts) else self.suggested
        return {
            "initial": {"grade": offered, "reason": self.record.grade_reason},
            "state": {name: getattr(self.record, name) for name in GRADE_FIELDS},
        }

    def save(self, form: GradeForm) -> Score:
        seen = form.cleaned_data["seen"]
        return confirm_grade(self.record, **form.values(), by=self.request.user, seen=seen)


class CycleGrades(FormPage):
    """All grades of a cycle in one table, suggestions filled in where the rules let them be given."""

    model = Cycle
    form_class = GradesForm
    permission = "assessment.confirm_grade"
    title = _("Confirm the grades")
    submit_label = _("Confirm")
    success_message = _("Grades confirmed; they stand in the files.")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("division")

    @cached_property
    def scores(self) -> list[Score]:
        rows = Score.objects.visible_to(self.request.user).filter(cycle=self.record).scored().for_list()
        return list(open_to(rows, self.request.user).order_by("-total", "pk"))

    @cached_property
    def facts(self) -> dict[int, GradeFacts]:
        book = rulebook(self.record.division_id, on=CYCLE.on(self.record))
        return facts_of_grades(self.scores, self.record, book)

    def matter(self) -> Matter:
        return presenters.matter_of_grades(self.record, self.scores, self.facts)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"rows": presenters.grade_rows(self.scores, self.facts, by=self.request.user)}

    def save(self, form: GradesForm) -> Cycle:
        confirm_grades(self.record, form.wanted(), by=self.request.user, seen=form.cleaned_data["seen"])
        return self.record


class MyAssessment(Guarded):
    """A township leader's own confirmed results."""

    permission = "assessment.view_own"

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.user.cadre_id is None:
            return redirect("home")
        scores = Score.objects.visible_to(request.user).for_list().order_by("-cycle__year", "pk")
        rows = presenters.own_results(scores.prefetch_related("parts__indicator"))
        return render(request, "assessment/scores/my_assessment.html", {"results": rows})
