from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from training.needs.forms import NeedForm
from training.needs.lists import NEED_LIST
from training.needs.services import add_need
from training.programmes.workflow import CALL_UP


class NeedList(RecordList):
    definition = NEED_LIST
    empty_text = _("Nobody lacks anything. Inductions are found every night.")
    heading_actions = ((_("Find who lacks hours this year"), "training:need_find", CALL_UP),)


class NeedNew(FormPage):
    """A gap that the assessment showed, for one cadre."""

    model = Cadre
    form_class = NeedForm
    permission = CALL_UP
    title = _("Add a training need")

    def save(self, form):
        return add_need(self.record, by=self.request.user, **form.cleaned_data)
