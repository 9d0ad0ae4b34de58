"""What a refusal says, by its codes."""

import pytest

from cadres.shared.errors import Refused


def codes(refused) -> list[str]:
    """Of what ``pytest.raises(Refused)`` caught."""
    return [objection.code for objection in refused.value.objections]


def refusal(call, *args, **kwargs) -> list[str]:
    """The codes with which the call is refused."""
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return codes(refused)
