"""What is left of an address."""

import pytest

from cadres.platform.access_log.rules import masked_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("wang@example.org", "w***@example.org"),
        ("w@example.org", "w***@example.org"),
        ("wang@office@example.org", "w***@office@example.org"),
        ("wang", "w***"),
        ("", "***"),
    ],
)
def test_only_the_first_letter_and_the_domain_are_shown(address, shown):
    assert masked_address(address) == shown
