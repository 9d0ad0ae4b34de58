"""Accounts (用户管理): opened and closed by the system administrator, given roles by the security administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.points import render_masked
from cadres.platform.accounts.choices import Role
from cadres.platform.accounts.forms.accounts import AccountForm, RoleChangeForm
from cadres.platform.accounts.lists import ACCOUNT_LIST, VIEW
from cadres.platform.accounts.models import User
from cadres.platform.accounts.services import accounts as people
from cadres.shared.lists.views import RecordList
from cadres.shared.names import joined
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import Guarded, RecordDetail

MANAGE, ROLES = "cadres.manage_accounts", "cadres.manage_roles"


class AccountList(RecordList):
    definition = ACCOUNT_LIST
    heading_actions = ((gettext_lazy("Open an account"), "cadres:account_open", MANAGE),)
    empty_text = gettext_lazy("No account fits.")


class AccountDetail(RecordDetail):
    model = User
    permission = VIEW
    template_name = "cadres/accounts/people_detail.html"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("remits__division")

    def get_context(self, record):
        user = self.request.user
        may_manage = user.has_perm(MANAGE) and record.pk != user.pk
        remits = joined(remit.division.name for remit in record.remits.all())
        facts = [
            (_("User name"), record.username),
            (_("Role"), record.get_role_display()),
            (_("Answers for"), remits or "–"),
            (_("File number"), record.cadre_id or "–"),
            (_("E-mail"), render_masked(record, "user.email", user)),
            (_("Active"), _("yes") if record.is_active else _("no")),
            (_("Must change the password"), _("yes") if record.must_change_password else _("no")),
        ]
        return {
            "facts": facts,
            "may_manage": may_manage,
            "may_reset": may_manage and record.role != Role.CLIENT,
            "may_give_role": user.has_perm(ROLES) and record.pk != user.pk,
        }


class AccountOpen(FormPage):
    permission = MANAGE
    form_class = AccountForm
    title = gettext_lazy("Open an account")
    submit_label = gettext_lazy("Open the account")

    def save(self, form):
        values = form.cleaned_data
        account, secret = people.open_for(
            values["username"],
            name=values["name"],
            email=values["email"],
            role=values["role"],
            division=values["division"],
            cadre=values["cadre"],
            by=self.request.user,
        )
        return account if account.role == Role.CLIENT else secret_page(self.request, account, secret)


class AccountRole(FormPage):
    model = User
    permission = ROLES
    form_class = RoleChangeForm
    title = gettext_lazy("Give another role")
    submit_label = gettext_lazy("Give the role")
    success_message = gettext_lazy("The role is given. It counts from the next click on.")

    def get_form_kwargs(self):
        return {"account": self.record}

    def save(self, form):
        values = form.cleaned_data
        return people.give_role(
            self.record,
            values["role"],
            division=values["division"],
            cadre=values["cadre"],
            reason=values["reason"],
            by=self.request.user,
            seen=values["seen"],
        )


class AccountChange(Guarded):
    """One change that needs no form; only by POST."""

    permission = MANAGE

    def post(self, request, pk):
        account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
        return self.change(account) or redirect(account)

    def change(self, account: User) -> HttpResponse | None:
        raise NotImplementedError


class AccountClose(AccountChange):
    def change(self, account):
        people.close_account(account, by=self.request.user)
        messages.success(self.request, _("The account is closed."))


class AccountReopen(AccountChange):
    def change(self, account):
        people.reopen_account(account, by=self.request.user)
        messages.success(self.request, _("The account is open again."))


class AccountReset(AccountChange):
    def change(self, account):
        secret = people.reset_password(account, by=self.request.user)
        return secret_page(self.request, account, secret)


def secret_page(request, account: User, secret: str) -> HttpResponse:
    """The one page that ever shows the password."""
    response = render(request, "cadres/accounts/people_secret.html", {"account": account, "secret": secret})
    response["Cache-Control"] = "no-store"
    return response
