"""Opening a vacancy, as pages of other nouns open it too."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cadres.models import Post
from cadres.shared.pages.form_pages import FormPage
from selection.vacancies import facts, services
from selection.vacancies.choices import Cause
from selection.vacancies.forms import VacancyForm
from selection.vacancies.rules import OpeningFacts


class VacancyOpening(FormPage):
    """A vacancy of the post that ``post_asked`` names, if it names one, with the pre-check of the seats (职数预审).

    Whoever knows more of why and when overrides ``known_besides``.
    """

    form_class = VacancyForm
    permission = "selection.open_vacancy"
    title = _("Open a vacancy")
    submit_label = _("Open")
    success_message = _("The vacancy is open.")
    template_name = "selection/vacancies/vacancy_open.html"
    post_asked: Post | None = None

    @cached_property
    def survey(self) -> tuple[OpeningFacts, Any]:
        return facts.survey(self.post_asked)

    def known_besides(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        if self.post_asked is not None:
            known, holder = self.survey
            initial = {"post": self.post_asked.pk, "cause": Cause.TERM_END if holder else Cause.OTHER}
            if holder is not None and known.free_on:
                initial |= {"free_on": known.free_on, "wanted_by": known.free_on}
            initial |= self.known_besides()
        return {"user": self.request.user, "initial": initial}

    def get_context(self) -> dict[str, Any]:
        if self.post_asked is None:
            return {}
        known, holder = self.survey
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

    def save(self, form: Any) -> Any:
        data = form.cleaned_data
        return services.open_vacancy(data.pop("post"), by=self.request.user, **data)
