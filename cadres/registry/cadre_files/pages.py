"""What the sections of a file are built on, also those that other nouns keep."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.services import open_part
from cadres.platform.accounts.models import User
from cadres.registry.cadre_files.models import Cadre, section_of
from cadres.shared.dates import whole_years
from cadres.shared.months import month_text
from cadres.shared.numbers import key_of
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.panels import PANELS
from cadres.shared.pages.records import RecordDetail

FOUND = 30  # cadres offered for one search


class CadreSection(RecordDetail):
    """One section of a file; every section has the same head and tabs."""

    model = Cadre
    permission = "cadres.view_cadre"
    section = ""

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related("division", "growth_place").with_present_posts()
        return rows.with_photo_mark().defer("photo", "form_extra")

    def check_record(self, record: Cadre) -> None:
        open_part(record, self.section or "file", by=self.request.user)

    def get_context(self, record: Cadre) -> dict[str, Any]:
        user = self.request.user
        return {
            "tabs": tabs_of(record, user, self.section),
            "age": whole_years(record.born_on, localdate()),
            "may_change": user.has_perm("cadres.change_cadre"),
            "may_export": user.has_perm("cadres.export_form"),
        }


def tabs_of(record: Cadre, user: User, section: str) -> list[tuple[Any, str, bool]]:
    """The sections that this user may open, those of the upper apps included."""
    own = [
        (_("File"), "cadres:cadre_detail", ""),
        (_("Career"), "cadres:cadre_timeline", "timeline"),
        (_("Verification"), "cadres:cadre_verification", "verification"),
    ]
    tabs = [(label, reverse(name, args=[record.pk]), key == section) for label, name, key in own]
    for panel in PANELS:
        if user.has_perm(panel.permission):
            url = reverse("cadres:cadre_panel", args=[record.pk, panel.key])
            tabs.append((panel.title, url, panel.key == section))
    if user.has_perm("cadres.view_document"):
        tabs.append((_("Documents"), reverse("cadres:cadre_documents", args=[record.pk]), section == "documents"))
    if user.has_perm("cadres.view_readers"):
        tabs.append((_("Who read this file"), reverse("cadres:cadre_readers", args=[record.pk]), section == "readers"))
    tabs.append((_("History"), reverse("cadres:cadre_history", args=[record.pk]), section == "history"))
    return tabs


class PartPage(FormPage):
    """A form over a part of a file; opening it is a reading of that part, and it leads back to its section."""

    permission = "cadres.change_cadre"
    template_name = "cadres/cadre_files/part_form.html"
    success_message = gettext_lazy("Saved. The change stands in the history.")
    section = ""

    @property
    def cadre(self) -> Cadre:
        return self.record if isinstance(self.record, Cadre) else self.record.cadre

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset()
        heavy = ("photo", "form_extra", "resume")
        if self.model is Cadre:
            return rows.defer(*heavy)
        return rows.select_related("cadre").defer(*(f"cadre__{name}" for name in heavy))

    def check_record(self, record: Any) -> None:
        cadre = record if isinstance(record, Cadre) else record.cadre
        open_part(cadre, self.section, by=self.request.user)

    def get_context(self) -> dict[str, Any]:
        return {"cadre": self.cadre, "back": section_of(self.cadre.pk, self.section)}


class CadreSearchForm(forms.Form):
    """A serving cadre found by name or pinyin: ``?q=`` offers those found, works without scripts."""

    cadre = forms.ModelChoiceField(
        label=gettext_lazy("Cadre"),
        queryset=Cadre.objects.none(),
        help_text=gettext_lazy("Search by name or pinyin first."),
    )

    def __init__(self, *args: Any, user: User, search: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        cadres = Cadre.objects.visible_to(user).serving().order_by("name_key", "pk")
        field: Any = self.fields["cadre"]
        field.queryset = cadres
        wanted = search.strip()
        chosen = self.data.get("cadre", "") if self.is_bound else ""
        found = cadres.filter(name__startswith=wanted) | cadres.filter(name_key__startswith=wanted.lower())
        if (key := key_of(str(chosen))) is not None:
            found = cadres.filter(pk=key)
        # All may be named, only those found are offered: a county has thousands.
        rows = found.values_list("pk", "name", "born_on")[:FOUND] if wanted or chosen else []
        field.widget.choices = [("", "---------"), *((pk, f"{name} {month_text(born)}") for pk, name, born in rows)]
