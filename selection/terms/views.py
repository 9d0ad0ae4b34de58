"""The watch list, and the vacancy that a finding leads to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.models import Post
from cadres.shared.lists.views import RecordList
from cadres.shared.numbers import key_of
from cadres.shared.pages.records import Guarded
from cadres.shared.recusal import refuse_reading
from selection.terms.choices import Kind
from selection.terms.lists import WATCH_LIST
from selection.terms.models import Watch
from selection.vacancies.choices import Cause
from selection.vacancies.pages import VacancyOpening

CAUSES = {Kind.ROTATION_10Y: Cause.TRANSFER}  # of all others the cause is that a term ends


class WatchList(RecordList):
    """Terms that end and rotations that fall due; those still open unless the filter asks for others."""

    definition = WATCH_LIST
    empty_text = gettext_lazy("Nothing falls due. The watch looks every night.")


class WatchSuccession(VacancyOpening):
    """Post, cause and days are those of the finding (监测事项) in the address."""

    @cached_property
    def watch(self) -> Watch:
        rows = Watch.objects.visible_to(self.request.user).select_related("tenure__cadre")
        watch = get_object_or_404(rows, pk=self.kwargs["pk"])
        refuse_reading(self.request.user, watch)
        return watch

    @cached_property
    def post_asked(self) -> Post:  # type: ignore[override]
        posts = Post.objects.visible_to(self.request.user).main().select_related("organization")
        return get_object_or_404(posts, pk=self.watch.tenure.post_id)

    def known_besides(self) -> dict[str, Any]:
        watch = self.watch
        day = max(watch.due_on, localdate())  # who is still there past the day leaves no earlier
        note = _("%(name)s: %(finding)s, due on %(day)s.") % {
            "name": watch.tenure.cadre,
            "finding": watch.get_kind_display(),
            "day": date_format(watch.due_on),
        }
        return {
            "cause": CAUSES.get(Kind(watch.kind), Cause.TERM_END),
            "free_on": day,
            "wanted_by": day,
            "note": note,
        }


class TenureSuccession(Guarded):
    """Where a notice leads (``?tenure=``): to what is most urgent of that tenure now, filled in from its finding."""

    permission = "selection.open_vacancy"

    def get(self, request: HttpRequest) -> HttpResponse:
        tenure = key_of(request.GET.get("tenure", ""))
        if tenure is None:
            raise Http404
        open_ones = Watch.objects.visible_to(request.user).unsettled().filter(tenure=tenure)
        found = open_ones.order_by("due_on", "pk").first()
        if found is not None:
            return redirect("selection:watch_succession", found.pk)
        return redirect(f"{reverse('selection:vacancy_open')}?tenure={tenure}")
