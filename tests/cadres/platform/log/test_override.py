"""An override means one thing everywhere: the permission, a reason, and a place on record."""

from types import SimpleNamespace

import pytest

from cadres.platform.accounts.choices import Role
from cadres.platform.log.services import OVERRIDE, decide_for
from cadres.shared.errors import Objection
from cadres.shared.permissions import PERMISSIONS_OF
from cadres.shared.regulations.catalogue import Action
from tests.support.cadres import UserFactory

SOFT = Objection("soft", "A rule objects.", rule="some.rule")
BOOK = SimpleNamespace(action=lambda _key: Action.OVERRIDE)


def test_only_leaders_override():
    assert {role for role, permissions in PERMISSIONS_OF.items() if OVERRIDE in permissions} == {Role.LEADER}


@pytest.mark.parametrize("role", Role)
def test_the_permission_of_who_acts_decides(role):
    by = UserFactory.build(role=role)

    found = decide_for(by, [SOFT], book=BOOK, override=True, reason="flood year")

    assert bool(found.overridden) == (role == Role.LEADER)
    assert bool(found.blocked) == (role != Role.LEADER)


def test_an_account_closed_meanwhile_overrides_nothing():
    by = UserFactory.build(role=Role.LEADER, is_active=False)

    found = decide_for(by, [SOFT], book=BOOK, override=True, reason="flood year")

    assert [o.code for o in found.blocked] == ["soft", "override-not-permitted"]


def test_the_program_itself_overrides_nothing():
    assert decide_for(None, [SOFT], book=BOOK).blocked == (SOFT,)
    assert decide_for(None, [SOFT], book=BOOK, override=True, reason="nightly").overridden == ()
