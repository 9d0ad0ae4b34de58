"""What tests of jobs and exports share."""

import pytest

from cadres.platform.jobs.services import jobs as services
from tests.support.cadres import CadreFactory
from tests.support.exports import LIST, ask


@pytest.fixture
def in_the_queue(monkeypatch):
    """Calls what starts a job and leaves the job in the queue, as if no worker had heard of it."""

    def start(call, *args, **kwargs):
        with monkeypatch.context() as patch:
            patch.setattr(services, "enqueue", lambda _pk: None)
            return call(*args, **kwargs)

    return start


@pytest.fixture
def asked(staff, leader):
    """An export that somebody asked for and nobody has decided on."""
    CadreFactory(name="测试甲")
    return ask(staff, LIST)
