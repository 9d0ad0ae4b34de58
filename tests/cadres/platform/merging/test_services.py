"""Proposing, deciding, merging and its way back; what refuses; what a merged file takes in no more."""

from datetime import date

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import (
    AnnualResult,
    Cadre,
    DuplicatePair,
    Education,
    Kinship,
    Merge,
    Notice,
    Organization,
    Post,
    Step,
    Tenure,
    Term,
    Verification,
)
from cadres.platform.imports.points import Row
from cadres.platform.merging.points import KINDS
from cadres.platform.merging.services import merges
from cadres.registry.appointment_forms.lrmx import write
from cadres.registry.appointment_forms.services.exporting import form_of
from cadres.registry.appointment_forms.services.intake import import_form
from cadres.registry.cadre_files.services.files import change_file
from cadres.registry.cadre_files.services.merged import lock_unmerged
from cadres.registry.posts.choices import PostKind
from cadres.registry.tenures.choices import EndReason
from cadres.registry.tenures.services import start_tenure
from cadres.registry.verifications.services import resting_on, verify
from cadres.registry.workbooks.facts import put_organizations
from cadres.shared.crypto import key_name_of
from cadres.shared.errors import OutOfDate, Refused
from cadres.shared.scope import code_range
from tests.support.cadres import (
    COUNTY,
    CadreFactory,
    CountyFactory,
    LeaderFactory,
    OrganizationFactory,
    PostFactory,
    TenureFactory,
    TermFactory,
    TownshipFactory,
    TownshipUserFactory,
    UserFactory,
)
from tests.support.documents import add_document
from tests.support.refusals import codes

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"


def pair_of(first, second, kind="cadre"):
    """As the search keeps it, whatever the two look like."""
    low, high = sorted([first, second], key=lambda one: one.pk)
    return DuplicatePair.objects.create(
        kind=kind,
        first=low.pk,
        second=high.pk,
        first_division=low.division,
        second_division=high.division,
        degree="1certain",
        why="number" if kind == "cadre" else "name",
        data="x",
    )


def merged(stays, goes, *, taken=(), kind="cadre"):
    pair = pair_of(stays, goes, kind)
    merge = merges.propose_merge(pair, stays=stays.pk, taken=list(taken), by=UserFactory())
    return merges.move_merge(merge, "approve", by=LeaderFactory())


def test_one_proposes_and_another_decides(staff, leader):
    one, two = CadreFactory(name="王伟"), CadreFactory(name="王伟", phone="13812345678")
    pair = pair_of(one, two)
    with pytest.raises(PermissionDenied):
        merges.propose_merge(pair, stays=one.pk, taken=[], by=leader)
    merge = merges.propose_merge(pair, stays=one.pk, taken=["phone"], by=staff)
    assert Notice.objects.filter(user=leader, kind="cadres.merge_proposed", settled_at=None).count() == 1

    with pytest.raises(Refused, match="merge-proposed"):
        merges.propose_merge(pair, stays=two.pk, taken=[], by=staff)
    with pytest.raises(Refused, match="merge-proposed"):
        merges.move_pair(pair, "different", by=staff, reason="x")
    with pytest.raises(PermissionDenied):
        merges.move_merge(merge, "approve", by=staff)
    merge = merges.move_merge(merge, "approve", by=leader, seen_stage="proposed")
    with pytest.raises(OutOfDate):
        merges.move_merge(merge, "approve", by=leader, seen_stage="proposed")

    one.refresh_from_db()
    two.refresh_from_db()
    pair.refresh_from_db()
    assert (one.phone, two.merged_into, pair.stage) == ("13812345678", one, "merged")
    assert not Notice.objects.filter(settled_at=None).exists()
    assert [step.move for step in Step.objects.of(merge)] == ["propose", "approve"]
    assert [step.move for step in (*Step.objects.of(one), *Step.objects.of(two))] == ["take_in", "merge_into"]
    assert "13812345678" not in str(list(Step.objects.values_list("facts", flat=True)))


def test_nobody_decides_on_his_own_proposal_not_even_in_the_database(staff, leader):
    merge = merges.propose_merge(pair_of(CadreFactory(), one := CadreFactory()), stays=one.pk, taken=[], by=staff)
    staff.role = "leader"
    with pgtrigger.ignore("cadres.User:role_by_two"):
        staff.save()

    with pytest.raises(Refused, match="merge-proposer"):
        merges.move_merge(merge, "approve", by=staff)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Merge.objects.filter(pk=merge.pk).update(stage="merged", decided_by=staff)


def test_the_kept_values_are_unreadable_in_the_database(django_db_blocker):
    merge = merged(CadreFactory(), CadreFactory(phone="13812345678"), taken=["phone"])

    from django.db import connection  # noqa: PLC0415 -- raw on purpose

    with connection.cursor() as cursor:
        cursor.execute("SELECT kept FROM cadres_merge WHERE id = %s", [merge.pk])
        assert key_name_of(cursor.fetchone()[0])


def test_equal_parts_are_united_and_others_go_along(staff):
    one, two = CadreFactory(), CadreFactory()
    for cadre in (one, two):
        Education.objects.create(cadre=cadre, mode="full_time", level="大学")
        AnnualResult.objects.create(cadre=cadre, year=2023, grade="competent", confirmed_here=cadre == two)
    Education.objects.create(cadre=two, mode="in_service", level="研究生")
    kinship = Kinship.objects.create(user=staff, cadre=two, relation="同学")
    account = TownshipUserFactory(cadre=two)

    merge = merged(one, two)

    assert sorted(one.education.values_list("level", flat=True)) == ["大学", "研究生"]
    assert one.annual_results.get().confirmed_here
    kinship.refresh_from_db()
    account.refresh_from_db()
    assert (kinship.cadre, account.cadre) == (one, one)
    assert merges.what_was_done(merge) == {"moved": 4, "united": 3}


def test_every_contradiction_is_told_at_once():
    town, other = TownshipFactory(), TownshipFactory()
    one = CadreFactory(identity_number=NUMBER)
    two = CadreFactory(identity_number="440524188001010014", sex="2")
    for cadre, place, grade in ((one, town, "competent"), (two, other, "excellent")):
        TenureFactory(cadre=cadre, post=PostFactory(organization=OrganizationFactory(division=place)))
        AnnualResult.objects.create(cadre=cadre, year=2023, grade=grade, confirmed_here=True)
        TownshipUserFactory(cadre=cadre)

    with pytest.raises(Refused) as refused:
        merged(one, two)
    assert codes(refused) == ["numbers-differ", "sex-differs", "two-seats", "results-differ", "two-accounts"]


@pytest.mark.parametrize("kind", [PostKind.HEAD, PostKind.CONGRESS_CHAIR])
def test_one_shoulder_holds_when_files_are_merged(kind):
    one, two = CadreFactory(), CadreFactory()
    body = OrganizationFactory()
    TenureFactory(cadre=one, post=PostFactory(organization=body, kind=PostKind.SECRETARY))
    TenureFactory(cadre=two, post=PostFactory(organization=body, kind=kind, name="另一职务"))

    if kind == PostKind.HEAD:
        with pytest.raises(Refused, match="one-shoulder"):
            merged(one, two)
    else:
        merged(one, two)
        assert one.tenures.count() == 2


def test_a_merged_file_takes_nothing_in_any_more(staff):
    one, two = CadreFactory(), CadreFactory()
    merged(one, two)

    for call in (
        lambda: lock_unmerged(two),
        lambda: start_tenure(two, PostFactory(), on=date(2024, 1, 1), basis="appointment", by=staff),
        lambda: change_file(two, {"health": "健康"}, by=staff),
    ):
        with pytest.raises(Refused, match="merged"):
            call()
    with pytest.raises(IntegrityError, match="merged into another"), transaction.atomic():
        Education.objects.create(cadre=two, mode="full_time", level="大学")
    with pytest.raises(IntegrityError, match="merged into another"), transaction.atomic():
        TenureFactory(cadre=two)
    assert not Cadre.objects.visible_to(staff).filter(pk=two.pk).exists()


@pytest.mark.parametrize("taken", [[], ["identity_number"]])
def test_a_form_of_the_merged_person_goes_to_the_file_that_stays(staff, taken):
    one, two = CadreFactory(name="王伟"), CadreFactory(name="王玮", identity_number=NUMBER)
    data = write(form_of(two))
    merged(one, two, taken=taken)

    done = import_form(data, division=CountyFactory(), by=staff)

    assert (done.cadre, done.created) == (one, False)
    assert Cadre.objects.count() == 2


def test_merging_in_a_chain_leads_to_the_last_one_and_is_undone_from_there(staff, leader):
    one, two, three = CadreFactory(), CadreFactory(), CadreFactory(identity_number=NUMBER)
    first = merged(two, three)
    merged(one, two)

    assert Cadre.objects.now_part_of(staff, three.pk) == one.pk
    assert Cadre.objects.now_part_of(staff, one.pk) is None
    with pytest.raises(Refused) as refused:
        merges.move_merge(first, "ask_back", by=staff, reason="x")
    assert "merged-already" in codes(refused)


def test_undoing_needs_two_people_and_may_be_left_to_stand(staff, leader):
    merge = merged(CadreFactory(), CadreFactory())
    with pytest.raises(Refused, match="reason-missing"):
        merges.move_merge(merge, "ask_back", by=staff)
    merge = merges.move_merge(merge, "ask_back", by=staff, reason="两个人")
    assert Notice.objects.filter(user=leader, kind="cadres.merge_back_asked", settled_at=None).exists()
    with pytest.raises(PermissionDenied):
        merges.move_merge(merge, "undo", by=staff)
    merge = merges.move_merge(merge, "stand", by=leader, reason="是一个人")
    merge = merges.move_merge(merge, "ask_back", by=staff, reason="再查")
    merge = merges.move_merge(merge, "undo", by=leader)

    assert not Cadre.objects.exclude(merged_into=None).exists()
    assert not Notice.objects.filter(settled_at=None).exists()
    assert DuplicatePair.objects.get().stage == "open"


def test_what_a_paper_settled_since_stays_when_a_merge_is_undone(staff, leader):
    """Else the file would contradict its own verification, with nobody having decided so."""
    stays, goes = CadreFactory(born_on=date(1982, 3, 1)), CadreFactory(born_on=date(1981, 12, 1), native_place="南江")
    merge = merged(stays, goes, taken=["born_on", "native_place"])
    paper = {"paper": "school", "paper_number": "学籍卡", "paper_on": date(1995, 9, 1)}
    verify(Cadre.objects.get(pk=stays.pk), "birth", found="1981-11-01", by=staff, **paper)

    merge = merges.move_merge(merge, "ask_back", by=staff, reason="两个人")
    merges.move_merge(merge, "undo", by=leader)

    stays.refresh_from_db()
    assert (stays.born_on, stays.native_place) == (date(1981, 11, 1), "")
    assert Cadre.objects.get(pk=goes.pk).born_on == date(1981, 12, 1)


def test_a_scan_goes_along_and_back_with_the_decision_that_rests_on_it(staff, leader):
    stays, goes = CadreFactory(), CadreFactory()
    paper = {"found": "1982-03-01", "paper": "school", "paper_number": "学籍卡", "by": staff}
    scan = add_document(goes, staff)
    decision = verify(goes, "birth", document=scan, **paper)
    verify(stays, "birth", **paper)

    merge = merged(stays, goes)
    scan.refresh_from_db()
    decision.refresh_from_db()
    assert (scan.cadre, decision.cadre, decision.document) == (stays, goes, scan)
    again = verify(Cadre.objects.get(pk=stays.pk), "birth", document=scan, **paper)
    with pytest.raises(Refused) as refused:
        merges.move_merge(merge, "ask_back", by=staff, reason="x")
    assert codes(refused) == ["paper-verified"]  # else it would hold on another's paper
    verify(Cadre.objects.get(pk=stays.pk), "birth", **paper)
    merge = merges.move_merge(merge, "ask_back", by=staff, reason="x")
    merges.move_merge(merge, "undo", by=leader)

    scan.refresh_from_db()
    assert scan.cadre == goes
    assert resting_on(scan) == [decision]
    assert Verification.objects.get(pk=again.pk).document == scan


def test_nothing_is_verified_or_put_in_any_more_in_a_merged_file(staff):
    stays, goes = CadreFactory(), CadreFactory()
    merged(stays, goes)

    with pytest.raises(Refused, match="merged"):
        verify(goes, "birth", found="1982-03-01", paper="school", paper_number="学籍卡", by=staff)
    with pytest.raises(Refused, match="merged"):
        add_document(goes, staff)


def test_a_seat_given_away_since_keeps_a_merge_from_being_undone(staff):
    post = PostFactory(kind=PostKind.OTHER, approved_number=2)
    held = {"post": post, "held": DateRange(date(2020, 1, 1), date(2022, 1, 1)), "end_reason": EndReason.EXCHANGED}
    one, two = CadreFactory(), CadreFactory()
    TenureFactory(cadre=one, seat=1, **held)
    TenureFactory(cadre=two, seat=2, **held)
    merge = merged(one, two)
    assert one.tenures.count() == 1
    TenureFactory(seat=2, **held)
    merge = merges.move_merge(merge, "ask_back", by=staff, reason="x")

    with pytest.raises(Refused) as refused:
        merges.move_merge(merge, "undo", by=LeaderFactory())
    assert codes(refused) == ["contradiction"]
    assert Merge.objects.get().stage == "back_asked"


# --- organizations, the second user -------------------------------------------------------------------


@pytest.fixture
def town():
    return TownshipFactory(name="测试镇")


def test_organizations_are_merged_with_posts_tenures_and_terms(town, staff, leader):
    one = OrganizationFactory(division=town, name="中共测试镇委员会")
    two = OrganizationFactory(division=town, name="测试镇委员会")
    ours, theirs = PostFactory(organization=one), PostFactory(organization=two, name="党委书记")
    other = PostFactory(organization=two, kind=PostKind.OTHER, name="组织委员")
    cadre = CadreFactory()
    held = DateRange(date(2020, 1, 1), date(2022, 1, 1))
    for post in (ours, theirs):
        TenureFactory(cadre=cadre, post=post, held=held, end_reason=EndReason.EXCHANGED)
    now = TenureFactory(post=theirs)
    term = TermFactory(organization=two)
    before = [list(model._base_manager.order_by("pk").values()) for model in (Organization, Post, Tenure, Term)]

    merges.find_duplicates(KINDS["organization"], *code_range(COUNTY))
    pair = DuplicatePair.objects.get()
    merge = merges.propose_merge(pair, stays=one.pk, taken=[], by=staff)
    merge = merges.move_merge(merge, "approve", by=leader)

    now.refresh_from_db()
    term.refresh_from_db()
    other.refresh_from_db()
    assert (now.post, term.organization, other.organization) == (ours, one, one)
    assert not Post.objects.filter(pk=theirs.pk).exists()
    assert cadre.tenures.count() == 1
    with pytest.raises(Refused, match="no-post"):
        start_tenure(cadre, theirs, on=date(2024, 1, 1), basis="appointment", by=staff)

    merge = merges.move_merge(merge, "ask_back", by=staff, reason="x")
    merges.move_merge(merge, "undo", by=leader)
    after = [list(model._base_manager.order_by("pk").values()) for model in (Organization, Post, Tenure, Term)]
    assert after == before


def test_posts_whose_tenures_conflict_are_not_united(town):
    one, two = OrganizationFactory(division=town), OrganizationFactory(division=town, name="测试镇党委")
    for body in (one, two):
        TenureFactory(post=PostFactory(organization=body))
        TermFactory(organization=body, ordinal=18 if body == one else 17)

    with pytest.raises(Refused) as refused:
        merged(one, two, kind="organization")
    assert codes(refused) == ["seat-twice", "terms-overlap"]


def test_a_sheet_that_names_a_merged_organization_means_the_one_that_stays(town, staff):
    one, two = OrganizationFactory(division=town), OrganizationFactory(division=town, name="测试镇党委")
    merged(one, two, kind="organization")
    rows = [Row(line=2, values={"organization": "测试镇党委"}), Row(line=3, values={"organization": one.name})]

    put_organizations(rows, "organization", user=staff)

    assert [row.values["organization"] for row in rows] == [one, one]
