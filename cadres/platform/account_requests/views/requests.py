"""Roles, activation codes and tokens that take two people: asking, deciding, and what is shown once."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.account_requests import services as requests
from cadres.platform.account_requests.choices import RequestKind, RequestStage
from cadres.platform.account_requests.forms import ResetForm, RoleChangeForm, TokenForm
from cadres.platform.account_requests.lists import ACCOUNT_REQUEST_LIST, VIEW
from cadres.platform.account_requests.models import AccountRequest
from cadres.platform.account_requests.workflow import ASK, SETTLE
from cadres.platform.accounts.models import User
from cadres.platform.accounts.presenters import ROLES, factor_taken_by, letter_page, resettable_by
from cadres.platform.log.pages import RequestDetail
from cadres.shared.lists.views import RecordList
from cadres.shared.names import joined
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.pages.matter import Concerned, Matter, Part
from cadres.shared.phrases import beside

TOKENS = "cadres.manage_tokens"
TONES = {RequestStage.ASKED: "warn", RequestStage.DONE: "good", RequestStage.DECLINED: "bad"}


class AccountRole(FormPage):
    """Staff, township leaders and clients have their role at once; leaders and administrators when it is confirmed."""

    model = User
    permission = ROLES
    asks_again = True
    form_class = RoleChangeForm
    title = gettext_lazy("Give another role")
    submit_label = gettext_lazy("Give the role")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"account": self.record}

    def save(self, form: RoleChangeForm) -> Any:
        values = form.cleaned_data
        asked, half = requests.ask_role(
            self.record,
            values["role"],
            division=values["division"],
            cadre=values["cadre"],
            reason=values["reason"],
            by=self.request.user,
            seen=values["seen"],
        )
        if asked is None:
            messages.success(self.request, _("The role is given. It counts from the next click on."))
        else:
            messages.info(self.request, _("The role counts when a second person has confirmed it."))
        if half:
            return letter_page(self.request, self.record, half, place=2)
        return asked or self.record


class AccountAskReset(FormPage):
    """Asked for by one administrator; the security administrator has the other half."""

    model = User
    permission = ASK
    asks_again = True
    form_class = ResetForm
    title = gettext_lazy("Ask for a new activation code")
    submit_label = gettext_lazy("Ask for it")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(role__in=resettable_by(self.request.user))

    def save(self, form: ResetForm) -> HttpResponse:
        _asked, half = requests.ask_reset(self.record, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.info(self.request, _("The code works when the second half is there. You are told."))
        return letter_page(self.request, self.record, half, place=1)


class AccountAskFactor(FormPage):
    """The device is lost, and the recovery codes with it; another person confirms that it is so."""

    model = User
    permission = ASK
    asks_again = True
    form_class = ResetForm
    title = gettext_lazy("Take away the second factor")
    submit_label = gettext_lazy("Ask for it")
    success_message = gettext_lazy("The second factor is gone when a second person has confirmed it.")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(role__in=factor_taken_by(self.request.user))

    def save(self, form: ResetForm) -> AccountRequest:
        return requests.ask_factor(self.record, by=self.request.user, reason=form.cleaned_data["reason"])


class TokenMake(FormPage):
    """Asked for here, released by another person, who is shown the secret."""

    permission = TOKENS
    asks_again = True
    form_class = TokenForm
    title = gettext_lazy("Ask for a token")
    submit_label = gettext_lazy("Ask for it")
    success_message = gettext_lazy("The token is made when the system administrator releases it.")

    def save(self, form: TokenForm) -> AccountRequest:
        values = form.cleaned_data
        return requests.ask_token(
            values["client"], name=values["name"], scopes=values["scopes"], days=values["days"], by=self.request.user
        )


class AccountRequestList(RecordList):
    definition = ACCOUNT_REQUEST_LIST
    empty_text = gettext_lazy("Nothing about accounts has needed a second person yet.")


class AccountRequestDetail(RequestDetail):
    model = AccountRequest
    permission = VIEW
    workflow = requests.REQUESTS
    move_url_name = "cadres:account_request_move"
    asker, ask, settle, tones = "asked_by", ASK, SETTLE, TONES
    began = {"ask": gettext_lazy("Asked for")}

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("account", "asked_by", "decided_by", "division")

    def facts(self, record: AccountRequest) -> list[tuple[Any, Any]]:
        return facts_of(record)


def facts_of(record: AccountRequest) -> list[tuple[Any, Any]]:
    known = [
        (_("Account"), beside(record.account, record.account.username)),
        (_("Present role"), record.account.get_role_display() or _("none yet")),
        (_("Role wanted"), record.get_role_display()),
        (_("Division"), record.division),
        (_("Used by"), record.token_name),
        (_("Scopes"), joined(record.scopes)),
        (_("Valid for how many days"), record.days),
        (_("Reason"), record.reason),
        (_("Asked for by"), beside(record.asked_by, record.asked_by.get_role_display())),
        (_("Asked for at"), record.asked_at),
        (_("Decided by"), record.decided_by),
    ]
    return [(label, value) for label, value in known if value]


class AccountRequestMove(MovePage):
    """The steps; "confirm" of a code or token answers with what is shown once."""

    model = AccountRequest
    workflow = requests.REQUESTS
    take = requests.move_request

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("account", "asked_by", "decided_by", "division")

    def matter(self) -> Matter:
        record = self.record
        return Matter(
            concerned=(Concerned(record.account, what=record.get_kind_display()),),
            parts=(Part(_("What was asked for"), tuple(facts_of(record))),),
        )

    def save(self, form: Any) -> Any:
        record = super().save(form)
        if not record.shown:
            return record
        if record.kind == RequestKind.RESET:
            return letter_page(self.request, record.account, record.shown, place=2)
        response = render(
            self.request, "cadres/accounts/tokens_secret.html", {"request_for": record, "secret": record.shown}
        )
        response["Cache-Control"] = "no-store"
        return response
