"""The outbox as the system administrator sees it: what waits, what is parked, trying again, giving up."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cadres.platform.log.models import Step
from cadres.platform.outbox.choices import OutboxState
from cadres.platform.outbox.forms import GiveUpForm
from cadres.platform.outbox.lists import OUTBOX_LIST, VIEW
from cadres.platform.outbox.models import OutboxMessage
from cadres.platform.outbox.points import label_of
from cadres.platform.outbox.services import delivery as services
from cadres.platform.outbox.services.emails import message_id
from cadres.platform.outbox.tables import about
from cadres.shared.errors import Refused
from cadres.shared.lists.bulk import Bulk
from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded, RecordDetail
from cadres.shared.phrases import in_a_row

MANAGE = "cadres.manage_outbox"
TONES = {
    OutboxState.WAITING: "info",
    OutboxState.SENT: "good",
    OutboxState.PARKED: "bad",
    OutboxState.SKIPPED: "neutral",
    OutboxState.GIVEN_UP: "warn",
}
STEPS = {"try_again": gettext_lazy("Try again"), "give_up": gettext_lazy("Given up")}


def try_selected_again(view: RecordList, rows: QuerySet) -> HttpResponse:
    number = services.try_again_each(rows, by=view.request.user)
    if number:
        text = ngettext("%(number)s message is tried again.", "%(number)s messages are tried again.", number)
        messages.success(view.request, text % {"number": number})
    else:
        messages.warning(view.request, _("None of the selected messages is parked."))
    return redirect(view.request.get_full_path())


class OutboxList(RecordList):
    definition = OUTBOX_LIST
    template_name = "cadres/outbox/message_list.html"
    empty_text = gettext_lazy("No message fits.")
    bulk_actions = (Bulk("try_again", gettext_lazy("Try again"), MANAGE, try_selected_again),)

    def get_context(self) -> dict[str, Any]:
        backlog = services.backlog()
        since = timezone.now() - timedelta(seconds=backlog.oldest) if backlog.waiting else None
        return {"backlog": backlog, "waiting_since": since}


class OutboxDetail(RecordDetail):
    model = OutboxMessage
    permission = VIEW
    template_name = "cadres/outbox/message_detail.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_list()

    def get_context(self, record: OutboxMessage) -> dict[str, Any]:
        steps = list(Step.objects.of(record))
        for step in steps:
            step.label = STEPS.get(step.move, step.move)
        dates = ("created_at", "next_try_at", "sent_at", "parked_at", "closed_at")
        facts = [
            (_("about"), about(record)),
            (_("channel"), label_of(record.channel)),
            (_("account"), record.user.username if record.user else "–"),
            (_("tries"), str(record.tries)),
            (_("last error"), record.last_error or "–"),
            *((OutboxMessage._meta.get_field(name).verbose_name, getattr(record, name)) for name in dates),
            ("Message-ID", message_id(record)),
        ]
        return {
            "facts": [(capfirst(label), value) for label, value in facts if value is not None],
            "tone": TONES[record.state],
            "steps": steps,
            "parked": record.state == OutboxState.PARKED,
            "may_manage": self.request.user.has_perm(MANAGE),
        }


class OutboxTryAgain(Guarded):
    permission = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(OutboxMessage.objects.visible_to(request.user), pk=pk)
        try:
            services.try_again(message, by=request.user)
            messages.success(request, _("The message is tried again within a minute."))
        except Refused as refused:
            messages.warning(request, in_a_row(refused.objections))
        return redirect(message)


class OutboxGiveUp(FormPage):
    model = OutboxMessage
    permission = MANAGE
    form_class = GiveUpForm
    title = gettext_lazy("Give up sending")
    submit_label = gettext_lazy("Give up")
    success_message = gettext_lazy("The message is given up; the reason is on record.")

    def save(self, form: GiveUpForm) -> OutboxMessage:
        return services.give_up(self.record, reason=form.cleaned_data["reason"], by=self.request.user)
