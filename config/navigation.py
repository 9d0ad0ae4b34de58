"""The menu (导航): what a person may open, by permission, in the order of the work."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A page of the menu: shown to who holds the permission; an empty one is everybody's."""

    label: str | Promise
    url_name: str
    permission: str
    icon: str


@dataclass
class Item:
    """An entry as drawn for one request."""

    label: str | Promise
    url: str
    icon: str
    current: bool = False


@dataclass
class Group:
    label: str | Promise
    items: list[Item] = field(default_factory=list)
    own: bool = False


OWN = _("My own")

MENU: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    ("", (Entry(_("Home"), "home", "", "home"),)),
    (
        OWN,
        (
            Entry(_("My file"), "cadres:my_file", "cadres.view_own_file", "file"),
            Entry(_("My training"), "training:my_training", "training.view_own", "book"),
            Entry(_("My assessment"), "assessment:my_assessment", "assessment.view_own", "chart"),
            Entry(_("My awards"), "incentives:my_awards", "incentives.view_own", "medal"),
        ),
    ),
    (
        _("Base"),
        (
            Entry(_("Cadres"), "cadres:cadre_list", "cadres.view_cadre", "people"),
            Entry(_("To be verified"), "cadres:verification_list", "cadres.view_cadre", "shield"),
            Entry(_("Rosters"), "cadres:roster_list", "cadres.view_cadre", "roll"),
            Entry(_("Posts"), "cadres:post_list", "cadres.view_post", "seat"),
            Entry(_("Tenures"), "cadres:tenure_list", "cadres.view_tenure", "calendar"),
            Entry(_("Organizations"), "cadres:organization_list", "cadres.view_organization", "building"),
            Entry(_("Townships"), "cadres:division_list", "cadres.view_division", "map"),
            Entry(_("Duplicates"), "cadres:duplicate_home", "cadres.view_merge", "people"),
            Entry(_("Workbooks in and out"), "cadres:import_home", "cadres.import_records", "download"),
            Entry(_("Exports"), "cadres:export_list", "cadres.view_export", "shield"),
            Entry(_("My jobs"), "cadres:job_list", "cadres.view_job", "clock"),
        ),
    ),
    (
        _("Selection"),
        (
            Entry(_("Terms and rotation"), "selection:watch_list", "selection.view_watch", "clock"),
            Entry(_("Vacancies"), "selection:vacancy_list", "selection.view_vacancy", "vacancy"),
            Entry(_("Public elections"), "selection:election_list", "selection.view_election", "ballot"),
        ),
    ),
    (
        _("Training"),
        (
            Entry(_("Programmes"), "training:programme_list", "training.view_class", "rules"),
            Entry(_("Classes"), "training:class_list", "training.view_class", "book"),
            Entry(_("Needs"), "training:need_list", "training.view_need", "need"),
            Entry(_("Enrolments"), "training:enrolment_list", "training.view_enrolment", "roll"),
        ),
    ),
    (
        _("Assessment"),
        (
            Entry(_("Cycles"), "assessment:cycle_list", "assessment.view_cycle", "cycle"),
            Entry(_("Scores"), "assessment:score_list", "assessment.view_score", "chart"),
            Entry(_("Indicator systems"), "assessment:system_list", "assessment.view_system", "scale"),
        ),
    ),
    (
        _("Incentives"),
        (
            Entry(_("Awards"), "incentives:award_list", "incentives.view_award", "medal"),
            Entry(_("Subsidies"), "incentives:subsidy_list", "incentives.view_award", "coin"),
        ),
    ),
    (
        _("Administration"),
        (
            Entry(_("Rules in force"), "cadres:rule_list", "cadres.view_rule", "rules"),
            Entry(_("Working days"), "cadres:calendar_list", "cadres.view_calendar", "calendar"),
            Entry(_("Word template"), "cadres:word_template_list", "cadres.view_template", "file"),
            Entry(_("Files closed to relatives"), "cadres:kinship_list", "cadres.declare_kinship", "people"),
            Entry(_("Accounts"), "cadres:account_list", "cadres.view_account", "people"),
            Entry(_("State of the system"), "health", "cadres.view_health", "heart"),
            Entry(_("Outbox"), "cadres:outbox_list", "cadres.view_outbox", "mail"),
            Entry(_("API tokens"), "cadres:token_list", "cadres.manage_tokens", "key"),
            Entry(_("Who may do what"), "cadres:matrix", "cadres.view_matrix", "rules"),
            Entry(_("Audit trail"), "cadres:audit_list", "cadres.view_audit", "audit"),
        ),
    ),
)


def menu(request: HttpRequest) -> list[Group]:
    """The groups this person sees; the entry whose address leads to the present page is marked."""
    groups = [Group(label, list(_items(request, entries)), own=label == OWN) for label, entries in MENU]
    leading = [item for group in groups for item in group.items if _leads_to(item.url, request.path)]
    if leading:
        max(leading, key=lambda item: len(item.url)).current = True
    return [group for group in groups if group.items]


def current(groups: list[Group]) -> Item | None:
    return next((item for group in groups for item in group.items if item.current), None)


def _items(request: HttpRequest, entries: tuple[Entry, ...]) -> Iterator[Item]:
    for entry in entries:
        if entry.permission and not request.user.has_perm(entry.permission):
            continue
        yield Item(entry.label, reverse(entry.url_name), entry.icon)


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
