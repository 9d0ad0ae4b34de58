"""Who may open what, literally. A route or a model that is missing here fails the test.

To add a route: one line in ``ROUTES`` with the roles that may open it. Rows outside the remit are a matter of
``visible_to`` and tested with each app; here every address is asked for with a record that does not exist, so that
whoever is let in sees 404 or a form, and whoever is not sees 403.
"""

from io import StringIO

import pghistory.models
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cadres.platform.accounts.choices import Role
from cadres.shared.permissions import PERMISSIONS_OF
from tests.support.cadres import CountyFactory, UserFactory
from tests.support.routes import routes

OURS = ("cadres", "assessment", "training", "selection", "incentives", "config")

ALL = frozenset(set(Role) - {Role.CLIENT})  # a client has no session; by token it is tested with the API
STAFF, LEADER, TOWNSHIP = frozenset({Role.STAFF}), frozenset({Role.LEADER}), frozenset({Role.TOWNSHIP})
SYSTEM, SECURITY, AUDIT = frozenset({Role.SYSTEM}), frozenset({Role.SECURITY}), frozenset({Role.AUDIT})
OFFICE = STAFF | LEADER
ACCOUNT_SETTLERS = SYSTEM | SECURITY | LEADER  # the second of two people
ACCOUNT_MATTERS = ACCOUNT_SETTLERS | AUDIT
PUBLIC = "public"  # without logging in
NOBODY = "nobody"  # a name that the log-in library needs, and no page behind it

# Arguments where a number that does not exist would not reach the permission.
ARGUMENTS = {
    "cadres:history_table": {"table": "cadres.cadre"},
    "cadres:cadre_panel": {"key": "training"},
    "cadres:field_reveal": {"key": "cadre.phone"},
    "cadres:family_move": {"way": "up"},
    "cadres:verify": {"item": "birth"},
    "cadres:kinship_move": {"name": "confirm"},
    "cadres:document_move": {"name": "ask"},
    "cadres:attachment_new": {"model": "selection.inspection", "slot": "file"},
    "cadres:export_move": {"name": "approve"},
    "cadres:account_request_move": {"name": "confirm"},
    "cadres:disposal_move": {"name": "approve"},
    "cadres:disposal_new": {"records": "notices"},
    "cadres:correction_move": {"name": "approve"},
    "cadres:duplicate_move": {"name": "different"},
    "cadres:merge_move": {"name": "approve"},
    "selection:vacancy_move": {"name": "withdraw"},
    "selection:election_move": {"name": "announce"},
    "selection:assembly_move": {"name": "declare"},
    "training:class_move": {"name": "open"},
    "training:enrolment_move": {"name": "confirm"},
    "assessment:system_move": {"name": "put_in_force"},
    "assessment:cycle_move": {"name": "score"},
    "incentives:award_move": {"name": "approve"},
    "v1:division-detail": {"pk": "000000000000"},
}

ROUTES = {
    "home": ALL,
    "healthz": PUBLIC,
    "health": SYSTEM,
    "set_theme": PUBLIC,
    "set_language": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": ALL,
    "account_inactive": ALL,
    "account_signup": NOBODY,
    "account_reauthenticate": ALL,
    "account_email": NOBODY,
    "account_email_verification_sent": NOBODY,
    "account_change_password": ALL,
    "account_set_password": NOBODY,
    "account_reset_password": NOBODY,
    "account_confirm_login_code": NOBODY,
    "account_confirm_email": NOBODY,
    "account_reset_password_from_key_done": NOBODY,
    "account_reset_password_from_key": NOBODY,
    "account_reset_password_done": NOBODY,
    "mfa_index": ALL,
    "mfa_authenticate": PUBLIC,
    "mfa_reauthenticate": ALL,
    "mfa_activate_totp": ALL,
    "mfa_deactivate_totp": ALL,
    "mfa_list_webauthn": ALL,
    "mfa_add_webauthn": ALL,
    "mfa_reauthenticate_webauthn": ALL,
    "mfa_edit_webauthn": ALL,
    "mfa_remove_webauthn": ALL,
    "mfa_view_recovery_codes": ALL,
    "mfa_generate_recovery_codes": ALL,
    "mfa_download_recovery_codes": ALL,
    "schema": ALL,
    "docs": ALL,
    "api_nothing": PUBLIC,
    "v1:division-list": OFFICE,
    "v1:division-detail": OFFICE,
    "v1:organization-list": OFFICE,
    "v1:organization-detail": OFFICE,
    "v1:post-list": OFFICE,
    "v1:post-detail": OFFICE,
    "v1:cadre-list": OFFICE,
    "v1:cadre-detail": OFFICE,
    "v1:tenure-list": OFFICE,
    "v1:rank-list": OFFICE,
    "v1:tenure-detail": OFFICE,
    "v1:rank-detail": OFFICE,
    "v1:term-list": OFFICE,
    "v1:term-detail": OFFICE,
    "v1:rule-list": OFFICE,
    "v1:rule-detail": OFFICE,
    "v1:vacancy-list": OFFICE,
    "v1:vacancy-detail": OFFICE,
    "v1:vacancy-moves": OFFICE,
    "v1:election-list": OFFICE,
    "v1:election-detail": OFFICE,
    "v1:election-moves": OFFICE,
    "v1:watch-list": OFFICE,
    "v1:watch-detail": OFFICE,
    "v1:award-list": OFFICE,
    "v1:award-detail": OFFICE,
    "v1:award-moves": OFFICE,
    "v1:subsidy-rate-list": OFFICE,
    "v1:subsidy-rate-detail": OFFICE,
    "v1:system-list": OFFICE,
    "v1:system-detail": OFFICE,
    "v1:cycle-list": OFFICE,
    "v1:cycle-detail": OFFICE,
    "v1:cycle-moves": OFFICE,
    "v1:value-list": OFFICE,
    "v1:value-detail": OFFICE,
    "v1:score-list": OFFICE,
    "v1:score-export": frozenset(),  # by a token only
    "v1:score-detail": OFFICE,
    "v1:programme-list": OFFICE,
    "v1:programme-detail": OFFICE,
    "v1:class-list": OFFICE,
    "v1:class-detail": OFFICE,
    "v1:class-moves": OFFICE,
    "v1:session-list": OFFICE,
    "v1:session-detail": OFFICE,
    "v1:need-list": OFFICE,
    "v1:need-detail": OFFICE,
    "v1:enrolment-list": OFFICE,
    "v1:enrolment-detail": OFFICE,
    "v1:enrolment-moves": OFFICE,
    "cadres:division_names": OFFICE | SYSTEM | SECURITY,
    "cadres:calendar_list": OFFICE,
    "cadres:calendar_year": OFFICE,
    "cadres:calendar_print": OFFICE,
    "cadres:calendar_enter": STAFF,
    "cadres:calendar_import": STAFF,
    "cadres:calendar_draft": OFFICE,
    "cadres:calendar_approve": LEADER,
    "cadres:calendar_discard": OFFICE,
    "cadres:rule_list": OFFICE,
    "cadres:rule_changes": OFFICE,
    "cadres:rule_detail": OFFICE,
    "cadres:setting_propose": STAFF,
    "cadres:setting_approve": LEADER,
    "cadres:setting_decline": OFFICE,
    "cadres:setting_replay": OFFICE,
    "cadres:example_list": OFFICE,
    "cadres:example_try": OFFICE,
    "cadres:example_sign": LEADER,
    "cadres:example_withdraw": LEADER,
    "cadres:chain": AUDIT,
    "cadres:chain_checkpoints": AUDIT,
    "cadres:chain_day": AUDIT,
    "cadres:key_list": SYSTEM,
    "cadres:key_encrypt": SYSTEM,
    "cadres:outbox_list": SYSTEM,
    "cadres:outbox_detail": SYSTEM,
    "cadres:outbox_try_again": SYSTEM,
    "cadres:outbox_give_up": SYSTEM,
    "cadres:token_list": SECURITY,
    "cadres:token_make": SECURITY,
    "cadres:token_revoke": SECURITY,
    "cadres:account_list": SYSTEM | SECURITY,
    "cadres:account_detail": SYSTEM | SECURITY,
    "cadres:account_open": SYSTEM,
    "cadres:account_role": SECURITY,
    "cadres:account_ask_reset": SYSTEM | SECURITY,
    "cadres:account_ask_factor": SYSTEM | SECURITY,
    "cadres:account_request_list": ACCOUNT_MATTERS,
    "cadres:account_request_detail": ACCOUNT_MATTERS,
    "cadres:account_request_move": ACCOUNT_SETTLERS,
    "cadres:activate": PUBLIC,
    "cadres:account_close": SYSTEM,
    "cadres:account_reopen": SYSTEM,
    "cadres:account_reset": SYSTEM,
    "cadres:audit_list": AUDIT,
    "cadres:login_list": AUDIT,
    "cadres:failure_list": AUDIT,
    "cadres:history": AUDIT,
    "cadres:history_table": AUDIT,
    "cadres:access_list": AUDIT,
    "cadres:kinship_list": OFFICE,
    "cadres:kinship_declare": OFFICE,
    "cadres:kinship_move": LEADER,
    "cadres:field_reveal": OFFICE,
    "cadres:cadre_readers": LEADER,
    "cadres:matrix": SECURITY,
    "cadres:cadre_documents": OFFICE,
    "cadres:documents_put_in": STAFF,
    "cadres:documents_catalogue": OFFICE,
    "cadres:document_view": OFFICE,
    "cadres:document_download": OFFICE,
    "cadres:document_change": STAFF,
    "cadres:document_edition": STAFF,
    "cadres:document_move": STAFF,
    "cadres:attachment_detail": OFFICE,
    "cadres:attachment_view": OFFICE,
    "cadres:attachment_download": OFFICE,
    "cadres:attachment_new": STAFF,
    "cadres:attachment_replace": STAFF,
    "cadres:photo": OFFICE,
    "cadres:photo_change": STAFF,
    "cadres:photo_remove": STAFF,
    "cadres:form_import": STAFF,
    "cadres:form_preview": STAFF,
    "cadres:form_take": STAFF,
    "cadres:form_export": STAFF,
    "cadres:approval_form": STAFF,
    "cadres:approval_docx": STAFF,
    "cadres:word_template_list": OFFICE,
    "cadres:word_template_propose": STAFF,
    "cadres:word_template_present": OFFICE,
    "cadres:word_template_file": OFFICE,
    "cadres:word_template_trial": OFFICE,
    "cadres:word_template_approve": LEADER,
    "cadres:word_template_decline": OFFICE,
    "cadres:division_list": OFFICE,
    "cadres:division_detail": OFFICE,
    "cadres:profile_create": STAFF,
    "cadres:profile_change": STAFF,
    "cadres:pilot_declare": LEADER,
    "cadres:pilot_end": LEADER,
    "cadres:organization_list": OFFICE,
    "cadres:organization_detail": OFFICE,
    "cadres:term_create": STAFF,
    "cadres:term_change": STAFF,
    "cadres:post_list": OFFICE,
    "cadres:post_detail": OFFICE,
    "cadres:board_list": OFFICE,
    "cadres:structure_detail": OFFICE,
    "cadres:post_change": STAFF,
    "cadres:roster_list": OFFICE,
    "cadres:roster_create": OFFICE,
    "cadres:roster_detail": OFFICE,
    "cadres:roster_change": OFFICE,
    "cadres:roster_remove": OFFICE,
    "cadres:tenure_list": OFFICE,
    "cadres:notice_list": ALL,
    "cadres:notice_open": ALL,
    "cadres:notice_settle": ALL,
    "cadres:find": OFFICE,
    "cadres:find_by_number": OFFICE,
    "cadres:view_list": OFFICE,
    "cadres:view_save": OFFICE,
    "cadres:view_change": OFFICE,
    "cadres:view_delete": OFFICE,
    "cadres:job_list": OFFICE | SYSTEM,
    "cadres:job_detail": OFFICE | SYSTEM,
    "cadres:job_progress": OFFICE | SYSTEM,
    "cadres:job_cancel": OFFICE | SYSTEM,
    "cadres:job_file": OFFICE | SYSTEM,
    "cadres:duplicate_home": OFFICE,
    "cadres:duplicate_list": OFFICE,
    "cadres:duplicate_find": STAFF,
    "cadres:duplicate_detail": OFFICE,
    "cadres:duplicate_move": STAFF,
    "cadres:merge_list": OFFICE,
    "cadres:merge_detail": OFFICE,
    "cadres:merge_move": LEADER,
    "cadres:import_home": STAFF,
    "cadres:import_preview": STAFF,
    "cadres:import_apply": STAFF,
    "cadres:import_upload": STAFF,
    "cadres:import_template": STAFF,
    "cadres:export_start": STAFF,
    "cadres:export_list": OFFICE | AUDIT,
    "cadres:export_new": OFFICE,
    "cadres:export_detail": OFFICE | AUDIT,
    "cadres:export_rows": OFFICE,
    "cadres:export_move": LEADER,
    "cadres:session_left": ALL,
    "cadres:sign_ins": ALL,
    "cadres:own_data": ALL,
    "cadres:retention": SYSTEM | SECURITY | AUDIT,
    "cadres:disposal_list": SYSTEM | SECURITY | AUDIT,
    "cadres:disposal_new": SYSTEM,
    "cadres:disposal_detail": SYSTEM | SECURITY | AUDIT,
    "cadres:disposal_move": SECURITY,
    "cadres:sign_out_everywhere": ALL,
    "cadres:my_file": TOWNSHIP,
    "cadres:cadre_list": OFFICE,
    "cadres:cadre_conditions": OFFICE,
    "cadres:cadre_create": STAFF,
    "cadres:cadre_detail": OFFICE,
    "cadres:cadre_change": STAFF,
    "cadres:cadre_timeline": OFFICE,
    "cadres:cadre_history": OFFICE,
    "cadres:cadre_panel": OFFICE,
    "cadres:cadre_verification": OFFICE,
    "cadres:verification_list": OFFICE,
    "cadres:verify": STAFF,
    "cadres:education_add": STAFF,
    "cadres:education_rows": STAFF,
    "cadres:family_rows": STAFF,
    "cadres:result_rows": STAFF,
    "cadres:education_change": STAFF,
    "cadres:education_remove": STAFF,
    "cadres:family_add": STAFF,
    "cadres:family_change": STAFF,
    "cadres:family_remove": STAFF,
    "cadres:family_move": STAFF,
    "cadres:result_add": STAFF,
    "cadres:result_change": STAFF,
    "cadres:result_remove": STAFF,
    "cadres:sanction_enter": STAFF,
    "cadres:sanction_change": STAFF,
    "cadres:sanction_annul": STAFF,
    "cadres:correction_list": OFFICE,
    "cadres:correction_detail": OFFICE,
    "cadres:correction_move": LEADER,
    "cadres:correction_enter": STAFF,
    "cadres:correction_tenure": STAFF,
    "cadres:rank_enter": OFFICE,
    "cadres:rank_correct": STAFF,
    "cadres:rank_end": STAFF,
    "cadres:rank_remove": STAFF,
    "selection:vacancy_list": OFFICE,
    "selection:vacancy_open": STAFF,
    "selection:vacancy_detail": OFFICE,
    "selection:vacancy_move": STAFF,
    "selection:election_open": STAFF,
    "selection:election_list": OFFICE,
    "selection:election_detail": OFFICE,
    "selection:election_course": OFFICE,
    "selection:election_plan": STAFF,
    "selection:election_timetable": OFFICE,
    "selection:election_move": LEADER,
    "selection:nominee_register": STAFF,
    "selection:nominees_register": STAFF,
    "selection:recommendation_record": STAFF,
    "selection:inspections_record": STAFF,
    "selection:ballot_enter": STAFF,
    "selection:complaint_receive": STAFF,
    "selection:complaint_settle": LEADER,
    "selection:nominee_withdraw": STAFF,
    "selection:nominee_waive": LEADER,
    "selection:inspection_detail": OFFICE,
    "selection:inspection_record": STAFF,
    "selection:assembly_convene": STAFF,
    "selection:assembly_detail": OFFICE,
    "selection:assembly_move": LEADER,
    "selection:assembly_nominate": STAFF,
    "selection:candidate_withdraw": STAFF,
    "selection:round_record": STAFF,
    "selection:round_correct": STAFF,
    "selection:watch_list": OFFICE,
    "selection:watch_succession": STAFF,
    "selection:tenure_succession": STAFF,
    "training:class_list": OFFICE,
    "training:class_new": STAFF,
    "training:programme_list": OFFICE,
    "training:programme_new": STAFF,
    "training:class_detail": OFFICE,
    "training:class_change": STAFF,
    "training:class_move": STAFF,
    "training:class_roll": OFFICE,
    "training:class_call_up": STAFF,
    "training:call_up_picked": STAFF,
    "training:session_new": STAFF,
    "training:session_detail": OFFICE,
    "training:session_change": STAFF,
    "training:session_cancel": STAFF,
    "training:session_attendance": STAFF,
    "training:need_list": OFFICE,
    "training:need_find": STAFF,
    "training:need_new": STAFF,
    "training:enrolment_list": OFFICE,
    "training:enrolment_detail": OFFICE,
    "training:enrolment_move": TOWNSHIP,
    "training:my_training": TOWNSHIP,
    "training:calendar_renew": TOWNSHIP,
    "training:calendar_feed": PUBLIC,
    "assessment:system_list": OFFICE,
    "assessment:system_new": STAFF,
    "assessment:system_detail": OFFICE,
    "assessment:system_copy": STAFF,
    "assessment:system_move": LEADER,
    "assessment:indicator_new": STAFF,
    "assessment:indicator_change": STAFF,
    "assessment:indicator_remove": STAFF,
    "assessment:cycle_list": OFFICE,
    "assessment:cycle_new": STAFF,
    "assessment:cycle_detail": OFFICE,
    "assessment:cycle_move": STAFF,
    "assessment:value_enter": STAFF,
    "assessment:number_enter": STAFF,
    "assessment:score_list": OFFICE,
    "assessment:score_detail": OFFICE,
    "assessment:score_grade": LEADER,
    "assessment:cycle_grades": LEADER,
    "assessment:my_assessment": TOWNSHIP,
    "incentives:award_list": OFFICE,
    "incentives:award_new": STAFF,
    "incentives:award_suggestions": STAFF,
    "incentives:subsidy_list": OFFICE,
    "incentives:rate_list": OFFICE,
    "incentives:rate_new": STAFF,
    "incentives:rate_approve": LEADER,
    "incentives:award_detail": OFFICE,
    "incentives:award_move": LEADER,
    "incentives:my_awards": TOWNSHIP,
}

# Models without ``visible_to``, and why nobody reads them by it.
EXEMPT = {
    "cadres.Installation": "one row about the program itself",
}


def address_of(name: str, pattern) -> str:
    given = ARGUMENTS.get(name, {})
    wanted = pattern.pattern.regex.groupindex
    converters = getattr(pattern.pattern, "converters", {})
    kwargs = {}
    for key in wanted:
        number = type(converters.get(key)).__name__ == "IntConverter" or name.startswith("v1:")
        kwargs[key] = given.get(key, "0" if number else "nothing")
    if name == "account_reset_password_from_key":
        kwargs = {"uidb36": "1", "key": "set-password"}
    return "/api/nothing/" if name == "api_nothing" else reverse(name, kwargs=kwargs)


def test_every_route_stands_in_the_table():
    found = set(routes())

    assert not found - set(ROUTES), "add these routes to ROUTES"
    assert not set(ROUTES) - found, "these routes are gone: take them out of ROUTES"


@pytest.fixture
def ask(db):
    """Ask for an address as a role, with a browser that breaks on no answer."""
    CountyFactory()
    users = {}

    def ask(role: Role | None, address: str):
        client = Client(raise_request_exception=False)  # a fresh one each time: some pages log out
        if role is not None:
            users[role] = users.get(role) or UserFactory(role=role)
            client.force_login(users[role], backend="config.auth.RoleBackend")
        answer = client.get(address)
        return answer.status_code, answer.headers.get("Location", "")

    return ask


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CLIENT])
def test_each_role_opens_what_the_table_says_and_nothing_else(ask, role):
    wrong = []
    for name, pattern in routes().items():
        allowed = ROUTES.get(name, frozenset())
        status, _where = ask(role, address_of(name, pattern))
        let_in = status != 403 and not (allowed == NOBODY and status == 404)
        if status >= 500 and name != "healthz":
            wrong.append(f"{name}: {status}")
        elif let_in != (allowed == PUBLIC or (allowed != NOBODY and role in allowed)):
            wrong.append(f"{name}: {status}, but the table says {'no' if let_in else 'yes'}")

    assert not wrong


def test_without_logging_in_there_is_only_the_door(ask):
    wrong = []
    for name, pattern in routes().items():
        status, where = ask(None, address_of(name, pattern))
        closed = status == 401 or (status == 302 and where.startswith(reverse("account_login")))
        closed = closed or (status == 404 and ROUTES.get(name) == NOBODY)
        public = ROUTES.get(name) == PUBLIC
        if public == closed and name != "mfa_authenticate":  # which leads to the log-in page by itself
            wrong.append(f"{name}: {status} {where}")

    assert not wrong


def test_every_model_says_who_sees_its_rows():
    missing = []
    for model in apps.get_models():
        if model._meta.app_label not in OURS or issubclass(model, pghistory.models.Event):
            continue
        if not hasattr(model._default_manager, "visible_to") and model._meta.label not in EXEMPT:
            missing.append(model._meta.label)

    assert not missing, "give these models a ScopedQuerySet, or a reason in EXEMPT"
    assert all(EXEMPT.values())
    assert all(not hasattr(apps.get_model(label)._default_manager, "visible_to") for label in EXEMPT)


def test_every_permission_that_a_view_asks_for_is_given_to_somebody():
    given = set().union(*PERMISSIONS_OF.values())
    for name, pattern in routes().items():
        view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
        permission = getattr(view, "permission", None)
        assert not isinstance(permission, str) or permission in given, name


def test_the_page_of_roles_is_up_to_date():
    out = StringIO()
    call_command("print_matrix", stdout=out)

    kept = (settings.BASE_DIR / "docs" / "roles.md").read_text()
    assert out.getvalue() == kept, "run manage.py print_matrix > docs/roles.md"
