"""Addresses of rules, accounts, tokens, the audit and the appointment form files; included by ``cadres.urls``."""

from django.urls import path

from cadres.platform.access_log import views as access_log_protection
from cadres.platform.accounts.views import accounts as people
from cadres.platform.accounts.views import matrix, tokens
from cadres.platform.audit.views import log as audit
from cadres.platform.audit.views import readings as audit_protection
from cadres.platform.rule_settings import views as rules
from cadres.registry.appointment_forms.views import files as forms_files
from cadres.registry.appointment_forms.views import sheets as approval
from cadres.registry.protection import views as protection_protection

urlpatterns = [
    path("rules/", rules.RuleList.as_view(), name="rule_list"),
    path("rules/settings/<int:pk>/approve/", rules.SettingApprove.as_view(), name="setting_approve"),
    path("rules/settings/<int:pk>/decline/", rules.SettingDecline.as_view(), name="setting_decline"),
    path("rules/<str:key>/", rules.RuleDetail.as_view(), name="rule_detail"),
    path("rules/<str:key>/propose/", rules.SettingPropose.as_view(), name="setting_propose"),
    path("tokens/", tokens.TokenList.as_view(), name="token_list"),
    path("tokens/make/", tokens.TokenMake.as_view(), name="token_make"),
    path("tokens/<slug:pk>/revoke/", tokens.TokenRevoke.as_view(), name="token_revoke"),
    path("people/", people.AccountList.as_view(), name="account_list"),
    path("people/open/", people.AccountOpen.as_view(), name="account_open"),
    path("people/<int:pk>/", people.AccountDetail.as_view(), name="account_detail"),
    path("people/<int:pk>/role/", people.AccountRole.as_view(), name="account_role"),
    path("people/<int:pk>/close/", people.AccountClose.as_view(), name="account_close"),
    path("people/<int:pk>/reopen/", people.AccountReopen.as_view(), name="account_reopen"),
    path("people/<int:pk>/reset/", people.AccountReset.as_view(), name="account_reset"),
    path("audit/", audit.StepList.as_view(), name="audit_list"),
    path("audit/logins/", audit.LoginList.as_view(), name="login_list"),
    path("audit/failures/", audit.FailureList.as_view(), name="failure_list"),
    path("audit/history/", audit.History.as_view(), name="history"),
    path("audit/history/<str:table>/", audit.History.as_view(), name="history_table"),
    path("audit/readings/", audit_protection.AccessList.as_view(), name="access_list"),
    path("kinships/", protection_protection.KinshipList.as_view(), name="kinship_list"),
    path("kinships/declare/", protection_protection.KinshipDeclare.as_view(), name="kinship_declare"),
    path("kinships/<int:pk>/moves/<slug:name>/", protection_protection.KinshipMove.as_view(), name="kinship_move"),
    path("reveal/<str:key>/<int:pk>/", access_log_protection.FieldReveal.as_view(), name="field_reveal"),
    path("cadres/<int:pk>/readers/", protection_protection.CadreReaders.as_view(), name="cadre_readers"),
    path("matrix/", matrix.Matrix.as_view(), name="matrix"),
    path("cadres/import/", forms_files.FormImport.as_view(), name="form_import"),
    path("cadres/import/<int:pk>/", forms_files.FormPreview.as_view(), name="form_preview"),
    path("cadres/import/<int:pk>/take/", forms_files.FormTake.as_view(), name="form_take"),
    path("cadres/forms/", approval.ApprovalForm.as_view(), name="approval_form"),
    path("cadres/forms.docx", approval.ApprovalDocx.as_view(), name="approval_docx"),
    path("cadres/<int:pk>/form.lrmx", forms_files.FormExport.as_view(), name="form_export"),
]
