"""What a procedure owns is put right by two people on a paper (更正), and by nobody alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from cadres.models import Correction, Kinship, Notice, Step, Tenure, User
from cadres.registry.corrections import services as corrections
from tests.support.cadres import CadreFactory, CountyFactory, LeaderFactory, PostFactory, TenureFactory, UserFactory
from tests.support.corrections import PAPER, as_on_record, correction, entry, scan, uploaded, without_paper
from tests.support.refusals import refusal
from tests.support.roles import as_owner

pytestmark = pytest.mark.django_db
RECENT = date(2026, 3, 2)


def approve(found, by=None):
    return corrections.move_correction(found, "approve", by=by or LeaderFactory())


def test_nothing_changes_before_a_second_person_has_approved(staff, leader):
    tenure = TenureFactory(held=DateRange(RECENT, None))
    found = correction(tenure, by=staff, until=date(2026, 9, 1), end_reason="unfit", end_document="县委任〔2026〕9号")
    tenure.refresh_from_db()
    assert tenure.held.upper is None
    assert Notice.objects.get(user=leader).url == found.get_absolute_url()

    approve(found, leader)

    tenure.refresh_from_db()
    assert (tenure.held.upper, tenure.end_reason) == (date(2026, 9, 1), "unfit")
    assert tenure.authority == ""  # an end leaves it what it rests on
    assert [step.move for step in Step.objects.of(found).order_by("pk")] == ["propose", "attach_paper", "approve"]
    assert Step.objects.of(tenure).get().facts == {
        "fields": ["held", "end_reason", "end_document"],
        "by": f"cadres.correction:{found.pk}",
    }
    assert Notice.objects.filter(user=staff, kind="cadres.correction_applied").exists()


@pytest.mark.parametrize("until", [None, date(2026, 9, 1)])
def test_a_tenure_that_is_missing_is_entered(until, leader):
    post = PostFactory()
    reason = "exchanged" if until else ""
    found = entry(post, since=RECENT, until=until, start_basis="public_election", end_reason=reason)
    assert not Tenure.objects.exists()

    approve(found, leader)

    made = Tenure.objects.get()
    assert (made.post, made.held, made.start_basis) == (post, DateRange(RECENT, until), "public_election")
    assert made.authority == f"cadres.correction:{found.pk}"


def test_who_proposed_neither_approves_nor_declines(monkeypatch):
    both = LeaderFactory()
    monkeypatch.setattr(User, "has_perm", lambda *_: True)
    found = correction(by=both)

    assert refusal(lambda: approve(found, both)) == ["correction-same-hands"]
    assert refusal(lambda: corrections.move_correction(found, "decline", by=both, reason="错")) == [
        "correction-same-hands"
    ]
    with pytest.raises(IntegrityError, match="cadres_correction_four_eyes"), transaction.atomic():
        Correction.objects.filter(pk=found.pk).update(stage="applied", decided_by=both)


def test_staff_do_not_approve_and_leaders_do_not_propose(staff, leader):
    found = correction(by=staff)
    with pytest.raises(PermissionDenied):
        approve(found, UserFactory())
    with pytest.raises(PermissionDenied):
        correction(by=leader)
    elsewhere = LeaderFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    with pytest.raises(PermissionDenied):
        approve(found, elsewhere)


def test_nobody_decides_about_himself_or_a_relative(leader):
    found = correction()
    Kinship.objects.create(
        user=leader, cadre=found.cadre, relation="哥哥", stage="confirmed", confirmed_by=LeaderFactory()
    )
    barred = User.objects.for_session().get(pk=leader.pk)

    assert refusal(lambda: approve(found, barred)) == ["recusal"]


def test_what_was_changed_meanwhile_is_not_corrected():
    found = correction()
    Tenure.objects.filter(pk=found.tenure_id).update(start_document="另一文件")

    assert refusal(lambda: approve(found)) == ["correction-overtaken"]


def test_a_correction_without_its_paper_is_not_approved():
    assert refusal(lambda: approve(without_paper())) == ["correction-paper"]


def test_one_correction_of_a_tenure_waits_at_a_time(staff):
    found = correction()
    assert refusal(lambda: correction(found.tenure)) == ["correction-waits"]
    assert refusal(lambda: corrections.move_correction(found, "withdraw", by=staff)) == ["correction-not-yours"]

    corrections.move_correction(found, "decline", by=LeaderFactory(), reason="文件不全")

    again = correction(found.tenure)
    corrections.move_correction(again, "withdraw", by=again.proposed_by)
    assert Notice.objects.filter(user=found.proposed_by, kind="cadres.correction_declined").exists()


def test_what_stands_there_already_is_no_correction():
    tenure = TenureFactory()

    def same():
        values = as_on_record(tenure)
        return corrections.propose_tenure(tenure, values, scan=scan(), by=UserFactory(), **PAPER)

    assert refusal(same) == ["nothing-to-correct"]


@pytest.mark.parametrize(
    "values",
    [
        {"since": RECENT, "until": RECENT, "end_reason": "promoted"},
        {"since": RECENT, "until": date(2026, 9, 1)},
        {"since": RECENT, "end_reason": "promoted"},
        {"since": RECENT, "start_basis": ""},
    ],
)
def test_half_a_tenure_is_not_proposed(values):
    with pytest.raises(ValidationError):
        entry(PostFactory(), **values)


def test_what_does_not_fit_is_refused_when_it_is_written():
    """Rules and constraints of tenures hold for corrections too."""
    tenure = TenureFactory(held=DateRange(RECENT, None))
    assert refusal(lambda: approve(entry(tenure.post, since=date(2026, 6, 1)))) == ["no-seat"]
    earlier = TenureFactory(post=tenure.post, held=DateRange(date(2020, 1, 1), RECENT), end_reason="promoted")
    over = correction(tenure, since=date(2025, 6, 1))
    with pytest.raises(ValidationError, match="Somebody else holds this seat"):
        approve(over)
    born = correction(earlier, since=earlier.cadre.born_on)
    assert refusal(lambda: approve(born)) == ["before-birth"]


def test_what_was_proposed_and_decided_stays(staff):
    found = correction()
    for change in ("reason = 'x'", "since = '2024-01-01'", f"proposed_by_id = {staff.pk}"):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE cadres_correction SET {change} WHERE id = {found.pk}")  # noqa: S608
    with pytest.raises(InternalError), transaction.atomic(), as_owner() as cursor:
        cursor.execute("DELETE FROM cadres_correction")


# --- pages -----------------------------------------------------------------------------------------------

DATA = {"since": "2026-03-02", "start_basis": "appointment", **PAPER}


def test_a_tenure_is_corrected_on_the_pages(staff, leader, as_user):
    tenure = TenureFactory(start_document="县委任〔2023〕1号")
    form = as_user(staff).get(reverse("cadres:correction_tenure", args=[tenure.pk]))
    assert form.context["form"]["since"].value() == tenure.held.lower

    sent = as_user(staff).post(
        reverse("cadres:correction_tenure", args=[tenure.pk]),
        {**DATA, "start_document": "县委任〔2026〕8号", "file": uploaded()},
    )
    found = Correction.objects.get()

    assert sent["Location"] == found.get_absolute_url()
    page = as_user(leader).get(found.get_absolute_url())
    assert [str(one.move.name) for one in page.context["available_moves"]] == ["approve", "decline"]
    for said in ("县委任〔2023〕1号", "<strong>县委任〔2026〕8号</strong>", "10 Jan 2023", "任免文件漏录"):
        assert said in page.text
    matter = as_user(leader).get(reverse("cadres:correction_move", args=[found.pk, "approve"])).text
    assert "What stands on record" in matter
    assert "县委任〔2023〕1号" in matter
    as_user(leader).post(reverse("cadres:correction_move", args=[found.pk, "approve"]))
    tenure.refresh_from_db()
    assert (tenure.held.lower, tenure.authority) == (RECENT, f"cadres.correction:{found.pk}")


def test_a_tenure_is_entered_on_the_page(staff, as_user):
    post, cadre = PostFactory(), CadreFactory()
    address = reverse("cadres:correction_enter", args=[cadre.pk])

    assert as_user(staff).post(address, {**DATA, "post": post.pk}).status_code == 422
    later = {**DATA, "since": "2199-01-01", "post": post.pk, "file": uploaded()}
    assert as_user(staff).post(address, later).status_code == 422
    half = {**DATA, "post": post.pk, "until": "2026-05-01", "file": uploaded()}
    assert as_user(staff).post(address, half).status_code == 422
    assert as_user(staff).post(address, {**DATA, "post": post.pk, "file": uploaded()}).status_code == 302
    assert as_user(staff).get(Correction.objects.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(rows, staff, as_user, django_assert_num_queries):
    for _ in range(rows):
        correction()
    browser = as_user(staff)
    browser.get("/corrections/")
    with django_assert_num_queries(5):
        assert browser.get("/corrections/").status_code == 200


def test_what_waits_is_on_the_first_page_of_a_leader(leader, as_user):
    found = correction()
    assert found.get_absolute_url() in as_user(leader).get("/").text
