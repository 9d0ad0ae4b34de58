"""A township leader's own training, for a phone; and the calendar that it subscribes to."""

from itertools import groupby
from typing import Any

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.forms import EmptyForm
from cadres.shared.pages.records import Guarded
from training.calendars.models import CalendarFeed
from training.calendars.services import calendar_of, feed_of, renew_feed
from training.classes.choices import LIVE_CLASS
from training.classes.models import Session
from training.enrolments.choices import EXPECTED, EnrolmentStage
from training.enrolments.models import Enrolment
from training.enrolments.presenters import toned
from training.enrolments.services.hours import progress_of

PAST_SHOWN = 20


class MyTraining(Guarded):
    """What I am called to, when and where; my answer; my hours; my calendar."""

    permission = "training.view_own"

    def get(self, request: HttpRequest) -> HttpResponse:
        today = localdate()
        rows = Enrolment.objects.visible_to(request.user).for_list().order_by("-training_class__starts_on", "-pk")
        mine = toned(list(rows[: PAST_SHOWN + 20]))
        coming = [e for e in mine if e.stage in EXPECTED and e.training_class.stage in LIVE_CLASS]
        for enrolment in coming:
            enrolment.may_confirm = enrolment.stage == EnrolmentStage.CALLED
            enrolment.may_ask = (
                enrolment.stage in (EnrolmentStage.CALLED, EnrolmentStage.CONFIRMED)
                and today < enrolment.training_class.starts_on
            )
        past = [e for e in mine if e not in coming][:PAST_SHOWN]
        context = {
            "coming": coming[::-1],
            "past": past,
            "days": self._days(coming, today),
            "year": today.year,
            "progress": progress_of(request.user.cadre_id, today.year) if request.user.cadre_id else None,
            **self._calendar(request),
        }
        return render(request, "training/calendars/my_training.html", context)

    def _days(self, coming: list[Enrolment], today: Any) -> list[tuple[Any, list[Session]]]:
        sessions = Session.objects.filter(
            training_class__in=[e.training_class_id for e in coming], starts_at__date__gte=today
        ).select_related("training_class")
        found = groupby(sessions.order_by("starts_at", "pk"), key=lambda session: localtime(session.starts_at).date())
        return [(day, list(held)) for day, held in found]

    def _calendar(self, request: HttpRequest) -> dict[str, Any]:
        address = request.build_absolute_uri(reverse("training:calendar_feed", args=[feed_of(request.user).token]))
        code = segno.make(address, error="m")
        # Our own drawing of our own address; a white ground, so that it can be scanned in dark mode too.
        drawing = mark_safe(code.svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None))
        return {"address": address, "webcal": address.replace("https:", "webcal:", 1), "code": drawing}


class CalendarRenew(FormPage):
    """A new address; whoever knew the old one reads nothing any more."""

    form_class = EmptyForm
    permission = "training.view_own"
    title = _("Renew the calendar address")
    submit_label = _("Renew")
    success_message = _("The old address is dead. Subscribe to the new one.")
    template_name = "training/calendars/calendar_renew.html"

    def save(self, form):
        renew_feed(by=self.request.user)
        return redirect("training:my_training")


@login_not_required  # the token in the address is the key
@require_safe
@cache_control(private=True, no_cache=True)
def calendar_feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Public by its secret address: calendar programs cannot log in. Unknown means: nothing here."""
    feeds = CalendarFeed.objects.select_related("user").filter(user__is_active=True, user__cadre__isnull=False)
    feed = feeds.filter(token=token).first() if token.isascii() and "\x00" not in token else None
    if feed is None:
        raise Http404
    response = HttpResponse(calendar_of(feed), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="training.ics"'
    return response
