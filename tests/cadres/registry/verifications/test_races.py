"""A decision while its paper is asked out of the file."""

from functools import partial

import pytest

from cadres.registry.documents import services as documents
from cadres.registry.verifications import services as verifications
from tests.support.cadres import CadreFactory
from tests.support.concurrency import refusals, run_concurrently
from tests.support.documents import add_document
from tests.support.verifications import verify

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_a_decision_at_the_moment_of_the_request_for_withdrawal_comes_before_it_or_is_refused(staff):
    for _round in range(4):
        cadre = CadreFactory()
        scan = add_document(cadre, staff)

        decision, asked = run_concurrently(
            partial(verify, cadre, staff, document=scan),
            partial(documents.move_document, scan, "ask", by=staff, reason="x"),
        )

        assert asked.stage == "asked"
        if refusals([decision]):
            assert [one.code for one in decision.objections] == ["no-such-scan"]
            assert not verifications.resting_on(scan)
