"""A person's own notices (提醒): list, open, settle."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate

from cadres.platform.notices import points as notices
from cadres.platform.notices import services
from cadres.platform.notices.models import Notice
from cadres.shared.lists.keyset import BadCursor, paginate
from cadres.shared.pages.records import Guarded

OPEN_SHOWN = 100


class NoticeList(Guarded):
    """What is open, the most urgent first; below it what is settled, page by page."""

    permission = "cadres.view_notice"

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = Notice.objects.visible_to(request.user)
        try:
            cursor = request.GET.get("cursor") or None
            page = paginate(mine.exclude(settled_at=None), order="-pk", size=settings.PAGE_SIZE, cursor=cursor)
        except BadCursor as error:
            raise Http404 from error
        waiting = [] if request.GET.get("cursor") else list(mine.unsettled().order_by("due_on", "-pk")[:OPEN_SHOWN])
        for notice in (*waiting, *page.rows):
            notice.text = notices.text_of(notice.kind, notice.params)
        context = {"waiting": waiting, "page": page, "today": localdate()}
        return render(request, "cadres/notices/notice_list.html", context)


class NoticeOpen(Guarded):
    """Marks the notice read and goes where it is settled; opening it twice changes nothing more."""

    permission = "cadres.view_notice"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
        services.mark_read(notice)
        if not url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
            return redirect("cadres:notice_list")
        return redirect(notice.url)


class NoticeSettle(Guarded):
    """Takes a notice from the own list."""

    permission = "cadres.view_notice"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
        services.settle_own(notice, by=request.user)
        return redirect("cadres:notice_list")
