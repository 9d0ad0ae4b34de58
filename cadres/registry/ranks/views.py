"""Pages on which levels and ranks of a file are entered, ended, corrected and removed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import Cadre, section_of
from cadres.registry.cadre_files.pages import PartPage
from cadres.registry.ranks import services
from cadres.registry.ranks.forms import RankCorrectionForm, RankEndForm, RankForm, RankRemovalForm
from cadres.registry.ranks.models import RankRecord


class RankEnter(PartPage):
    """Open to leaders too, who may set aside what stands against it."""

    permission = "cadres.enter_rank"
    model, form_class, section, title = Cadre, RankForm, "ranks", _("Enter a level or rank")

    def save(self, form: RankForm) -> RankRecord:
        decision = {name: form.cleaned_data[name] for name in ("reason", "override")}
        return services.enter_rank(self.record, form.values(), by=self.request.user, **decision)


class RankCorrect(PartPage):
    model, form_class, section, title = RankRecord, RankCorrectionForm, "ranks", _("Correct a level or rank")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "remove_name": "cadres:rank_remove"}

    def save(self, form: RankCorrectionForm) -> RankRecord:
        given = {name: form.cleaned_data[name] for name in ("reason", "seen")}
        return services.correct_rank(self.record, form.values(), by=self.request.user, **given)


class RankEnd(PartPage):
    model, form_class, section, title = RankRecord, RankEndForm, "ranks", _("End a level or rank")
    submit_label = _("End it")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"rank": self.record}

    def save(self, form: RankEndForm) -> RankRecord:
        return services.end_rank(self.record, by=self.request.user, **form.cleaned_data)


class RankRemove(PartPage):
    model, form_class, section, title = RankRecord, RankRemovalForm, "ranks", _("Remove a level or rank")
    submit_label = _("Remove")
    success_message = _("Removed. What it said stays in the history.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"rank": self.record}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "danger": True}

    def save(self, form: RankRemovalForm) -> HttpResponse:
        services.remove_rank(self.record, by=self.request.user, **form.cleaned_data)
        return redirect(section_of(self.cadre.pk, self.section))
