"""Pages of vacancies."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cadres.models import Post, Step, Tenure
from cadres.platform.log.services import available_moves, labelled
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.records import RecordDetail
from selection.vacancies import facts, services
from selection.vacancies.choices import Cause, VacancyStage
from selection.vacancies.forms import VacancyForm
from selection.vacancies.lists import VACANCY_LIST
from selection.vacancies.models import Vacancy

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
            "facts": [
                (_("Cause"), record.get_cause_display()),
                (_("Stage"), record.get_stage_display()),
                (_("Free from"), record.free_on),
                (_("To be filled by"), record.wanted_by),
                (_("Holder who leaves"), record.leaving.cadre if record.leaving else "–"),
                (_("Opened by"), record.opened_by),
                (_("Opened on"), record.opened_on),
                (_("Note"), record.note or "–"),
            ],
            "may_open_election": not live and record.stage == VacancyStage.OPEN and may_run,
            "available_moves": available_moves(services.WORKFLOW, record, user=user),
            "steps": labelled(Step.objects.of(record), LABELS),
        }


class VacancyOpen(FormPage):
    """With ``?tenure=`` or ``?post=`` the form comes filled in, with the pre-check of the seats (职数预审)."""

    form_class = VacancyForm
    permission = "selection.open_vacancy"
    title = _("Open a vacancy")
    submit_label = _("Open")
    success_message = _("The vacancy is open.")
    template_name = "selection/vacancies/vacancy_open.html"
    post_asked: Post | None = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        posts = Post.objects.visible_to(request.user).main().select_related("organization")
        tenure, post = request.GET.get("tenure", ""), request.GET.get("post", "")
        if tenure.isdigit():
            tenures = Tenure.objects.visible_to(request.user)
            self.post_asked = get_object_or_404(posts, pk__in=tenures.filter(pk=tenure).values("post_id"))
        elif post.isdigit():
            self.post_asked = get_object_or_404(posts, pk=post)

    def get_form_kwargs(self):
        initial: dict[str, Any] = {}
        if self.post_asked is not None:
            known, holder = facts.survey(self.post_asked)
            initial = {"post": self.post_asked.pk, "cause": Cause.TERM_END if holder else Cause.OTHER}
            if holder is not None and known.free_on:
                initial |= {"free_on": known.free_on, "wanted_by": known.free_on}
        return {"user": self.request.user, "initial": initial}

    def get_context(self) -> dict[str, Any]:
        if self.post_asked is None:
            return {}
        known, holder = facts.survey(self.post_asked)
        return {
            "survey": [
                (_("Post"), self.post_asked),
                (_("Approved seats"), known.approved),
                (_("Held"), known.held),
                (_("Vacancies open already"), known.already_open),
                (_("Holder"), holder.cadre if holder else "–"),
                (_("Expected to be free from"), known.free_on or "–"),
            ]
        }

    def save(self, form):
        data = form.cleaned_data
        return services.open_vacancy(data.pop("post"), by=self.request.user, **data)


class VacancyMove(MovePage):
    model = Vacancy
    workflow = services.WORKFLOW
    take = services.take
