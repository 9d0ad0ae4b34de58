"""Whose address a request has, by who connects and what he passes on."""

import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from axes.helpers import get_client_ip_address

from cadres.shared.api.throttles import CallThrottle
from cadres.shared.client_address import client_address
from cadres.shared.pages.middleware import HistoryMiddleware

ROOT = Path(__file__).resolve().parents[3]
READS = re.compile(r"REMOTE_ADDR|X[-_]FORWARDED[-_]FOR|X[-_]REAL[-_]IP|get_client_ip_address", re.IGNORECASE)


@pytest.mark.parametrize(
    ("peer", "passed_on", "found"),
    [
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("198.51.100.9", "203.0.113.1", "198.51.100.9"),  # no proxy of ours: what he says is not believed
        ("127.0.0.1", "203.0.113.1, 198.51.100.7", "198.51.100.7"),  # what the browser wrote stands further left
        ("127.0.0.1", "203.0.113.1, 198.51.100.7, 10.0.0.3", "198.51.100.7"),  # two proxies
        ("127.0.0.1", "10.0.0.3", "10.0.0.3"),
        ("127.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
        ("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7, unknown", "127.0.0.1"),
        ("", "198.51.100.7", ""),
    ],
)
def test_the_right_most_address_that_is_no_proxy_of_ours(peer, passed_on, found, rf, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/24")]

    assert client_address(rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": passed_on})) == found


def test_nobody_is_trusted_unless_named(rf, settings):
    assert settings.TRUSTED_PROXIES == []
    assert client_address(rf.get("/", headers={"X-Forwarded-For": "198.51.100.7"})) == "127.0.0.1"


def test_lock_out_limits_and_record_have_one_answer(rf, settings, staff):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    request = rf.get("/", headers={"X-Forwarded-For": "198.51.100.7"})
    request.user = staff

    answers = {
        get_client_ip_address(request),
        get_adapter().get_client_ip(request),
        CallThrottle().get_ident(request),
        HistoryMiddleware(lambda _request: None).get_context(request)["address"],
    }

    assert answers == {"198.51.100.7"}


def test_no_other_code_reads_who_connects():
    apps = ("config", "cadres", "assessment", "training", "selection", "incentives")
    readers = {
        path.relative_to(ROOT).as_posix()
        for app in apps
        for path in (ROOT / app).rglob("*.py")
        if READS.search(path.read_text(encoding="utf-8"))
    }

    assert readers == {"cadres/shared/client_address.py"}
