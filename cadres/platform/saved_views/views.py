"""Saved views of lists: save the present one, share, rename, make it the first, delete."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.saved_views import services as saved_views
from cadres.platform.saved_views.forms import SavedViewForm
from cadres.platform.saved_views.models import SavedView
from cadres.shared.lists.definition import LISTS, ListDefinition
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded

KEEP = "cadres.keep_views"


def list_of(name: str) -> ListDefinition | None:
    """The list of this key that has saved views, if there is one."""
    found = LISTS.get(name)
    return found if found and found.saved_views else None


class ViewList(Guarded):
    """One's own views and those shared with one, by list."""

    permission = KEEP

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(SavedView.objects.visible_to(request.user).select_related("user", "shared_with"))
        known = {name: found for name in {row.list_name for row in rows} if (found := list_of(name))}
        shown = [row for row in rows if row.list_name in known and self._may(known[row.list_name])]
        for row in shown:
            row.list_title = known[row.list_name].title
        return render(request, "cadres/saved_views/view_list.html", {"views": shown})

    def _may(self, definition: ListDefinition) -> bool:
        return self.request.user.has_perm(definition.permission)


class ViewSave(FormPage):
    """``?list=`` and ``?query=`` say which list and how it stands."""

    form_class = SavedViewForm
    permission = KEEP
    title = gettext_lazy("Save this view")
    success_message = gettext_lazy("The view is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self._list()
        return super().get(request, **kwargs)

    def _list(self) -> str:
        name = self.request.GET.get("list", "")
        found = list_of(name)
        if found is None or not self.request.user.has_perm(found.permission):
            raise Http404
        return name

    def save(self, form: SavedViewForm) -> SavedView:
        query = self.request.GET.get("query", "")
        return saved_views.save_view(self._list(), query, by=self.request.user, **form.values())


class ViewChange(FormPage):
    model = SavedView
    form_class = SavedViewForm
    permission = KEEP
    title = gettext_lazy("Change the view")
    success_message = gettext_lazy("The view is saved.")

    def get_queryset(self) -> Any:
        return SavedView.objects.filter(user=self.request.user.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        state = saved_views.view_state(self.record)
        return {"user": self.request.user, "initial": state, "state": state}

    def save(self, form: SavedViewForm) -> HttpResponse:
        seen = form.cleaned_data["seen"]
        saved_views.change_view(self.record, by=self.request.user, seen=seen, **form.values())
        return redirect("cadres:view_list")


class ViewDelete(Guarded):
    permission = KEEP
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        view = get_object_or_404(SavedView, pk=pk, user=request.user.pk)
        saved_views.delete_view(view, by=request.user)
        messages.success(request, _("The view is deleted."))
        return redirect("cadres:view_list")
