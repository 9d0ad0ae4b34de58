"""Every kind of record that takes attachments: reachable, and closed to who may not read or attach."""

from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cadres.models import Attachment
from cadres.platform.accounts.choices import Role
from cadres.platform.attachments import services
from cadres.platform.attachments.points import OWNERS
from cadres.shared.permissions import PERMISSIONS_OF
from selection.assemblies.choices import AssemblyStage
from selection.elections.choices import Stage
from tests.support.cadres import CountyFactory, LeaderFactory, UserFactory
from tests.support.corrections import without_paper
from tests.support.documents import pdf
from tests.support.selection import assembly, ready_election

# One record of each kind, open for papers.
MAKE = {
    "selection.inspection": lambda: ready_election(Stage.RECOMMENDED).winner.inspection,
    "cadres.correction": without_paper,
    "selection.election": lambda: ready_election(Stage.NOTICED),
    "selection.assembly": lambda: assembly(AssemblyStage.SITTING, tally=False),
    "selection.ballot": lambda: ready_election(Stage.INSPECTED).ballot,
}


def test_every_owner_is_tried_here():
    assert set(OWNERS.keys()) == set(MAKE), "add a line to MAKE that makes a record of this kind"


@pytest.mark.parametrize("model", sorted(OWNERS.keys()))
def test_an_owner_is_declared_whole(model):
    owner, given = OWNERS[model], set().union(*PERMISSIONS_OF.values())

    assert hasattr(apps.get_model(model)._default_manager, "visible_to")
    assert {owner.view_permission, owner.keep_permission} <= given
    keys = [slot.key for slot in owner.slots]
    assert keys
    assert len(keys) == len(set(keys))
    assert all(slot.label for slot in owner.slots)


@pytest.mark.django_db
@pytest.mark.parametrize("model", sorted(OWNERS.keys()))
def test_the_policy_of_every_owner(model, staff, as_user):
    owner, record = OWNERS[model], MAKE[model]()
    slot, others = (
        owner.slots[0].key,
        (LeaderFactory(), *(UserFactory(role=role) for role in (Role.AUDIT, Role.SYSTEM))),
    )
    elsewhere = UserFactory(remit=CountyFactory(code="330523000000", name="安吉县"))
    for user in (*others, elsewhere):
        with pytest.raises(PermissionDenied):
            services.attach(record, slot, BytesIO(pdf()), name="a.pdf", values={}, by=user)
    paper = services.attach(record, slot, BytesIO(pdf()), name="a.pdf", values={}, by=staff)

    new = reverse("cadres:attachment_new", args=[model, record.pk, slot])
    pages = [reverse(f"cadres:attachment_{name}", args=[paper.pk]) for name in ("detail", "view", "download")]
    assert {as_user(elsewhere).get(page).status_code for page in (*pages, new)} == {404}
    assert {as_user(others[1]).get(page).status_code for page in (*pages, new)} == {403}
    for user in (elsewhere, *others[1:]):
        assert not Attachment.objects.visible_to(user).exists()
    assert {as_user(staff).get(page).status_code for page in (*pages, new)} == {200}
    found = as_user(staff).get(owner.address(record))
    assert paper.title in found.text
    assert owner.title(record) in as_user(staff).get(pages[0]).text
