"""Starting and ending tenures: what follows, and what is refused."""

from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import Cadre
from cadres.registry.cadre_files.choices import CadreStatus
from cadres.registry.cadre_files.services.files import change_file, change_files
from cadres.registry.tenures.choices import EndReason, StartBasis
from cadres.registry.tenures.services import end_tenure, enter_past_tenure, start_tenure
from cadres.shared.errors import Refused
from tests.support.cadres import CadreFactory, PostFactory, TenureFactory
from tests.support.refusals import refusal
from tests.support.refusals import refused as refused_by

TODAY = date(2026, 11, 23)


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
    assert (objection.code, objection.url) == ("holds-post", "/imports/tenures/")
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
@pytest.mark.parametrize(("born", "codes"), [(TODAY, ["before-birth"]), (date(2026, 11, 22), [])])
def test_no_post_is_held_before_birth(born, codes, staff):
    """On the day of birth at the latest is refused, the day after is not: running tenures and ended ones."""
    cadre, post = CadreFactory(born_on=born, began_work_on=None, grade_since=None), TenureFactory().post
    calls = [
        partial(start_tenure, cadre, post, on=TODAY, basis=StartBasis.APPOINTMENT, by=staff),
        partial(
            enter_past_tenure,
            cadre,
            post,
            held=DateRange(TODAY, date(2026, 12, 1)),
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
