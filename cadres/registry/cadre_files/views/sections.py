"""Forms of the parts of a file: education, family, yearly results, sanctions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from cadres.registry.cadre_files.forms.sections import (
    EducationForm,
    EducationGrid,
    FamilyForm,
    FamilyGrid,
    RemoveForm,
    ResultForm,
    ResultGrid,
)
from cadres.registry.cadre_files.models import AnnualResult, Cadre, Education, FamilyMember, section_of
from cadres.registry.cadre_files.pages import PartPage
from cadres.registry.cadre_files.services import sections as cadre_parts
from cadres.shared.pages.grids import PartsForm
from cadres.shared.pages.records import Guarded
from cadres.shared.pages.submit_once import submit_once

CHANGE = "cadres.change_cadre"


class PartAdd(PartPage):
    model = Cadre

    def save(self, form: Any) -> Any:
        reason = form.cleaned_data["reason"]
        part = form._meta.model
        return cadre_parts.add_part(self.record, part, form.values(), by=self.request.user, reason=reason)


class PartChange(PartPage):
    remove_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.record}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "remove_name": self.remove_name}

    def save(self, form: Any) -> Any:
        edit = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return cadre_parts.change_part(self.record, form.values(), by=self.request.user, **edit)


class PartRemove(PartPage):
    form_class = RemoveForm
    submit_label = _("Remove")
    success_message = _("Removed. What it said stays in the history.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"part": self.record}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "danger": True}

    def save(self, form: RemoveForm) -> HttpResponse:
        cadre_parts.remove_part(self.record, by=self.request.user, **form.cleaned_data)
        return redirect(section_of(self.cadre.pk, self.section))


class PartsGrid(PartPage):
    """All rows of one section in one table."""

    model = Cadre

    def get_form_kwargs(self) -> dict[str, Any]:
        part = self.form_class.row_form._meta.model
        parts = list(cadre_parts.parts_of(self.record, part))
        return {"parts": parts, "locked": [one.pk for one in parts if getattr(one, "confirmed_here", False)]}

    def save(self, form: PartsForm) -> HttpResponse:
        rows = cadre_parts.Rows(form.row_form._meta.model, form.changed, form.added, form.removed)
        edit = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        cadre_parts.save_parts(self.record, rows, by=self.request.user, **edit)
        return redirect(section_of(self.record.pk, self.section))


class EducationRows(PartsGrid):
    form_class, section, title = EducationGrid, "education", _("Education in one table")


class FamilyRows(PartsGrid):
    form_class, section, title = FamilyGrid, "family", _("Family in one table")


class ResultRows(PartsGrid):
    form_class, section, title = ResultGrid, "results", _("Yearly results in one table")


class EducationAdd(PartAdd):
    form_class, section, title = EducationForm, "education", _("Add education")


class EducationChange(PartChange):
    model, form_class, section, title = Education, EducationForm, "education", _("Change education")
    remove_name = "cadres:education_remove"


class EducationRemove(PartRemove):
    model, section, title = Education, "education", _("Remove education")


class FamilyAdd(PartAdd):
    form_class, section, title = FamilyForm, "family", _("Add a family member or relation")


class FamilyChange(PartChange):
    model, form_class, section, title = FamilyMember, FamilyForm, "family", _("Change a family member")
    remove_name = "cadres:family_remove"


class FamilyRemove(PartRemove):
    model, section, title = FamilyMember, "family", _("Remove a family member")


class FamilyMove(Guarded):
    """One place up or down on the printed form."""

    permission = CHANGE
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int, way: str) -> HttpResponse:
        member = get_object_or_404(FamilyMember.objects.visible_to(request.user), pk=pk)
        return submit_once(request, lambda: self._move(member, up=way == "up"))

    def _move(self, member: FamilyMember, *, up: bool) -> HttpResponse:
        return redirect(cadre_parts.move_relative(member, up=up, by=self.request.user))


class ResultAdd(PartAdd):
    form_class, section, title = ResultForm, "results", _("Add a yearly result")


class ResultChange(PartChange):
    model, form_class, section, title = AnnualResult, ResultForm, "results", _("Change a yearly result")
    remove_name = "cadres:result_remove"


class ResultRemove(PartRemove):
    model, section, title = AnnualResult, "results", _("Remove a yearly result")
