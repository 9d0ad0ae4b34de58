"""What every page is guarded by, and the page of one record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from cadres.shared.pages import reauthentication
from cadres.shared.recusal import refuse_reading


class Guarded(View):
    """Needs ``permission``; a view that names none is a programming error, found by the access-matrix test."""

    permission: str
    asks_again = False  # opens only to who proved lately who he is: ``cadres.shared.pages.reauthentication``
    background = False  # asked for by a page itself, which is no sign of anybody working: ``cadres.shared.pages.idle``

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        if self.asks_again and reauthentication.is_asked(request):
            return self.ask_again()
        return super().dispatch(request, *args, **kwargs)

    def ask_again(self) -> HttpResponse:
        """To the page that asks, and back to this one; from a button, to where it was pressed."""
        request = self.request
        plain = request.method == "GET" and not request.headers.get("HX-Request")
        return reauthentication.ask(
            request, request.get_full_path() if plain else reauthentication.page_before(request)
        )

    def open_record(self, record: Any) -> None:
        """What every page of one record begins with: recusal, then what the page itself checks."""
        refuse_reading(self.request.user, record)
        self.check_record(record)

    def check_record(self, record: Any) -> None:
        """What else stands against opening a record within reach; raises ``PermissionDenied``."""


class RecordDetail(Guarded):
    """One record within the user's reach; outside it there is nothing (404)."""

    model: Any
    template_name: str

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def get_object(self) -> Any:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_context(self, record: Any) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        record = self.get_object()
        self.open_record(record)
        return render(request, self.template_name, {"record": record, **self.get_context(record)})
