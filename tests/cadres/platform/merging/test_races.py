"""Two people at once: merges over one file, and a merge while somebody appoints, edits or imports."""

from datetime import date
from functools import partial

import pytest

from cadres.models import Cadre, Education, Merge, Tenure
from cadres.platform.merging.services import merges
from cadres.registry.cadre_files.services.files import change_file
from cadres.registry.tenures.services import start_tenure
from cadres.shared.errors import DomainError
from tests.cadres.platform.merging.test_services import pair_of
from tests.support.cadres import CadreFactory, LeaderFactory, PostFactory, UserFactory
from tests.support.concurrency import refusals, run_concurrently

pytestmark = pytest.mark.django_db(transaction=True)


def approving(merge):
    """The decision of a leader, for a thread."""
    return partial(merges.move_merge, merge, "approve", by=LeaderFactory())


def merges_over(*pairs):
    """Proposed merges, past the check that refuses a second over one file: as two proposals at once would be."""
    staff = UserFactory()
    return [
        Merge.objects.create(pair=pair_of(stays, goes), stays=stays.pk, goes=goes.pk, proposed_by=staff)
        for stays, goes in pairs
    ]


def test_two_merges_over_one_file_at_once_leave_one():
    for _round in range(3):
        one, two, three = CadreFactory(), CadreFactory(), CadreFactory()
        Education.objects.create(cadre=two, mode="full_time", level="大学")
        found = merges_over((one, two), (three, two))

        results = run_concurrently(*[approving(merge) for merge in found])

        assert len(refusals(results)) == 1
        two.refresh_from_db()
        assert Education.objects.get(level="大学").cadre_id == two.merged_into_id
        Education.objects.all().delete()


def test_merges_that_cross_do_not_lock_each_other_for_ever():
    one, two, three = CadreFactory(), CadreFactory(), CadreFactory()
    found = merges_over((one, two), (two, three), (three, one))

    results = run_concurrently(*[approving(merge) for merge in found])

    going = Cadre.objects.exclude(merged_into=None).count()
    assert going == 3 - len(refusals(results))
    assert going <= 2


def test_the_same_merge_twice_at_once_is_done_once():
    one, two = CadreFactory(), CadreFactory()
    (merge,) = merges_over((one, two))

    results = run_concurrently(approving(merge), approving(merge))

    assert len(refusals(results)) == 1


def test_an_appointment_at_the_moment_of_the_merge_is_refused_or_goes_along():
    for _round in range(4):
        one, two, post = CadreFactory(), CadreFactory(), PostFactory()
        (merge,) = merges_over((one, two))
        appointing = partial(start_tenure, two, post, on=date(2024, 1, 1), basis="appointment", by=None)

        run_concurrently(approving(merge), appointing)

        two.refresh_from_db()
        assert two.merged_into_id == one.pk
        assert not Tenure.objects.filter(cadre=two).exists()


def test_an_edit_at_the_moment_of_the_merge_is_kept_or_refused():
    one, two = CadreFactory(), CadreFactory(health="一般")
    (merge,) = merges_over((one, two))
    Merge.objects.filter(pk=merge.pk).update(taken=["health"])
    editing = partial(change_file, two, {"health": "健康"}, by=UserFactory())

    _done, edited = run_concurrently(approving(merge), editing)

    one.refresh_from_db()
    assert one.health == ("一般" if isinstance(edited, DomainError) else "健康")


def test_a_part_added_past_the_services_waits_for_the_merge():
    one, two = CadreFactory(), CadreFactory()
    (merge,) = merges_over((one, two))

    def add():
        try:
            return Education.objects.create(cadre=two, mode="full_time", level="大学")
        except Exception as error:  # noqa: BLE001 -- the database's own refusal
            return error

    run_concurrently(approving(merge), add)

    assert not Education.objects.filter(cadre=two).exists()
