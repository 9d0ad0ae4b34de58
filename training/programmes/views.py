from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from training.programmes import services
from training.programmes.forms import ProgrammeForm
from training.programmes.lists import PROGRAMME_LIST
from training.programmes.workflow import RUN


class ProgrammeList(RecordList):
    definition = PROGRAMME_LIST
    heading_actions = ((_("New programme"), "training:programme_new", RUN),)
    empty_text = _("No programme yet. A class is a run of a programme.")


class ProgrammeNew(FormPage):
    form_class = ProgrammeForm
    permission = RUN
    title = _("New programme")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form):
        return services.make_programme(by=self.request.user, **form.cleaned_data)
