"""Starting and ending tenures: what follows, and what is refused."""

from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Cadre, LocalRule, Step, Tenure
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.services.files import change_file, change_files
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.services import correct_papers, end_tenure, enter_past_tenure, start_tenure
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, CountyFactory, PostFactory, TenureFactory
from tests.support.refusals import refusal
from tests.support.refusals import refused as refused_by

TODAY = date(2025, 11, 23)


@pytest.mark.django_db
def test_ending_frees_the_seat_on_that_day(staff):
    tenure = TenureFactory()

    end_tenure(tenure, on=TODAY, reason=EndReason.PROMOTED, by=staff)
    started = start_tenure(CadreFactory(), tenure.post, on=TODAY, basis=StartBasis.ELECTION, by=staff)

    assert started.seat == 1
    tenure.refresh_from_db()
    assert (tenure.held.upper, tenure.end_reason) == (TODAY, "promoted")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "reason", "on", "code"),
    [
        (DateRange(date(2020, 1, 1), date(2021, 1, 1)), "promoted", TODAY, "ended-already"),
        (DateRange(TODAY, None), "", TODAY, "ends-before-start"),
    ],
)
def test_a_tenure_ends_once_and_after_it_began(held, reason, on, code, staff):
    tenure = TenureFactory(held=held, end_reason=reason)

    with pytest.raises(Refused) as refused:
        end_tenure(tenure, on=on, reason=EndReason.PROMOTED, by=staff)

    assert [o.code for o in refused.value.objections] == [code]


@pytest.mark.django_db
def test_every_objection_is_told_at_once(staff):
    tenure = TenureFactory()

    with pytest.raises(Refused) as refused:
        start_tenure(tenure.cadre, tenure.post, on=TODAY, basis=StartBasis.APPOINTMENT, by=staff)

    assert [o.code for o in refused.value.objections] == ["no-seat", "holds-already"]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [one for one in CadreStatus if one != CadreStatus.SERVING])
def test_who_no_longer_serves_keeps_no_post(staff, status):
    tenure = TenureFactory()
    cadre = tenure.cadre
    values = {"status": status}

    with pytest.raises(Refused) as refused:
        change_file(cadre, values, by=staff)
    (objection,) = refused.value.objections
    assert (objection.code, objection.url) == ("holds-post", f"/tenures/{tenure.pk}/correct/")
    assert str(tenure.post) in objection.message
    with pytest.raises(Refused):
        change_files([(Cadre.objects.get(pk=cadre.pk), values)], by=staff)

    end_tenure(tenure, on=TODAY, reason=EndReason.RETIRED, by=staff)
    assert change_file(cadre, values, by=staff).status == status


@pytest.mark.django_db
def test_who_no_longer_serves_takes_up_no_post(staff):
    cadre = CadreFactory(status=CadreStatus.RETIRED)

    with pytest.raises(Refused) as refused:
        start_tenure(cadre, PostFactory(), on=TODAY, basis=StartBasis.APPOINTMENT, by=staff)

    (objection,) = refused.value.objections
    assert (objection.code, objection.url) == ("not-serving", cadre.get_absolute_url())


@pytest.mark.django_db
def test_the_database_keeps_posts_for_who_serves():
    refused_by("cadres_tenure_held_by_who_serves", lambda: TenureFactory(cadre=CadreFactory(status="left")))
    tenure = TenureFactory()
    connection.check_constraints()
    refused_by(
        "cadres_cadre_no_post_when_gone", lambda: Cadre.objects.filter(pk=tenure.cadre_id).update(status="deceased")
    )
    ended = TenureFactory(
        cadre=CadreFactory(status="left"), held=DateRange(date(2020, 1, 1), date(2021, 1, 1)), end_reason="promoted"
    )
    connection.check_constraints()
    assert ended.cadre.status == "left"


@pytest.mark.django_db
@pytest.mark.parametrize(("born", "codes"), [(TODAY, ["before-birth"]), (date(2025, 11, 22), [])])
def test_no_post_is_held_before_birth(born, codes, staff):
    """On the day of birth at the latest is refused, the day after is not: running tenures and ended ones."""
    cadre, post = CadreFactory(born_on=born, began_work_on=None, grade_since=None), TenureFactory().post
    calls = [
        partial(start_tenure, cadre, post, on=TODAY, basis=StartBasis.APPOINTMENT, by=staff),
        partial(
            enter_past_tenure,
            cadre,
            post,
            held=DateRange(TODAY, date(2025, 12, 1)),
            basis=StartBasis.IMPORTED,
            reason=EndReason.PROMOTED,
            by=staff,
        ),
    ]

    assert [refusal(call) for call in calls] == [[*codes, "no-seat"]] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(("born", "refused"), [(date(2023, 1, 9), False), (date(2023, 1, 10), True)])
def test_nobody_is_born_after_the_first_day_of_a_post(born, refused, staff):
    """Held since 2023-01-10: on the page and in a workbook."""
    cadre = TenureFactory(cadre__began_work_on=None).cadre
    calls = [
        partial(change_file, cadre, {"born_on": born}, by=staff),
        partial(change_files, [(CadreFactory._meta.model.objects.get(pk=cadre.pk), {"born_on": born})], by=staff),
    ]

    for call in calls:
        if refused:
            assert refusal(call) == ["before-birth"]
        else:
            call()


# --- what procedures own ---------------------------------------------------------------------------------

STATED = date(2026, 1, 1)  # unless the county states another day
BEFORE = date(2025, 12, 31)


def state(day, staff, leader):
    """The county states that its procedures own main posts from this day on."""
    for action, during in (("off", DateRange(date(2025, 1, 1), day)), ("block", DateRange(day, None))):
        LocalRule.objects.create(
            division=CountyFactory(),
            key="tenure.by_procedure",
            action=action,
            during=during,
            basis="县委〔2026〕1号",
            set_by=staff,
            approved_by=leader,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["secretary", "head", "deputy_head"])
@pytest.mark.parametrize("day", [BEFORE, STATED])
def test_from_the_stated_day_on_a_main_post_is_taken_up_by_its_procedure_alone(kind, day, staff):
    post, owned = PostFactory(kind=kind), kind != "deputy_head" and day == STATED

    def start():
        return start_tenure(CadreFactory(), post, on=day, basis=StartBasis.APPOINTMENT, by=staff)

    if not owned:
        assert start().held.lower == day
        return
    with pytest.raises(Refused) as caught:
        start()
    (objection,) = caught.value.objections
    assert (objection.code, objection.rule) == ("by-procedure", "tenure.by_procedure")
    assert objection.url.endswith("/corrections/new/")


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "refused"), [(BEFORE, False), (STATED, True)])
def test_from_the_stated_day_on_a_main_post_is_left_by_its_procedure_alone(on, refused, staff):
    tenure = TenureFactory()
    call = partial(end_tenure, tenure, on=on, reason=EndReason.UNFIT, by=staff)

    if refused:
        assert refusal(call) == ["by-procedure"]
    else:
        call()


@pytest.mark.django_db
@pytest.mark.parametrize(("since", "until", "refused"), [(BEFORE, STATED, True), (date(2020, 1, 1), BEFORE, False)])
def test_what_was_over_before_the_stated_day_is_brought_in(since, until, refused, staff):
    given = {"basis": StartBasis.PUBLIC_ELECTION, "reason": EndReason.EXCHANGED, "by": staff}
    call = partial(enter_past_tenure, CadreFactory(), PostFactory(), held=DateRange(since, until), **given)

    if refused:
        assert refusal(call) == ["by-procedure"]
    else:
        assert call().authority == ""


@pytest.mark.django_db
def test_how_a_main_post_was_taken_up_or_left_is_corrected_by_hand_for_earlier_days_alone(staff):
    old = TenureFactory()
    new = TenureFactory(held=DateRange(STATED, None))
    over = TenureFactory(held=DateRange(date(2020, 1, 1), STATED), end_reason="promoted")

    assert correct_papers(old, {"start_basis": "public_election"}, by=staff).start_basis == "public_election"
    assert refusal(lambda: correct_papers(new, {"start_basis": "election"}, by=staff)) == ["by-procedure"]
    assert refusal(lambda: correct_papers(over, {"end_reason": "unfit"}, by=staff)) == ["by-procedure"]
    assert correct_papers(over, {"start_document": "县委〔2020〕1号"}, by=staff).start_document == "县委〔2020〕1号"


@pytest.mark.django_db
def test_the_county_states_another_day(staff, leader):
    state(date(2026, 7, 1), staff, leader)

    def start(day):
        return start_tenure(CadreFactory(), PostFactory(), on=day, basis=StartBasis.PUBLIC_ELECTION, by=staff)

    assert start(date(2026, 6, 30)).start_basis == "public_election"
    assert refusal(lambda: start(date(2026, 7, 1))) == ["by-procedure"]


# --- the database ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_database_refuses_a_public_election_that_has_appointed_nobody(staff, leader):
    def elected(day, **more):
        return TenureFactory(held=DateRange(day, None), start_basis="public_election", **more)

    assert elected(BEFORE).pk
    refused_by("cadres_tenure_by_procedure", lambda: elected(STATED))
    refused_by("cadres_tenure_by_procedure", lambda: elected(STATED, authority="selection.election:1"))
    for move, target, refused in (("open", "prepared", True), ("appoint", "appointed", False)):
        Step.objects.create(subject="selection.election:7", move=move, target=target, by=leader)
        if refused:
            refused_by("cadres_tenure_by_procedure", lambda: elected(STATED, authority="selection.election:7"))
    tenure = elected(STATED, authority="selection.election:7")
    appointed = TenureFactory(held=DateRange(STATED, None))
    refused_by(
        "cadres_tenure_by_procedure",
        lambda: Tenure.objects.filter(pk=appointed.pk).update(start_basis="public_election"),
    )
    refused_by("cadres_tenure_by_procedure", lambda: Tenure.objects.filter(pk=tenure.pk).update(authority=""))


@pytest.mark.django_db
def test_the_database_takes_the_day_that_the_county_has_stated(staff, leader):
    state(date(2026, 7, 1), staff, leader)
    taken = TenureFactory(held=DateRange(date(2026, 6, 30), None), start_basis="public_election")

    refused_by(
        "cadres_tenure_by_procedure",
        lambda: TenureFactory(held=DateRange(date(2026, 7, 1), None), start_basis="public_election"),
    )
    refused_by(
        "cadres_tenure_by_procedure",
        lambda: Tenure.objects.filter(pk=taken.pk).update(held=DateRange(date(2026, 7, 2), None)),
    )


@pytest.mark.django_db
def test_what_was_brought_in_is_ended_like_any_other(staff, leader):
    """Also where the county states its day afterwards."""
    state(date(2026, 7, 1), staff, leader)
    taken = TenureFactory(held=DateRange(date(2026, 6, 30), None), start_basis="public_election")
    LocalRule.objects.all().delete()

    Tenure.objects.filter(pk=taken.pk).update(
        held=DateRange(date(2026, 6, 30), date(2026, 9, 1)), end_reason="exchanged"
    )
