"""Forms whose success is a service call, and moves of records with stages."""

from copy import copy
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cadres.shared.errors import Objection, OutOfDate, Refused, Remark
from cadres.shared.pages import reauthentication
from cadres.shared.pages.drafts import ASKED, OPEN, Drafting, Kept, address_of
from cadres.shared.pages.forms import SeenForm
from cadres.shared.pages.matter import Matter, as_it_comes
from cadres.shared.pages.records import Guarded
from cadres.shared.pages.submit_once import new_submission_token, submit_once
from cadres.shared.pages.uploads import against_files
from cadres.shared.recusal import refuse_given
from cadres.shared.regulations.decide import Split, split_by_action
from cadres.shared.workflow import Move


class FormPage(Drafting, Guarded):
    """A form whose success is one service call. Refusals are shown beside what was typed; nothing typed is lost.

    A form over something saved is a ``SeenForm``, so that nobody overwrites what another person saved meanwhile.
    Implement ``save(form)``; return the record (its page is shown next) or a response. ``get_form_kwargs`` may read
    the record by ``self.record`` when ``model`` is set and the URL has a ``pk``. A form that decides also declares
    its ``matter``, and by ``stands_against`` what the rules object to it as it comes.
    """

    form_class: Any
    model: Any = None
    title: Any = ""
    submit_label: Any = ""
    success_message: Any = ""
    template_name = "components/form_page.html"
    record: Any = None
    shown_form: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.model is not None and "pk" in kwargs and request.user.has_perm(self.permission):
            self.record = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
            self.open_record(self.record)
        return super().dispatch(request, *args, **kwargs)

    def ask_again(self) -> HttpResponse:
        """What was typed is kept as a draft, and stands in the form when the person comes back."""
        request = self.request
        if request.method != "POST" or request.headers.get("HX-Request"):
            return super().ask_again()
        if ASKED in request.POST:
            return self.post(request)  # only keeps what was typed
        kept = self.keep_draft(self.make_form())
        return reauthentication.ask(request, address_of(request, **({ASKED: OPEN} if kept else {})))

    def get_queryset(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {}

    def get_context(self) -> dict[str, Any]:
        return {}

    def matter(self) -> Matter | None:
        """What is decided (事项); None where nothing is."""
        return None

    def stands_against(self, form: Any) -> Split | None:
        """What the rules object to the form as it comes. Nothing is saved; None: they are asked on sending only."""
        return None

    def save(self, form: Any) -> Any:
        raise NotImplementedError

    def make_form(self, **kwargs: Any) -> Any:
        return self.form_class(**kwargs, **self.get_form_kwargs())

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        found = self.find_draft()
        if found is not None and request.GET.get(ASKED) == OPEN:
            return self._draft_page(found)
        return self._page(self.make_form(), found=found)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if ASKED in request.POST:
            return self.answer_draft(self.make_form())
        if objections := tuple(against_files(request)):
            return self._typed(objections)
        return submit_once(request, lambda: self._receive(request))

    def _typed(self, objections: tuple[Objection, ...]) -> HttpResponse:
        """What was typed, before anything of it is judged."""
        form = self.make_form(data=self.request.POST)
        form._errors = ErrorDict()
        return self._page(form, status=422, objections=objections)

    def _receive(self, request: HttpRequest) -> HttpResponse:
        form = self.make_form(data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            refuse_given(request.user, form.cleaned_data)
            done = self.save(form)
        except Refused as refused:
            return self._page(form, status=422, objections=refused.objections)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._page(form, status=422)
        except OutOfDate as error:
            if isinstance(form, SeenForm):
                return self._both_versions(form, error)
            self.keep_draft(form)  # there may be no such form any more; if there is, what was typed waits in it
            messages.warning(request, str(error))
            return redirect(self.record or "home")
        self.drop_draft()
        if self.success_message:
            messages.success(request, self.success_message)
        return done if isinstance(done, HttpResponseBase) else redirect(done)

    def _both_versions(self, form: SeenForm, error: OutOfDate) -> HttpResponse:
        """What was typed stays in the form, what was saved meanwhile stands above it; saving again decides."""
        objections, again = self._over_present(form, str(error))
        return self._page(again, status=409, objections=objections)

    def _over_present(self, form: SeenForm, notice: str) -> tuple[tuple[Objection, ...], Any]:
        """What stands between what was typed and what is saved now, and the form of the one over the other."""
        if self.record is not None:
            self.record = self.get_queryset().get(pk=self.record.pk)
        fresh = self.make_form()
        objections = (Remark("out-of-date", notice), *form.differences(fresh))
        return objections, self.make_form(data=form.rebased(fresh), files=form.files)

    def _draft_page(self, found: Kept) -> HttpResponse:
        """What was typed once, over what is saved now. Nothing is judged before the person presses the button."""
        form, objections = self.make_form(data=found.data), ()
        if isinstance(form, SeenForm) and form.is_stale():
            notice = _("Somebody has changed this since you typed your draft. What only they changed is taken over.")
            objections, form = self._over_present(form, notice)
        form._errors = ErrorDict()
        return self._page(form, objections=objections, found=found, opened=True)

    def _page(
        self,
        form: Any,
        status: int = 200,
        objections: tuple = (),
        found: Kept | None = None,
        opened: bool = False,
    ) -> HttpResponse:
        self.shown_form = form
        context = {
            "form": form,
            "objections": objections,
            "title": self.title,
            "submit_label": self.submit_label or _("Save"),
            "record": self.record,
            "once": new_submission_token(),
            "draft": self.draft_context(form, found, opened=opened),
            "matter": self._matter_beside(form),
            **self.get_context(),
        }
        return render(self.request, self.template_name, context, status=status)

    def _matter_beside(self, form: Any) -> Matter | None:
        """A form that was typed in is judged when it is sent, and says itself what the rules object."""
        found = self.matter()
        if found is None or form.is_bound or found.against is not None:
            return found
        return replace(found, against=self.stands_against(form))


class MovePage(FormPage):
    """One move of a record with stages, on ``<noun>/<pk>/moves/<name>/``: what it needs, what stands against it.

    Declare ``model``, ``workflow`` and ``take``, the noun's own service: ``take(record, name, by=…, **data)`` with
    what the move's form asked for.
    """

    workflow: Any
    take: Any
    template_name = "components/move_page.html"

    @property
    def permission(self) -> str:  # type: ignore[override]
        if self.kwargs["name"] not in self.workflow:
            raise Http404
        return self.workflow[self.kwargs["name"]].permission

    @property
    def asks_again(self) -> bool:  # type: ignore[override]
        return self.move.asks_again

    @property
    def form_class(self) -> Any:  # type: ignore[override]
        return self.workflow[self.kwargs["name"]].form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        seen = {"seen_stage": getattr(self.record, self.workflow.stage_field)}
        kwargs: dict[str, Any] = {"initial": seen}
        if getattr(self.form_class, "wants_record", False):
            kwargs["record"] = self.record
        return kwargs

    def get_context(self) -> dict[str, Any]:
        return {"title": self.move.label, "submit_label": self.move.label, "move": self.move}

    @property
    def move(self) -> Move:
        return self.workflow[self.kwargs["name"]]

    @cached_property
    def facts(self) -> Any:
        """What the rules are given, as if the form were sent as it comes; for its matter, gathered one time."""
        given = as_it_comes(self.shown_form, self.move.inputs)
        return self.workflow.collect_facts(copy(self.record), self.request.user, given)  # inputs are tried on a copy

    def stands_against(self, form: Any) -> Split:
        found = self.workflow.objections(self.move, self.record, self.request.user, self.facts)
        return split_by_action(found, self.facts.book.action)

    def _matter_beside(self, form: Any) -> Matter | None:
        found = super()._matter_beside(form)
        return found and replace(found, follows=found.follows or self.move.follows)

    def save(self, form: Any) -> Any:
        return type(self).take(self.record, self.kwargs["name"], by=self.request.user, **form.cleaned_data)
