"""Who may do what (角色与权限). One account has one role; a change here is a reviewed commit.

A permission is "app.verb_noun". Rows are decided by ``visible_to``; the three administrators (三员) do no business.
"""

from cadres.platform.accounts.choices import Role

READ_FILES = frozenset(
    {
        "cadres.view_division",
        "cadres.view_organization",
        "cadres.view_post",
        "cadres.view_cadre",
        "cadres.view_tenure",
        "cadres.view_rule",
        "cadres.view_calendar",
    }
)

OWN_NOTICES = frozenset({"cadres.view_notice"})  # of everybody who opens pages

WORK_PAGES = frozenset(
    {"cadres.find", "cadres.keep_views", "cadres.view_merge", "cadres.name_place"}
)  # of whoever works on the pages

OWN_JOBS = frozenset({"cadres.view_job"})  # imports and exports that one started oneself

ASK_EXPORTS = frozenset({"cadres.view_export", "cadres.request_export"})  # of personal data; another person approves

READ_BUSINESS = READ_FILES | {
    "selection.view_vacancy",
    "selection.view_election",
    "selection.view_watch",
    "training.view_class",
    "training.view_enrolment",
    "training.view_need",
    "assessment.view_system",
    "assessment.view_cycle",
    "assessment.view_score",
    "incentives.view_award",
}

ROLES: dict[str, frozenset[str]] = {
    Role.STAFF: READ_BUSINESS
    | OWN_NOTICES
    | WORK_PAGES
    | OWN_JOBS
    | ASK_EXPORTS
    | {
        "cadres.change_cadre",
        "cadres.view_document",
        "cadres.keep_documents",
        "cadres.view_attachment",
        "cadres.keep_attachments",
        "cadres.verify_cadre",
        "cadres.enter_rank",
        "cadres.view_correction",
        "cadres.propose_correction",
        "cadres.change_post",
        "cadres.change_profile",
        "cadres.change_term",
        "cadres.export_form",
        "cadres.view_template",
        "cadres.change_template",
        "cadres.keep_roster",
        "cadres.export_records",
        "cadres.import_records",
        "cadres.propose_merge",
        "cadres.propose_rule",
        "cadres.propose_calendar",
        "cadres.reveal_field",
        "cadres.declare_kinship",
        "selection.open_vacancy",
        "selection.run_election",
        "training.run_class",
        "training.call_up",
        "training.grant_leave",
        "assessment.change_system",
        "assessment.enter_value",
        "assessment.run_cycle",
        "incentives.propose_award",
        "incentives.set_rate",
    },
    Role.LEADER: READ_BUSINESS
    | OWN_NOTICES
    | WORK_PAGES
    | OWN_JOBS
    | ASK_EXPORTS
    | {
        "cadres.view_document",
        "cadres.view_attachment",
        "cadres.view_discipline_paper",
        "cadres.settle_withdrawal",
        "cadres.view_correction",
        "cadres.settle_correction",
        "cadres.approve_export",
        "cadres.declare_pilot",
        "cadres.keep_roster",
        "cadres.approve_merge",
        "cadres.approve_rule",
        "cadres.sign_example",
        "cadres.approve_calendar",
        "cadres.view_template",
        "cadres.approve_template",
        "cadres.override_rule",
        "cadres.enter_rank",
        "cadres.reveal_field",
        "cadres.declare_kinship",
        "cadres.settle_kinship",
        "cadres.view_readers",
        "cadres.view_account_request",
        "cadres.settle_account",
        "selection.approve_election",
        "selection.appoint",
        "assessment.put_in_force",
        "assessment.confirm_grade",
        "assessment.close_cycle",
        "incentives.approve_award",
    },
    Role.TOWNSHIP: OWN_NOTICES
    | frozenset(
        {
            "cadres.view_own_file",
            "training.view_own",
            "training.answer_call",
            "assessment.view_own",
            "incentives.view_own",
        }
    ),
    Role.SYSTEM: OWN_NOTICES
    | OWN_JOBS
    | frozenset(
        {
            "cadres.view_disposal",
            "cadres.propose_disposal",
            "cadres.view_account",
            "cadres.manage_accounts",
            "cadres.view_account_request",
            "cadres.ask_account",
            "cadres.settle_account",
            "cadres.name_place",
            "cadres.view_health",
            "cadres.view_outbox",
            "cadres.manage_outbox",
            "cadres.manage_key",
        }
    ),
    Role.SECURITY: OWN_NOTICES
    | frozenset(
        {
            "cadres.view_account",
            "cadres.manage_roles",
            "cadres.view_disposal",
            "cadres.settle_disposal",
            "cadres.view_account_request",
            "cadres.ask_account",
            "cadres.settle_account",
            "cadres.name_place",
            "cadres.manage_tokens",
            "cadres.view_matrix",
        }
    ),
    Role.AUDIT: OWN_NOTICES
    | frozenset({"cadres.view_audit", "cadres.view_export", "cadres.view_account_request", "cadres.view_disposal"}),
    Role.CLIENT: READ_BUSINESS,
}
