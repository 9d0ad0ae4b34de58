"""The photo of a file: shown alone, put in, replaced, removed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cadres.platform.access_log.services import open_part
from cadres.registry.cadre_files.forms.photos import PhotoForm, PhotoRemoveForm
from cadres.registry.cadre_files.models import Cadre
from cadres.registry.cadre_files.services.photos import digest, photo_of, remove_photo, set_photo
from cadres.shared.files.photos import LARGEST_PHOTO, photo_type
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded

CHANGE = "cadres.change_cadre"


class Photo(Guarded):
    """The picture itself, for the pages that show it; kept by no cache."""

    permission = "cadres.view_cadre"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        cadre = get_object_or_404(Cadre.objects.visible_to(request.user).only("pk"), pk=pk)
        open_part(cadre, "photo", by=request.user)
        photo = photo_of(cadre)
        if not (kind := photo_type(photo)):
            raise Http404
        headers = {
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        return HttpResponse(photo, content_type=kind, headers=headers)


class PhotoPage(FormPage):
    model = Cadre
    permission = CHANGE

    def get_queryset(self) -> Any:
        return super().get_queryset().only("name", "division").with_photo_mark()

    def check_record(self, record: Cadre) -> None:
        open_part(record, "photo", by=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"seen": digest(photo_of(self.record)) or "none"}}


class PhotoChange(PhotoPage):
    form_class = PhotoForm
    title = _("Photo")
    success_message = _("The photo is in the file.")
    template_name = "cadres/cadre_files/photo_form.html"

    def save(self, form: PhotoForm) -> Cadre:
        data = form.cleaned_data["photo"].read(LARGEST_PHOTO + 1)
        return set_photo(self.record, data, by=self.request.user, seen=form.cleaned_data["seen"])


class PhotoRemove(PhotoPage):
    form_class = PhotoRemoveForm
    title = _("Remove the photo")
    submit_label = _("Remove")
    success_message = _("The photo is removed.")
    template_name = "cadres/cadre_files/photo_form.html"

    def get_context(self) -> dict[str, Any]:
        return {"removing": True}

    def save(self, form: PhotoRemoveForm) -> Cadre:
        return remove_photo(self.record, by=self.request.user, seen=form.cleaned_data["seen"])
