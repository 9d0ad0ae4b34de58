"""Looking somebody up by identity number: a reason first, and no number in any address."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from cadres.registry.search.finders import find_by_number
from cadres.registry.search.forms import NumberForm
from cadres.shared.pages.form_pages import FormPage


class NumberSearch(FormPage):
    permission = "cadres.find"
    form_class = NumberForm
    title = _("Look up an identity number")
    submit_label = _("Look up")
    template_name = "cadres/search/number.html"
    drafts = False  # a number of a moment
    hits: list | None = None

    def get_context(self) -> dict[str, Any]:
        return {"hits": self.hits}

    def save(self, form: NumberForm) -> HttpResponse:
        self.hits = find_by_number(
            form.cleaned_data["number"], by=self.request.user, reason=form.cleaned_data["reason"]
        )
        return self._page(form)

    def _page(self, form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super()._page(form, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response
