from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.forms import EmptyForm
from training.hours.services.shortfalls import find_hours_short
from training.programmes.workflow import CALL_UP


class NeedsFind(FormPage):
    form_class = EmptyForm
    permission = CALL_UP
    title = _("Find who lacks hours this year")
    submit_label = _("Find")
    template_name = "training/needs/need_find.html"

    def get_context(self) -> dict[str, Any]:
        return {"year": localdate().year}

    def save(self, form):
        number = find_hours_short(by=self.request.user)
        messages.success(self.request, _("New needs found: %(number)s.") % {"number": number})
        return redirect("training:need_list")
