"""Fields in clear, who read a file, and whose files are closed to whom."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.models import FileAccess
from cadres.platform.access_log.presenters import part_label
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.pages import CadreSection
from cadres.registry.cadre_files.presenters import concerned
from cadres.registry.protection import services as protection
from cadres.registry.protection.forms import KinshipForm
from cadres.registry.protection.lists import KINSHIP_LIST
from cadres.registry.protection.models import Kinship
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Matter, Part


class CadreReaders(CadreSection):
    """Who read this file: the newest hundred; the whole record is the auditor's."""

    permission = "cadres.view_readers"
    template_name = "cadres/protection/cadre_readers.html"
    section = "readers"

    def get_context(self, record: Any) -> dict[str, Any]:
        files = Cadre.objects.filter(Q(pk=record.pk) | Q(merged_into=record.pk)).order_by()
        rows = FileAccess.objects.filter(cadre__in=files.values("pk")).select_related("by").order_by("-pk")[:100]
        readings = list(rows)
        for reading in readings:
            reading.part_label = part_label(reading.part)
        return {**super().get_context(record), "readings": readings}


class KinshipList(RecordList):
    definition = KINSHIP_LIST
    heading_actions = ((_("Declare a relative"), "cadres:kinship_declare", "cadres.declare_kinship"),)
    empty_text = _("Nobody has declared a relative yet.")


class KinshipDeclare(FormPage):
    form_class = KinshipForm
    permission = "cadres.declare_kinship"
    title = _("Declare a relative")
    success_message = _("Declared. It takes effect when another person has confirmed it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form: KinshipForm) -> Kinship:
        data = form.cleaned_data
        return protection.declare_kinship(data["cadre"], relation=data["relation"], by=self.request.user)


class KinshipMove(MovePage):
    model = Kinship
    workflow = protection.KINSHIPS
    take = protection.settle_kinship

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("user", "cadre", "proposed_by")

    def matter(self) -> Matter:
        record = self.record
        facts = (
            (_("Account"), record.user),
            (_("Relation"), record.relation),
            (_("Stage"), record.get_stage_display()),
            (_("Proposed by"), record.proposed_by or _("The program")),
        )
        shown = record.cadre_id not in self.request.user.barred_cadres
        return Matter(
            concerned=(concerned(record.cadre_id, record.cadre.name, shown=shown),),
            parts=(Part(_("The kinship"), facts),),
        )
