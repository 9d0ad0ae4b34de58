import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cadres.platform.exports.choices import ExportFormat
from cadres.platform.exports.export_sources import numbers
from cadres.platform.exports.points import Given, Source
from cadres.registry.appointment_forms.services import issuing as approval
from cadres.registry.appointment_forms.services.exporting import export_form, read_rewards, with_form_parts
from cadres.registry.appointment_forms.services.sheets import write_docx
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.word_templates.services.templates import template_for
from cadres.shared.files.watermark import Watermark
from cadres.shared.lists.selected import MOST_SELECTED

BESIDE = "README.txt"  # beside the forms, which must stay as other programs read them

AT_ONCE = 50  # forms in memory, each with its photo


class FormsSource(Source):
    """Appointment forms of named people: a zip of ``.lrmx`` files, or one Word document."""

    key = "forms"
    formats = (ExportFormat.ZIP, ExportFormat.DOCX)

    @classmethod
    def read(cls, user: Any, query: QueryDict) -> dict[str, Any]:
        most = approval.MOST if query.get("as") == ExportFormat.DOCX else MOST_SELECTED
        ids = list(dict.fromkeys(numbers(query.get("ids", ""))))[:most]
        found = set(cls._reach(user).filter(pk__in=ids).values_list("pk", flat=True))
        if not found:
            raise Http404
        return {"ids": [pk for pk in ids if pk in found]}

    @staticmethod
    def _reach(user: Any) -> Any:
        return Cadre.objects.visible_to(user).exclude(pk__in=user.barred_cadres)

    @property
    def permissions(self) -> tuple[str, ...]:
        return ("cadres.export_form",)

    @property
    def title(self) -> str:
        return _("Appointment forms")

    @property
    def url(self) -> str:
        ids = self.params["ids"]
        return reverse("cadres:cadre_detail", args=ids) if len(ids) == 1 else reverse("cadres:cadre_list")

    def rows(self) -> Any:
        rows = self._reach(self.user).exclude(pk__in=self.closed)
        return rows.filter(pk__in=self.params["ids"]).order_by("name_key", "pk")

    def condition_labels(self) -> list[tuple[str, str]]:
        return [(pgettext("export", "Persons"), "、".join(self.rows().values_list("name", flat=True)))]

    def header(self) -> list[str]:
        return [_("The whole form: particulars, résumé, education, family, yearly results, photo")]

    def count(self, most: int) -> int:
        return min(self.rows().count(), most)

    def sample(self, number: int) -> Iterator[list[Any]]:
        for name in self.rows().values_list("name", flat=True)[:number]:
            yield [name]

    def write(self, wanted: str, *, mark: Watermark, given: Given) -> IO[bytes]:
        cadres = list(self.rows().values_list("pk", flat=True))
        if wanted == ExportFormat.DOCX:
            sheets_ = approval.issue_sheets(cadres, by=self.user, way="export_docx")
            for pk in cadres:
                given(pk)
            template = template_for(self.user)
            return BytesIO(write_docx(sheets_, who=mark.who, short=mark.short, line=mark.line, template=template))
        return self._zip(cadres, mark, given)

    def _zip(self, ids: list[int], mark: Watermark, given: Given) -> IO[bytes]:
        """A form that was taken in is given out as it came, so nothing is lost."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
        number = 0
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(BESIDE, f"\ufeff{mark.line}\r\n")
            for start in range(0, len(ids), AT_ONCE):
                cadres = list(with_form_parts(Cadre.objects.filter(pk__in=ids[start : start + AT_ONCE])))
                read_rewards(cadres)
                for cadre in sorted(cadres, key=lambda cadre: ids.index(cadre.pk)):
                    number += 1
                    name = "".join(sign for sign in cadre.name if sign.isalnum())
                    archive.writestr(f"{number:03d}-{name}.lrmx", export_form(cadre, by=self.user))
                    given(cadre.pk)
        file.seek(0)
        return file
