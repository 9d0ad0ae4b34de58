"""Pages of vacancies."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cadres.models import Post, Step, Tenure
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.lists.views import RecordList
from cadres.shared.numbers import key_of
from cadres.shared.pages.form_pages import MovePage
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.pages.records import RecordDetail
from selection.vacancies import services
from selection.vacancies.choices import VacancyStage
from selection.vacancies.lists import VACANCY_LIST
from selection.vacancies.models import Vacancy
from selection.vacancies.pages import VacancyOpening

LABELS = services.WORKFLOW.labels | {"open": _("Opened")}


class VacancyList(RecordList):
    definition = VACANCY_LIST
    heading_actions = ((_("Open a vacancy"), "selection:vacancy_open", "selection.open_vacancy"),)
    empty_text = _("No vacancy. Open one when a seat is or will be free.")


class VacancyDetail(RecordDetail):
    model = Vacancy
    permission = "selection.view_vacancy"
    template_name = "selection/vacancies/vacancy_detail.html"

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("leaving__cadre").prefetch_related("elections")

    def get_context(self, record):
        user = self.request.user
        elections = sorted(record.elections.all(), key=lambda e: -e.pk)
        live = any(election.stands for election in elections)
        may_run = user.has_perm("selection.run_election")
        return {
            "elections": elections,
            "facts": facts_of(record),
            "may_open_election": not live and record.stage == VacancyStage.OPEN and may_run,
            "available_moves": available_moves(services.WORKFLOW, record, user=user),
            "steps": labelled(Step.objects.of(record), LABELS),
        }


class VacancyOpen(VacancyOpening):
    """With ``?tenure=`` or ``?post=`` the form comes filled in."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        posts = Post.objects.visible_to(request.user).main().select_related("organization")
        tenure, post = (key_of(request.GET.get(name, "")) for name in ("tenure", "post"))
        if tenure is not None:
            tenures = Tenure.objects.visible_to(request.user)
            self.post_asked = get_object_or_404(posts, pk__in=tenures.filter(pk=tenure).values("post_id"))
        elif post is not None:
            self.post_asked = get_object_or_404(posts, pk=post)


class VacancyMove(MovePage):
    model = Vacancy
    workflow = services.WORKFLOW
    take = services.take

    def get_queryset(self):
        return super().get_queryset().for_list().select_related("leaving__cadre", "opened_by")

    def matter(self) -> Matter:
        holders = Tenure.objects.open().filter(post=self.record.post_id, seat=self.record.seat).select_related("cadre")
        return Matter(
            concerned=tuple(Concerned(one.cadre.name, one.get_absolute_url(), _("holds the seat")) for one in holders),
            parts=(Part(_("The vacancy"), tuple(facts_of(self.record))),),
        )


def facts_of(record: Vacancy) -> list[tuple[Any, Any]]:
    return [
        (_("Post"), record.post),
        (_("Cause"), record.get_cause_display()),
        (_("Stage"), record.get_stage_display()),
        (_("Free from"), record.free_on),
        (_("To be filled by"), record.wanted_by),
        (_("Holder who leaves"), record.leaving.cadre if record.leaving else "–"),
        (_("Opened by"), record.opened_by),
        (_("Opened on"), record.opened_on),
        (_("Note"), record.note or "–"),
    ]
