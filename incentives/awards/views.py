"""Pages of the incentives."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from assessment.models import Score
from cadres.models import Cadre, Step
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.lists.bulk import Bulk, export_selected
from cadres.shared.lists.views import RecordList
from cadres.shared.numbers import key_of
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Matter
from cadres.shared.pages.records import Guarded, RecordDetail
from cadres.shared.pages.stage_progress import stage_progress
from cadres.shared.recusal import refuse_reading
from incentives.awards.choices import AwardKind, AwardStage
from incentives.awards.facts import merit_years
from incentives.awards.forms import ProposeForm
from incentives.awards.lists import AWARD_LIST
from incentives.awards.models import Award
from incentives.awards.presenters import facts_of, matter_of
from incentives.awards.services.awards import AWARDS, move_award, propose_award
from incentives.awards.services.suggestions import commendations, earned_by, last_result_year, third_class_merits
from incentives.subsidies import services as subsidies

FOUND = 20

TONES = {AwardStage.GRANTED: "good", AwardStage.REFUSED: "bad", AwardStage.WITHDRAWN: "neutral"}


class AwardList(RecordList):
    definition = AWARD_LIST
    empty_text = _("No award yet. The suggestions show who has earned one.")
    heading_actions = (
        (_("Propose an award"), "incentives:award_new", "incentives.propose_award"),
        (_("Suggestions"), "incentives:award_suggestions", "incentives.propose_award"),
        (_("Township work subsidy"), "incentives:subsidy_list", "incentives.view_award"),
    )
    bulk_actions = (Bulk("export", _("To Excel"), "incentives.view_award", export_selected),)
    panel_template = "incentives/awards/_award_beside.html"

    def get_panel_context(self, record: Award) -> dict[str, Any]:
        return {"facts": facts_of(record), "tone": TONES.get(AwardStage(record.stage), "info")}


class AwardDetail(RecordDetail):
    model = Award
    template_name = "incentives/awards/award_detail.html"
    permission = "incentives.view_award"

    def get_queryset(self):
        return super().get_queryset().for_list()

    def get_context(self, record: Award) -> dict[str, Any]:
        return {
            "facts": facts_of(record),
            "tone": TONES.get(AwardStage(record.stage), "info"),
            "stages": stages_of(record),
            "available_moves": available_moves(AWARDS, record, user=self.request.user),
            "steps": labelled(Step.objects.of(record), AWARDS.labels),
        }


def stages_of(award: Award) -> list[dict[str, Any]]:
    """The way of an award; one that was refused or withdrawn ends there."""
    way = [AwardStage.PROPOSED, AwardStage.APPROVED, AwardStage.GRANTED]
    return stage_progress(way, AwardStage(award.stage), passed=way[:1])


def year_asked(request: HttpRequest) -> int:
    """``?year=`` in four digits, or the last year with results."""
    text = request.GET.get("year", "")
    return (key_of(text) if len(text) == 4 else None) or last_result_year(request.user)


class AwardNew(FormPage):
    """Propose an award for the cadre of ``?score=`` or ``?cadre=``; without either, first find the cadre."""

    form_class = ProposeForm
    template_name = "incentives/awards/award_new.html"
    permission = "incentives.propose_award"
    title = _("Propose an award")
    submit_label = _("Propose")
    success_message = _("Proposed. A leader of the department has been told.")

    @cached_property
    def score(self) -> Score | None:
        asked = self.request.GET.get("score", "")
        if not asked:
            return None
        key = key_of(asked)
        if key is None:
            raise Http404
        scores = Score.objects.visible_to(self.request.user).select_related("tenure__cadre", "cycle")
        return get_object_or_404(scores, pk=key)

    @cached_property
    def cadre(self) -> Cadre | None:
        """Recusal comes first: the page tells what the cadre has earned."""
        found = self._asked_for()
        if found is not None:
            refuse_reading(self.request.user, found)
        return found

    def _asked_for(self) -> Cadre | None:
        if self.score is not None:
            return self.score.tenure.cadre
        asked = self.request.GET.get("cadre", "")
        if not asked:
            return None
        key = key_of(asked)
        if key is None:
            raise Http404
        return get_object_or_404(Cadre.objects.visible_to(self.request.user), pk=key)

    def get(self, request, **kwargs):
        if self.cadre is None:
            return self._find()
        return super().get(request, **kwargs)

    def post(self, request, **kwargs):
        if self.cadre is None:
            return self._find()
        return super().post(request, **kwargs)

    def _find(self):
        wanted = self.request.GET.get("name", "").strip()
        found = []
        if wanted:
            rows = Cadre.objects.visible_to(self.request.user).serving().for_list()
            found = list(rows.filter(name__contains=wanted).order_by("name_key", "pk")[:FOUND])
        context = {"title": self.title, "wanted": wanted, "found": found}
        return render(self.request, "incentives/awards/award_find.html", context)

    def get_form_kwargs(self) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        asked = year_asked(self.request)
        initial: dict[str, Any] = {"year": asked}
        if kind in AwardKind.values:
            initial |= {"kind": kind, "ground": earned_by(self.cadre, kind, asked)}
        if self.score is not None:
            initial["year"] = self.score.cycle.year
            grade = {"year": self.score.cycle.year, "grade": self.score.get_grade_display()}
            initial["ground"] = _("Yearly assessment %(year)s: %(grade)s.") % grade
        return {"initial": initial}

    def get_context(self) -> dict[str, Any]:
        return {"cadre": self.cadre, "score": self.score}

    def save(self, form):
        return propose_award(self.cadre, score=self.score, by=self.request.user, **form.cleaned_data)


class AwardMove(MovePage):
    model = Award
    workflow = AWARDS
    take = move_award

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("score__cycle")

    def matter(self) -> Matter:
        return matter_of(self.record, self.facts, by=self.request.user)


class Suggestions(Guarded):
    """Who has earned an award by the results of a year."""

    permission = "incentives.propose_award"

    def get(self, request):
        year = year_asked(request)
        context = {
            "year": year,
            "years": range(year - 3, year + 2),
            "merits": third_class_merits(request.user, year=year),
            "needed": merit_years(year),
            "commendations": commendations(request.user, year=year),
        }
        return render(request, "incentives/awards/suggestions.html", context)


class MyAwards(Guarded):
    """What a township leader was granted, and the subsidy that is due."""

    permission = "incentives.view_own"

    def get(self, request):
        awards = Award.objects.visible_to(request.user)
        due = subsidies.due_on(localdate()).visible_to(request.user).select_related("post__organization").first()
        return render(request, "incentives/awards/my_awards.html", {"awards": awards, "due": due})
