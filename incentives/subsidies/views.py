from typing import Any

from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cadres.shared.lists.views import RecordList
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.forms import MoveForm
from cadres.shared.pages.matter import Matter, Part
from cadres.shared.pages.records import Guarded
from cadres.shared.regulations.decide import Split
from incentives.subsidies import services as subsidies
from incentives.subsidies.forms import RateForm
from incentives.subsidies.lists import SUBSIDY_LIST
from incentives.subsidies.models import SubsidyRate
from incentives.subsidies.tables import yuan


class SubsidyList(RecordList):
    """Who is due the township work subsidy today."""

    definition = SUBSIDY_LIST
    empty_text = _("Nobody is due: no rate is approved, or no township has a profile.")
    heading_actions = ((_("Rates"), "incentives:rate_list", "incentives.view_award"),)


class RateList(Guarded):
    """Rates of the subsidy: few enough to show them all."""

    permission = "incentives.view_award"

    def get(self, request):
        rates = SubsidyRate.objects.visible_to(request.user).for_list()[:200]
        return render(request, "incentives/subsidies/rate_list.html", {"rates": rates})


class RateNew(FormPage):
    form_class = RateForm
    permission = "incentives.set_rate"
    title = _("Set a rate of the township work subsidy")
    success_message = _("Set down. It takes effect when a leader approves it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def save(self, form):
        return subsidies.set_rate(by=self.request.user, **form.cleaned_data)


class RateApprove(FormPage):
    model = SubsidyRate
    form_class = MoveForm
    permission = "incentives.approve_award"
    title = _("Approve the rate")
    submit_label = _("Approve")
    template_name = "incentives/subsidies/rate_approve.html"

    def get_queryset(self):
        return super().get_queryset().select_related("division", "set_by")

    def matter(self) -> Matter:
        record = self.record
        running = SubsidyRate.objects.filter(
            division=record.division_id, tier=record.tier, during__contains=localdate()
        ).exclude(approved_by=None)
        now = running.first()
        facts = (
            (_("Division"), record.division),
            (_("Tier"), record.get_tier_display()),
            (_("Yuan a month"), yuan(record.monthly)),
            (_("First day"), record.during.lower),
            (_("Basis document"), record.basis),
            (_("Set by"), record.set_by),
            (_("Yuan a month now"), yuan(now.monthly) if now else "–"),
        )
        return Matter(
            parts=(Part(_("The rate"), facts),),
            follows=_(
                "It is due from its first day, and the rate before it ends the day before. Nothing is paid by this."
            ),
        )

    def stands_against(self, form: MoveForm) -> Split:
        return Split(blocking=tuple(subsidies.against_approval(self.record, by=self.request.user)))

    def save(self, form):
        return subsidies.approve_rate(self.record, by=self.request.user)
