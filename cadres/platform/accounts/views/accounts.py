"""Accounts (用户管理): opened and closed by the system administrator, given roles by the security administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.platform.access_log.points import render_masked
from cadres.platform.accounts.choices import CONFIRMED, NO_ROLE, Role
from cadres.platform.accounts.forms import AccountForm
from cadres.platform.accounts.lists import ACCOUNT_LIST, VIEW
from cadres.platform.accounts.models import User
from cadres.platform.accounts.presenters import factor_taken_by, letter_page, resettable_by
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
            (_("Role"), record.get_role_display() or _("none yet")),
            (_("Answers for"), remits or "–"),
            (_("File number"), record.cadre_id or "–"),
            (_("E-mail"), render_masked(record, "user.email", user)),
            (_("Active"), _("yes") if record.is_active else _("no")),
            (_("Must change the password"), _("yes") if record.must_change_password else _("no")),
            (_("Second factor"), _("yes") if record.has_second_factor else _("no")),
            (_("Password set"), _("yes") if record.has_usable_password() else _("no")),
        ]
        return {
            "facts": facts,
            "may_manage": may_manage,
            "may_reset": may_manage and record.is_active and record.role not in (*CONFIRMED, Role.CLIENT),
            "may_ask_reset": record.pk != user.pk and record.is_active and record.role in resettable_by(user),
            "may_ask_factor": record.pk != user.pk
            and record.has_second_factor
            and record.role in factor_taken_by(user),
            "may_give_role": user.has_perm(ROLES) and record.pk != user.pk,
        }


class AccountOpen(FormPage):
    permission = MANAGE
    asks_again = True
    form_class = AccountForm
    title = gettext_lazy("Open an account")
    submit_label = gettext_lazy("Open the account")

    def save(self, form):
        account, half = people.open_for(**form.cleaned_data, by=self.request.user)
        return letter_page(self.request, account, half, place=1)


class AccountChange(Guarded):
    """One change that needs no form; only by POST."""

    permission = MANAGE
    asks_again = True

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
    """A code for who has forgotten the password, where one administrator is enough."""

    def change(self, account):
        half = people.new_code(account, by=self.request.user)
        return letter_page(self.request, account, half, place=1 if account.role == NO_ROLE else 0)
