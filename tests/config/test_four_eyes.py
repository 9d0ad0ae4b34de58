"""Nobody alone: every pair of people that must be two, and one person tried on both sides of it.

A model that keeps two accounts fails here until its pair stands in ``PAIRS`` with the constraint that holds it, or in
``NO_PAIR`` with the reason; a move that decides, until it stands in ``BEGAN``, asks for ``others``, or in ``ALONE``.
"""

import json

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection
from django.urls import NoReverseMatch, reverse

from cadres.models import Remit, Step, User
from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import record_step
from cadres.shared.api.routes import ROUTES
from cadres.shared.pages.form_pages import MovePage
from cadres.shared.workflow import WORKFLOWS
from tests.config.test_extensions import OURS
from tests.config.test_matter import JUDGES, MAKE, MOVES, pages
from tests.support.cadres import CountyFactory, UserFactory
from tests.support.concurrency import run_concurrently
from tests.support.moves import inputs_of

# Model → the columns of the two and the constraint of the table that keeps them apart.
PAIRS = {
    "incentives.Award": {("proposed_by", "approved_by"): "incentives_award_four_eyes"},
    "incentives.SubsidyRate": {("set_by", "approved_by"): "incentives_rate_four_eyes"},
    "cadres.Correction": {("proposed_by", "decided_by"): "cadres_correction_four_eyes"},
    "selection.Election": {
        ("published_by", "late_by"): "selection_election_late_entry",
        ("decided_by", "appointed_by"): "selection_election_another_leader",
        ("late_by", "appointed_by"): "selection_election_another_leader",
        ("elected_by", "appointed_by"): "selection_election_another_leader",
    },
    "selection.Assembly": {("convened_by", "declared_by"): "selection_assembly_four_eyes"},
    "selection.Complaint": {("recorded_by", "settled_by"): "selection_complaint_four_eyes"},
    "selection.Ballot": {("entered_by", "confirmed_by"): "selection_ballot_four_eyes"},
    "cadres.Activation": {("made_by", "completed_by"): "cadres_activation_two_hands"},
    "cadres.AccountRequest": {
        ("asked_by", "decided_by"): "cadres_account_request_four_eyes",
        ("account", "decided_by"): "cadres_account_request_not_oneself",
    },
    "cadres.Disposal": {("proposed_by", "decided_by"): "cadres_disposal_four_eyes"},
    "cadres.CalendarYear": {("set_by", "approved_by"): "cadres_calendar_four_eyes"},
    "cadres.ExportRequest": {("requested_by", "decided_by"): "cadres_export_four_eyes"},
    "cadres.Merge": {
        ("proposed_by", "decided_by"): "cadres_merge_four_eyes",
        ("back_by", "back_decided_by"): "cadres_merge_back_four_eyes",
    },
    "cadres.LocalRule": {("set_by", "approved_by"): "cadres_local_rule_four_eyes"},
    "cadres.Document": {("asked_by", "settled_by"): "cadres_document_four_eyes"},
    "cadres.Kinship": {
        ("user", "confirmed_by"): "cadres_kinship_four_eyes",
        ("proposed_by", "confirmed_by"): "cadres_kinship_four_eyes",
    },
    "cadres.WordTemplate": {("set_by", "approved_by"): "cadres_word_template_four_eyes"},
}
NO_PAIR = {
    "cadres.ApiToken": "holder and maker; the release by a second person is an account request",
}
KEEPS_EARLIER_ROWS = {"selection_complaint_four_eyes"}
# Procedure → who began what its moves decide.
BEGAN = {
    "award": "proposed_by",
    "export": "requested_by",
    "merge": "proposed_by",
    "document": "asked_by",
    "kinship": "proposed_by",
    "correction": "proposed_by",
    "disposal": "proposed_by",
    "account request": "asked_by",
}
BEGAN_OTHERWISE = {("merge", "undo"): "back_by", ("merge", "stand"): "back_by"}
ALONE = {
    ("vacancy", "fill"): "states what the seat shows; nobody is appointed by it",
    ("election", "elect"): "taken with the declaration of the assembly, which has its two people",
    ("assessment.cycle", "close"): "all grades are confirmed by then; nothing can be changed by it but the end",
    ("assessment.system", "retire"): "ends what a second person put in force, with a reason; no year before changes",
    ("document", "decline"): "the paper stays where it is, as if nobody had asked",
    ("document", "put_back"): "the paper is again where it was",
}
BY_RULE = {("election", "decide"), ("election", "appoint"), ("election", "recognize")}  # tests/selection/elections


def accounts_of(model):
    return [field.name for field in model._meta.concrete_fields if field.related_model is User]


def ours():
    for app in OURS:
        for model in apps.get_app_config(app).get_models() if app != "config" else ():
            if not model._meta.label.endswith("Event") and len(accounts_of(model)) > 1:
                yield model


def test_every_model_with_two_accounts_tells_whether_they_are_two_people():
    assert {model._meta.label for model in ours()} == PAIRS.keys() | NO_PAIR.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("label", PAIRS)
def test_the_table_keeps_them_apart(label):
    """In force for every row, and about both columns; each noun's own tests try to break it."""
    model = apps.get_model(label)
    for columns, name in PAIRS[label].items():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT convalidated, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conname = %s AND conrelid = %s::regclass",
                [name, model._meta.db_table],
            )
            found = cursor.fetchone()
        assert found is not None, f"{label}: no constraint {name}"
        valid, text = found
        assert valid or name in KEEPS_EARLIER_ROWS
        for column in columns:
            assert model._meta.get_field(column).column in text, f"{name} says nothing of {column}"


def test_every_move_that_decides_knows_who_may_not():
    others = {(flow.name, move.name) for flow in WORKFLOWS for move in flow.moves if move.others}
    known = others | BY_RULE | set(ALONE)

    assert {(flow, move) for flow, move, _stage in MOVES if flow not in BEGAN and (flow, move) not in known} == set()
    assert {(flow, move) for flow, move in ALONE} <= {(flow, move) for flow, move, _stage in MOVES}


def turned(account, role):
    """The same person in another office, of the whole county."""
    with pgtrigger.ignore("cadres.User:role_by_two"):
        User.objects.filter(pk=account.pk).update(role=role, cadre=None)
    Remit.objects.get_or_create(user=account, division=CountyFactory())
    return User.objects.get(pk=account.pk)


def both_sides(flow, move, record, staff):
    """Who took the first side of it, or did what it must not be decided by."""
    workflow = next(one for one in WORKFLOWS if one.name == flow)
    if others := workflow[move].others:
        record_step(record, others[0], by=staff)
        return staff
    return getattr(record, BEGAN_OTHERWISE.get((flow, move), BEGAN[flow]))


TRIED = [one for one in MOVES if one[:2] not in ALONE and one[:2] not in BY_RULE]


@pytest.mark.django_db
@pytest.mark.parametrize(("flow", "move", "stage"), TRIED)
def test_nobody_decides_in_another_office_what_he_began(flow, move, stage, staff, as_user):
    """The same account after its role was changed: the page shows why not, page and API refuse, nothing moves."""
    record = MAKE[flow](stage)
    judge = turned(both_sides(flow, move, record, staff), JUDGES.get(flow, Role.LEADER))
    address, view = next(
        (name, view) for name, view in pages() if issubclass(view, MovePage) and view.workflow.name == flow
    )
    workflow, client = view.workflow, as_user(judge)
    before = getattr(record, workflow.stage_field)

    shown = client.get(reverse(address, args=[record.pk, move]))
    sent = client.post(
        reverse(address, args=[record.pk, move]), {"seen_stage": before, "reason": "同意", "override": "on"}
    )
    through = by_api(client, record, move, before)

    assert shown.context["matter"].against.blocking
    assert sent.status_code == 422
    assert through in (422, None)
    assert getattr(type(record).objects.get(pk=record.pk), workflow.stage_field) == before


def by_api(client, record, move, stage):
    """The status of the same try by the API; None where it has no moves of this."""
    models = {getattr(getattr(one.viewset, "queryset", None), "model", None): one for one in ROUTES}
    if (route := models.get(type(record))) is None:
        return None
    try:
        url = reverse(f"v1:{route.basename}-moves", args=[record.pk])
    except NoReverseMatch:
        return None
    data = {name: str(value) for name, value in inputs_of(move).items()}
    sent = json.dumps({"move": move, "seen_stage": str(stage), "reason": "同意", "data": data})
    return client.post(url, sent, content_type="application/json").status_code


FIRST_OF_EACH = list({flow: (flow, move, stage) for flow, move, stage in reversed(MOVES)}.values())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("flow", "move", "stage"), FIRST_OF_EACH)
def test_of_three_who_decide_at_once_one_has_decided(flow, move, stage, as_user):
    """One decision on record, whatever the buttons were pressed for; none where something stands against it."""
    record = MAKE[flow](stage)
    address = next(name for name, view in pages() if issubclass(view, MovePage) and view.workflow.name == flow)
    url = reverse(address, args=[record.pk, move])
    clients = [as_user(UserFactory(role=JUDGES.get(flow, Role.LEADER))) for _ in range(3)]
    page = clients[0].get(url)
    possible = not page.context["matter"].against.blocking
    sent = {"seen_stage": page.context["form"].initial.get("seen_stage", record.stage), "reason": "同意"}
    sent |= {name: str(value) for name, value in inputs_of(move).items()}

    answers = run_concurrently(*(lambda client=client: client.post(url, sent).status_code for client in clients))

    taken = Step.objects.of(record).filter(move=move, source=stage).count()
    assert (taken, min(answers) < 400) == ((1, True) if possible else (0, False)), answers
    assert all(status in (302, 403, 404, 409, 422) for status in answers)
