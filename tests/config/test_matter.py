"""Who decides sees the matter: every form that decides shows whom, what, on which papers, what objects, what follows.

A new form or move that only a deciding role may take fails here until it declares its matter.
"""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from assessment.scores.services.cycle_moves import move_cycle
from cadres.models import DuplicatePair, LocalRule, Merge, Notice, Pilot, SignedExample
from cadres.platform.account_requests.services import ask_role
from cadres.platform.accounts.choices import Role
from cadres.platform.merging.services import merges
from cadres.platform.retention.services import propose
from cadres.registry.appointment_forms.services.sheets.word import default_template
from cadres.registry.documents import services as documents
from cadres.registry.protection.services import declare_kinship, settle_kinship
from cadres.registry.townships.services import declare_pilot
from cadres.registry.word_templates.services.templates import propose_template
from cadres.shared.pages.form_pages import FormPage, MovePage
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.retention import KEPT
from cadres.shared.workflow import WORKFLOWS
from selection.assemblies.choices import AssemblyStage
from selection.elections.choices import Stage
from selection.elections.models import Complaint
from tests.config.test_access_matrix import routes
from tests.support.assessment import SystemFactory, county_of, scored
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, TownshipFactory, UserFactory
from tests.support.corrections import correction
from tests.support.documents import add_document
from tests.support.exports import LIST, ask
from tests.support.incentives import AwardFactory, RateFactory
from tests.support.moves import entitled
from tests.support.selection import VacancyFactory, assembly, days_ago, ready_election
from tests.support.training import EnrolmentFactory

# What a department leader may do and the staff may not, but for reading; and what staff decide on what others ask.
DECIDING = {
    name
    for name in PERMISSIONS_OF[Role.LEADER] - PERMISSIONS_OF[Role.STAFF]
    if not name.split(".")[1].startswith("view_")
} | {"training.grant_leave", "cadres.settle_disposal"}

BUTTONS = {
    "cadres:calendar_approve": "stands on the draft's own page, under its days, what is unusual and what follows",
}


def pages():
    for name, pattern in routes().items():
        view = getattr(pattern.callback, "view_class", None)
        if view is not None:
            yield name, view


def test_every_form_that_decides_declares_its_matter():
    silent = [
        name
        for name, view in pages()
        if issubclass(view, FormPage)
        and not issubclass(view, MovePage)
        and view.permission in DECIDING
        and view.matter is FormPage.matter
    ]

    assert not silent, "show who decides the matter: override matter()"


def test_every_move_that_decides_shows_its_matter_and_tells_what_follows():
    page_of = {view.workflow.name: view for _name, view in pages() if issubclass(view, MovePage)}
    deciding = [(flow, move) for flow in WORKFLOWS for move in flow.moves if move.permission in DECIDING]

    assert deciding
    assert not [flow.name for flow, _move in deciding if page_of[flow.name].matter is FormPage.matter]
    assert not [f"{flow.name}.{move.name}" for flow, move in deciding if not str(move.follows)]


def test_nothing_is_decided_by_a_button_alone():
    """A page that only receives shows nothing; what is left of them tells why."""
    bare = {
        name
        for name, view in pages()
        if not issubclass(view, FormPage)
        and hasattr(view, "post")
        and isinstance(getattr(view, "permission", None), str)
        and view.permission in DECIDING
    }

    assert bare == set(BUTTONS)
    assert all(BUTTONS.values())


# --- each of them, as a leader opens it ------------------------------------------------------------------


def election(stage):
    return ready_election(Stage(stage))


def electing_assembly(stage):
    return assembly(AssemblyStage(stage))


def award(stage):
    return AwardFactory(stage=stage)


def vacancy(_stage):
    return VacancyFactory()


def enrolment(stage):
    return EnrolmentFactory(stage=stage)


def cycle(stage):
    staff, made = UserFactory(), SystemFactory(in_force_now=True)
    running = scored(county_of(1, made, staff), staff)
    return running if stage == "scored" else move_cycle(running, "confirm", by=LeaderFactory())


def system(stage):
    return SystemFactory(in_force_now=stage == "in_force")


def export(_stage):
    CadreFactory(sex="1")
    return ask(UserFactory(), LIST)


def merge(stage):
    first, second = CadreFactory(name="王伟"), CadreFactory(name="王伟")
    pair = DuplicatePair.objects.create(
        kind="cadre",
        first=first.pk,
        second=second.pk,
        first_division=first.division,
        second_division=second.division,
        degree="1certain",
        why="number",
        data="x",
    )
    found = merges.propose_merge(pair, stays=first.pk, taken=["health"], by=UserFactory())
    if stage == "back_asked":
        found = merges.move_merge(found, "approve", by=LeaderFactory())
        found = merges.move_merge(found, "ask_back", by=UserFactory(), reason="误并")
    return Merge.objects.get(pk=found.pk)


def document(stage):
    staff = UserFactory()
    asked = documents.move_document(add_document(CadreFactory(), staff), "ask", by=staff, reason="误归")
    return documents.move_document(asked, "confirm", by=LeaderFactory()) if stage == "withdrawn" else asked


def kinship(stage):
    declared = declare_kinship(CadreFactory(), relation="哥哥", by=UserFactory())
    return settle_kinship(declared, "confirm", by=LeaderFactory()) if stage == "confirmed" else declared


def account_request(_stage):
    security = UserFactory(role=Role.SECURITY)
    asked, _half = ask_role(UserFactory(), Role.LEADER, by=security, division=CountyFactory(), reason="任部领导")
    return asked


def disposal(_stage):
    Notice.objects.create(user=UserFactory(), kind="x", key="x", settled_at=timezone.now() - timedelta(days=1100))
    return propose(KEPT["notices"], reason="保管期满", by=UserFactory(role=Role.SYSTEM))


JUDGES = {"enrolment": Role.STAFF, "disposal": Role.SECURITY}  # where it is not a leader
MAKE = {
    "account request": account_request,
    "award": award,
    "election": election,
    "assembly": electing_assembly,
    "vacancy": vacancy,
    "enrolment": enrolment,
    "assessment.cycle": cycle,
    "assessment.system": system,
    "export": export,
    "merge": merge,
    "document": document,
    "kinship": kinship,
    "correction": lambda _stage: correction(),
    "disposal": disposal,
}
MOVES = [
    (flow.name, move.name, str(move.sources[0]))
    for flow in WORKFLOWS
    for move in flow.moves
    if move.permission in DECIDING
]


@pytest.mark.django_db
@pytest.mark.parametrize(("flow", "move", "stage"), MOVES)
def test_the_page_of_a_move_shows_its_matter(flow, move, stage, leader, as_user):
    record = MAKE[flow](stage)
    address = next(name for name, view in pages() if issubclass(view, MovePage) and view.workflow.name == flow)
    judge = UserFactory(role=JUDGES[flow]) if flow in JUDGES else leader

    page = as_user(judge).get(reverse(address, args=[record.pk, move]))

    assert page.status_code == 200
    matter = page.context["matter"]
    assert any(part.facts for part in matter.parts)
    assert matter.against is not None
    assert str(matter.follows) in page.text
    assert 'class="matter card stack"' in page.text
    for one in matter.concerned:
        assert str(one.name) in page.text


def complaint():
    found = ready_election(Stage.NOTICED)
    return Complaint.objects.create(
        election=found, received_on=days_ago(12), sender="张某", content="不实", recorded_by=found.opened_by
    ).pk


def nominee():
    return ready_election(Stage.NOTICED).winner_id


def score():
    found = cycle("confirmed")
    return found.scores.first().pk


def pilot():
    township = TownshipFactory()
    declare_pilot(township, since=date(2026, 1, 1), until=None, basis="县委〔2026〕1号", by=LeaderFactory())
    return Pilot.objects.get().pk


def signed():
    return SignedExample.objects.create(
        division=CountyFactory(),
        calculation="decision.quorum",
        judged_on=date(2026, 1, 1),
        given={},
        expected=None,
        basis="县委〔2026〕2号",
        signed_by=LeaderFactory(),
        signed_on=days_ago(0),
    ).pk


def setting():
    key = "vacancy.lead"
    return LocalRule.objects.create(
        division=CountyFactory(),
        key=key,
        value=8,
        during=DateRange(date(2026, 1, 1), None),
        basis="文件",
        set_by=UserFactory(),
    ).pk


def word_template():
    return propose_template(CountyFactory(), default_template(), name="a.docx", basis="抬头", by=UserFactory()).pk


FORMS = {
    "selection:complaint_settle": complaint,
    "selection:nominee_waive": nominee,
    "assessment:score_grade": score,
    "assessment:cycle_grades": lambda: cycle("confirmed").pk,
    "cadres:pilot_declare": lambda: TownshipFactory().pk,
    "cadres:pilot_end": pilot,
    "cadres:example_sign": lambda: "decision.quorum",
    "cadres:example_withdraw": signed,
    "cadres:setting_approve": setting,
    "cadres:word_template_approve": word_template,
    "incentives:rate_approve": lambda: RateFactory().pk,
}


def test_no_form_that_decides_is_left_out_here():
    deciding = {
        name
        for name, view in pages()
        if issubclass(view, FormPage) and not issubclass(view, MovePage) and view.permission in DECIDING
    }

    assert deciding == set(FORMS)
    assert {flow for flow, _move, _stage in MOVES} == set(MAKE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_the_page_of_a_form_shows_its_matter(name, leader, as_user):
    page = as_user(leader).get(reverse(name, args=[FORMS[name]()]))

    assert page.status_code == 200
    matter = page.context["matter"]
    assert any(part.facts for part in matter.parts)
    assert matter.follows
    assert str(matter.follows).split(".", maxsplit=1)[0] in page.text


# --- what a form has filled in breaks no rule ------------------------------------------------------------

ASKING = [
    (flow.name, move.name, str(source))
    for flow in WORKFLOWS
    for move in flow.moves
    for source in move.sources
    if move.inputs and flow.name in MAKE
]


@pytest.mark.django_db
@pytest.mark.parametrize(("flow", "move", "stage"), ASKING)
def test_what_a_form_has_filled_in_breaks_no_rule(flow, move, stage, leader, staff, as_user):
    """What the rules object with the values that the form comes with, they object without them too."""
    record = MAKE[flow](stage)
    workflow = next(one for one in WORKFLOWS if one.name == flow)
    address, view = next((name, view) for name, view in pages() if getattr(view, "workflow", None) is workflow)
    judge = entitled(workflow[move], leader, staff)

    page = as_user(judge).get(reverse(address, args=[record.pk, move]))
    bare = workflow[move].objections(stage, workflow.collect_facts(view.model.objects.get(pk=record.pk), judge, {}))

    found = page.context["matter"].against
    against = {one.code for one in (*found.blocking, *found.overridable, *found.reminding)}
    assert against <= {one.code for one in bare}
