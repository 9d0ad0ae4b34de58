"""Nobody reads or decides what is about himself or a relative (回避), whatever it is kept in.

A new model fails here until its noun says whom it is about; a new page, move or resource about somebody fails until it
refuses, and until there is a record below to try it with.
"""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from assessment.models import Score
from cadres.models import (
    AnnualResult,
    Attachment,
    Cadre,
    DuplicatePair,
    Education,
    FamilyMember,
    Kinship,
    RankRecord,
    Sanction,
    Step,
)
from cadres.platform.accounts.models import User
from cadres.platform.log.services import make_move, record_step
from cadres.platform.merging.services import merges
from cadres.shared.api.routes import ROUTES
from cadres.shared.api.viewsets import MovesMixin
from cadres.shared.errors import Refused
from cadres.shared.pages.form_pages import FormPage
from cadres.shared.pages.records import RecordDetail
from cadres.shared.recusal import CONCERNS, OWN_CASE, Concern, cadres_of, closed_to, open_to
from cadres.shared.workflow import WORKFLOWS
from incentives.awards.models import Award
from incentives.awards.services.awards import propose_award
from selection.assemblies.choices import AssemblyStage
from selection.elections.choices import Stage
from selection.elections.models import Complaint, Inspection
from selection.elections.services import register_nominee
from selection.terms.models import Watch
from tests.config.test_access_matrix import ARGUMENTS, routes
from tests.support.assessment import SystemFactory, county_of, scored
from tests.support.cadres import CadreFactory, LeaderFactory, TenureFactory, TownshipUserFactory, UserFactory
from tests.support.corrections import correction
from tests.support.documents import add_document
from tests.support.incentives import AwardFactory
from tests.support.selection import VacancyFactory, assembly, days_ago, ready_election
from tests.support.training import EnrolmentFactory, NeedFactory, SessionFactory, TrainingClassFactory
from training.enrolments.services.attendance import record_attendance
from training.enrolments.services.callups import call_up
from training.enrolments.services.class_moves import move_class
from training.enrolments.services.enrolments import move_enrolment

OURS = ("cadres", "selection", "training", "assessment", "incentives")
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model") and model.__module__.startswith(OURS)
]
ABOUT = {concern.key: concern for concern in CONCERNS if not concern.nobody}


def barred_from(cadre, *, factory=LeaderFactory) -> User:
    user = factory()
    Kinship.objects.create(
        user=user, cadre=cadre, relation="妻子", stage="confirmed", confirmed_by=factory(), proposed_by=None
    )
    return User.objects.for_session().get(pk=user.pk)


# --- whom a record is about ------------------------------------------------------------------------------


def test_every_model_of_ours_says_whom_it_is_about():
    wanted = {model._meta.label_lower for model in MODELS}

    assert wanted - set(CONCERNS.keys()) == set(), "say in extension.py of the noun whom its records are about"
    assert set(CONCERNS.keys()) - wanted == set()


def test_either_somebody_or_a_reason_why_nobody():
    for given in ({}, {"paths": ("cadre_id",), "nobody": "why"}):
        with pytest.raises(ValueError, match="either"):
            Concern("x.X", **given)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_who_points_to_a_file_says_so_or_why_not(model):
    """What hangs on a cadre or a tenure is about him."""
    near = {f.related_model for f in model._meta.concrete_fields if f.is_relation}
    if {"Cadre", "Tenure", "Nominee", "Enrolment", "Score"} & {one.__name__ for one in near} - {model.__name__}:
        concern = CONCERNS[model._meta.label_lower]
        assert not concern.nobody or model.__name__ in {"User", "Kinship", "AccountRequest"}


# --- a record of each kind, about one person -------------------------------------------------------------


def tenure():
    return TenureFactory(cadre=CadreFactory())


def election():
    return ready_election(Stage.RECOMMENDED)


def nominee():
    return election().nominees.first()


def pair():
    first, second = CadreFactory(name="王伟"), CadreFactory(name="王伟")
    return DuplicatePair.objects.create(
        kind="cadre",
        first=first.pk,
        second=second.pk,
        first_division=first.division,
        second_division=second.division,
        degree="1certain",
        why="number",
        data="x",
    )


def merge():
    one = pair()
    return merges.propose_merge(one, stays=one.first, taken=[], by=UserFactory())


def score():
    staff = UserFactory()
    return Score.objects.filter(cycle=scored(county_of(1, SystemFactory(in_force_now=True), staff), staff)).first()


def attachment():
    paper = Inspection.objects.filter(nominee__election=election()).first()
    return Attachment.objects.create(
        record_model="selection.inspection",
        record_id=paper.pk,
        slot="file",
        title="x",
        added_by=UserFactory(),
        name="x.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )


def ballot():
    return assembly(AssemblyStage.SITTING).rounds.get()


def candidate():
    return assembly().candidates.get()


def complaint():
    one = ready_election(Stage.NOTICED)
    return Complaint.objects.create(
        election=one, received_on=days_ago(1), sender="群众", content="x", recorded_by=one.opened_by
    )


MAKE = {
    "cadres.cadre": CadreFactory,
    "cadres.education": lambda: Education.objects.create(cadre=CadreFactory(), level="大学"),
    "cadres.familymember": lambda: FamilyMember.objects.create(cadre=CadreFactory(), relation="妻子", name="某"),
    "cadres.annualresult": lambda: AnnualResult.objects.create(cadre=CadreFactory(), year=2024, grade="competent"),
    "cadres.sanction": lambda: Sanction.objects.create(
        cadre=CadreFactory(), kind="party_warning", decided_on=date(2024, 5, 6), document="纪〔2024〕1号"
    ),
    "cadres.rankrecord": lambda: RankRecord.objects.create(cadre=CadreFactory(), ladder="rank", rank="r01_clerk_2"),
    "cadres.document": lambda: add_document(CadreFactory(), UserFactory()),
    "cadres.tenure": tenure,
    "cadres.correction": correction,
    "cadres.duplicatepair": pair,
    "cadres.merge": merge,
    "cadres.attachment": attachment,
    "selection.vacancy": lambda: VacancyFactory(leaving=tenure()),
    "selection.election": election,
    "selection.nominee": nominee,
    "selection.inspection": lambda: Inspection.objects.filter(nominee__election=election()).first(),
    "selection.complaint": complaint,
    "selection.assembly": assembly,
    "selection.formalcandidate": candidate,
    "selection.round": ballot,
    "selection.watch": lambda: Watch.objects.create(
        tenure=tenure(), kind="rotation_10y", due_on=timezone.localdate(), found_on=timezone.localdate()
    ),
    "training.enrolment": EnrolmentFactory,
    "training.need": NeedFactory,
    "assessment.score": score,
    "incentives.award": AwardFactory,
}


def subject(key):
    """A record of the kind, and one of those whom it is about."""
    record = MAKE[key]()
    record = type(record).objects.get(pk=record.pk)
    cadre, *_others = sorted(cadres_of(record))
    return record, Cadre.objects.get(pk=cadre)


@pytest.mark.parametrize("key", sorted(MAKE))
def test_paths_lead_to_the_same_people_for_one_record_and_for_many(key, db, django_assert_num_queries):
    record, cadre = subject(key)
    user, free = barred_from(cadre), User.objects.for_session().get(pk=LeaderFactory().pk)
    rows = type(record)._base_manager.filter(pk=record.pk)

    if ABOUT[key].paths:
        assert list(open_to(rows, user)) == []
        assert list(closed_to(rows, user)) == [record]
    with django_assert_num_queries(0):
        assert open_to(rows, free) is rows


# --- pages -----------------------------------------------------------------------------------------------


def about_one():
    for name, pattern in routes().items():
        view = getattr(pattern.callback, "view_class", None)
        model = getattr(view, "model", None)
        if not isinstance(model, type) or not issubclass(view, FormPage | RecordDetail):
            continue
        if model._meta.label_lower in ABOUT and "pk" in pattern.pattern.regex.groupindex:
            yield name, view


PAGES = dict(about_one())


def test_there_is_a_record_for_every_page():
    assert {view.model._meta.label_lower for view in PAGES.values()} <= set(MAKE)
    assert len(PAGES) > 40


@pytest.mark.parametrize("factory", [LeaderFactory, UserFactory], ids=["leader", "staff"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_about_a_relative_is_closed(name, factory, db, as_user):
    record, cadre = subject(PAGES[name].model._meta.label_lower)
    user = barred_from(cadre, factory=factory)
    pattern = routes()[name]
    given = {key: value for key, value in ARGUMENTS.get(name, {}).items() if key != "pk"}
    address = reverse(name, kwargs={**given, "pk": record.pk} if pattern.pattern.regex.groupindex else None)
    before = Step.objects.count()

    for answer in (as_user(user).get(address), as_user(user).post(address, {})):
        assert answer.status_code in (403, 404, 405)
        assert answer.status_code != 404 or PAGES[name].permission == "cadres.view_own"
    assert Step.objects.count() == before


# --- moves and steps -------------------------------------------------------------------------------------

MOVES = [(flow.name, move.name) for flow in WORKFLOWS if flow.model.lower() in ABOUT for move in flow.moves]


@pytest.mark.parametrize("factory", [LeaderFactory, UserFactory], ids=["leader", "staff"])
@pytest.mark.parametrize(("flow", "move"), MOVES)
def test_a_move_about_a_relative_is_refused_before_any_rule(flow, move, factory, db):
    workflow = WORKFLOWS[flow]
    record, cadre = subject(workflow.model.lower())
    user = barred_from(cadre, factory=factory)
    before = Step.objects.count()

    if not user.has_perm(workflow[move].permission):
        with pytest.raises(PermissionDenied):
            make_move(workflow, record, move, by=user)
        return
    with pytest.raises(Refused) as refused:
        make_move(workflow, record, move, by=user, override=True, reason="x")

    assert [(one.code, one.rule) for one in refused.value.objections] == [("recusal", OWN_CASE)]
    assert "Art 76" in refused.value.objections[0].article
    assert Step.objects.count() == before


@pytest.mark.parametrize("key", sorted(MAKE))
def test_no_step_about_a_relative_can_be_written(key, db):
    record, cadre = subject(key)
    before = Step.objects.count()

    with pytest.raises(Refused) as refused:
        record_step(record, "anything", by=barred_from(cadre))

    assert [one.code for one in refused.value.objections] == ["recusal"]
    assert Step.objects.count() == before


# --- the API ---------------------------------------------------------------------------------------------

RESOURCES = {
    route.prefix: (route, model)
    for route in ROUTES
    if (queryset := getattr(route.viewset, "queryset", None)) is not None
    and (model := queryset.model)._meta.label_lower in ABOUT
}


@pytest.mark.parametrize("prefix", sorted(RESOURCES))
def test_the_api_gives_out_and_moves_nothing_about_a_relative(prefix, db, as_user):
    route, model = RESOURCES[prefix]
    record, cadre = subject(model._meta.label_lower)
    client = as_user(barred_from(cadre))
    address = reverse(f"v1:{route.basename}-detail", args=[record.pk]) if has_details(route) else ""
    before = Step.objects.count()

    listed = client.get(reverse(f"v1:{route.basename}-list"))
    assert listed.status_code == 200
    if not ABOUT[model._meta.label_lower].listed:
        assert record.pk not in [row["id"] for row in listed.json()["results"]]
    if address:
        assert client.get(address).status_code == 403
        if issubclass(route.viewset, MovesMixin):
            sent = {"move": route.viewset.workflow.moves[0].name}
            answer = client.post(f"{address}moves/", sent, content_type="application/json")
            assert answer.status_code == 403
            assert "relative" in answer.json()["detail"]
    assert Step.objects.count() == before


def has_details(route):
    return hasattr(route.viewset, "retrieve")


# --- services --------------------------------------------------------------------------------------------

WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
RECORDS = {"record_step", "record_steps", "record_each", "make_move", "refuse_barred", "refuse_deciding"}


def test_services_about_somebody_write_a_step_or_refuse_themselves():
    """A module of services that writes for somebody, and records nothing, would go round what refuses."""
    silent = []
    for app in ("cadres/registry", "selection", "training", "assessment", "incentives"):
        for path in [*Path(app).rglob("services.py"), *Path(app).rglob("services/*.py")]:
            tree = ast.parse(path.read_text())
            called = {name_of(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            acting = any(
                argument.arg == "by"
                for node in ast.walk(tree)
                if isinstance(node, ast.FunctionDef)
                for argument in node.args.kwonlyargs
            )
            if acting and called & WRITES and not called & RECORDS:
                silent.append(str(path))

    assert silent == ["training/calendars/services.py"]  # the own feed of who logs in


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_who_proposes_learns_nothing_of_what_stands_against_a_relative(db, as_user):
    _sanction, cadre = subject("cadres.sanction")
    user = barred_from(cadre, factory=UserFactory)
    before = Award.objects.count()

    with pytest.raises(Refused) as refused:
        propose_award(cadre, kind="bonus", year=2024, ground="x", by=user)
    with pytest.raises(Refused) as registered:
        register_nominee(ready_election(Stage.REGISTRATION), cadre, path="self", registered_on=days_ago(35), by=user)
    outcome = call_up(TrainingClassFactory(stage="open"), [cadre.pk], by=user)

    assert [one.code for one in refused.value.objections] == ["recusal"]
    assert [one.code for one in registered.value.objections] == ["recusal"]
    assert [[one.code for one in objections] for _who, objections in outcome.refused] == [["recusal"]]
    assert Award.objects.count() == before


def test_what_follows_for_a_whole_class_is_no_decision_about_one(db, monkeypatch):
    """Cancelling a class takes everybody off the roll, also a relative of who cancels."""
    enrolment = EnrolmentFactory()
    user = barred_from(enrolment.cadre, factory=UserFactory)

    move_class(enrolment.training_class, "cancel", by=user, reason="洪水")

    enrolment.refresh_from_db()
    assert enrolment.stage == "withdrawn"
    with pytest.raises(Refused):
        move_enrolment(enrolment, "withdraw", by=user, reason="x")


def test_attendance_is_entered_for_the_others(db, as_user):
    running = TrainingClassFactory(stage="running", starts_on=days_ago(1), ends_on=days_ago(-1))
    session = SessionFactory(training_class=running)
    kin, other = (EnrolmentFactory(training_class=session.training_class, stage="confirmed") for _ in "ab")
    user = barred_from(kin.cadre, factory=UserFactory)

    page = as_user(user).get(reverse("training:session_attendance", args=[session.pk])).content.decode()
    with pytest.raises(Refused) as refused:
        record_attendance(session, {kin.pk: "present"}, by=user)

    assert other.cadre.name in page
    assert kin.cadre.name not in page
    assert [one.code for one in refused.value.objections] == ["recusal"]
    assert record_attendance(session, {other.pk: "present"}, by=user) == 1


# --- lists -----------------------------------------------------------------------------------------------


def test_what_is_due_lies_with_a_colleague(db, as_user):
    """Nothing of it is offered to the relative, and he is told that there is something."""
    award = AwardFactory()
    user, colleague = barred_from(award.cadre), LeaderFactory()

    his, others = (as_user(one).get("/").content.decode() for one in (user, colleague))

    assert award.get_absolute_url() not in his
    assert f"/awards/{award.pk}/" not in his
    assert "1 about you or a relative lies with a colleague because of recusal." in his
    assert f"/awards/{award.pk}/" in others
    assert "recusal" not in others


def test_a_list_leaves_it_out_and_says_so(db, as_user):
    award = AwardFactory()
    user, colleague = barred_from(award.cadre), LeaderFactory()

    his, others = (as_user(one).get("/awards/").content.decode() for one in (user, colleague))

    assert award.cadre.name not in his
    assert "left out of this list because of recusal" in his
    assert award.cadre.name in others
    assert "recusal" not in others


def test_the_roll_of_a_class_names_a_relative_and_tells_no_more(db, as_user):
    enrolment = EnrolmentFactory(stage="leave_asked", leave_reason="生病住院")
    user, colleague = barred_from(enrolment.cadre), LeaderFactory()
    address = enrolment.training_class.get_absolute_url()

    his, others = (as_user(one).get(address).content.decode() for one in (user, colleague))

    assert enrolment.cadre.name in his
    assert "生病住院" not in his
    assert "生病住院" in others


def test_nobody_is_notified_of_what_a_relative_asks(db):
    cadre = CadreFactory()
    user, colleague = barred_from(cadre), LeaderFactory()

    told = User.objects.answering_for(cadre.division_id, ("leader",), about=[cadre.pk])

    assert colleague in told
    assert user not in told


def test_the_succession_of_a_relative_is_planned_by_a_colleague(db, as_user):
    watch, cadre = subject("selection.watch")

    answer = as_user(barred_from(cadre, factory=UserFactory)).get(
        reverse("selection:watch_succession", args=[watch.pk])
    )

    assert answer.status_code == 403


def test_the_form_for_an_award_tells_nothing_of_what_a_relative_earned(db, as_user):
    _sanction, cadre = subject("cadres.sanction")
    client = as_user(barred_from(cadre, factory=UserFactory))

    assert client.get(reverse("incentives:award_new"), {"cadre": cadre.pk}).status_code == 403
    assert client.post(f"{reverse('incentives:award_new')}?cadre={cadre.pk}", {}).status_code == 403


# --- accounts of staff and leaders with a file of their own ----------------------------------------------


@pytest.mark.parametrize("factory", [LeaderFactory, UserFactory], ids=["leader", "staff"])
def test_who_names_his_own_file_is_barred_from_it_without_a_query(factory, db, as_user, django_assert_num_queries):
    award = AwardFactory()
    made = factory(cadre=award.cadre)
    user = User.objects.for_session().get(pk=made.pk)

    with django_assert_num_queries(0):
        assert user.barred_cadres == {award.cadre_id}
    assert as_user(made).get(award.cadre.get_absolute_url()).status_code == 403
    assert as_user(made).get(award.get_absolute_url()).status_code == 403
    with pytest.raises(Refused):
        record_step(award, "approve", by=user)


def test_an_account_with_a_file_still_reaches_what_its_remit_says(db):
    other = AwardFactory()
    user = LeaderFactory(cadre=CadreFactory())

    assert type(other).objects.visible_to(user).filter(pk=other.pk).exists()


def test_only_a_township_leader_is_told_of_his_own_affairs_on_pages_of_his_own(db):
    township, staff = TownshipUserFactory(), UserFactory(cadre=CadreFactory())

    assert list(User.objects.owning([township.cadre_id, staff.cadre_id])) == [township]


def test_a_township_leader_reads_his_own_file_and_a_client_has_no_relatives(db, robot):
    assert TownshipUserFactory().barred_cadres == frozenset()
    assert robot.barred_cadres == frozenset()
