from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from cadres.platform.access_log import services as protection
from cadres.platform.access_log.forms import RevealForm
from cadres.platform.access_log.points import MASKED_FIELDS, MaskedField
from cadres.shared.pages.form_pages import FormPage


class FieldReveal(FormPage):
    """A reason first, then one field of one record, once: the answer is kept by no cache."""

    asks_again = True
    form_class = RevealForm
    drafts = False  # a reason of a moment

    @property
    def masked_field(self) -> MaskedField:
        if self.kwargs["key"] not in MASKED_FIELDS:
            raise Http404
        return MASKED_FIELDS[self.kwargs["key"]]

    @property
    def permission(self) -> str:  # type: ignore[override]
        return self.masked_field.permission

    @property
    def model(self) -> Any:  # type: ignore[override]
        return self.masked_field.model()

    def check_record(self, record: Any) -> None:
        protection.refuse_barred(self.request.user, self.masked_field.cadre_of(record))

    def save(self, form: RevealForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        value = protection.reveal(self.masked_field, self.record, by=self.request.user, reason=reason)
        return self._page(form, value=value)

    def _page(
        self, form: Any, status: int = 200, objections: tuple = (), value: str = "", **_draft: Any
    ) -> HttpResponse:
        context = {
            "form": form,
            "objections": objections,
            "record": self.record,
            "label": self.masked_field.label,
            "url": self.request.path,
            "back": self.record.get_absolute_url(),
            "value": value,
        }
        fragment = self.request.htmx and not self.request.htmx.boosted
        template = "components/_reveal.html" if fragment else "cadres/protection/reveal.html"
        # htmx puts in place what comes with 200; a refusal must be seen too.
        response = render(self.request, template, context, status=200 if fragment else status)
        response["Cache-Control"] = "no-store"
        response["Vary"] = "HX-Request"
        return response
