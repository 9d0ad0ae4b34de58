from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.pages import PartPage
from cadres.registry.sanctions import services as sanctions
from cadres.registry.sanctions.forms import SanctionForm
from cadres.registry.sanctions.models import Sanction


class SanctionPage(PartPage):
    """With the periods of effect by kind, so that the proposal surprises nobody."""

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "effects": sanctions.effects_shown(self.cadre)}


class SanctionEnter(SanctionPage):
    model, form_class, section, title = Cadre, SanctionForm, "sanctions", _("Enter a sanction or measure")

    def save(self, form: SanctionForm) -> Sanction:
        return sanctions.enter_sanction(self.record, form.values(), by=self.request.user, **_reasons(form))


class SanctionChange(SanctionPage):
    model, form_class, section, title = Sanction, SanctionForm, "sanctions", _("Correct a sanction or measure")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def save(self, form: SanctionForm) -> Sanction:
        seen = form.cleaned_data["seen"]
        return sanctions.change_sanction(self.record, form.values(), by=self.request.user, seen=seen, **_reasons(form))


def _reasons(form: SanctionForm) -> dict[str, Any]:
    return {"open_end": form.cleaned_data["open_end"], "reason": form.cleaned_data["reason"]}
