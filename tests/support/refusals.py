"""What a refusal says, by its codes."""

import pytest
from django.db import IntegrityError, connection, transaction

from cadres.shared.errors import Refused


def codes(refused) -> list[str]:
    """Of what ``pytest.raises(Refused)`` caught."""
    return [objection.code for objection in refused.value.objections]


def refusal(call, *args, **kwargs) -> list[str]:
    """The codes with which the call is refused."""
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return codes(refused)


def refused(constraint, make):
    """``make`` is refused by the named constraint, at once or when the transaction would end."""

    def through():
        with transaction.atomic():
            make()
            connection.check_constraints()

    with pytest.raises(IntegrityError) as error:
        through()
    assert constraint in str(error.value) or constraint == error.value.__cause__.diag.constraint_name
