"""What tests of jobs share."""

import pytest

from cadres.jobs import services


@pytest.fixture
def in_the_queue(monkeypatch):
    """Calls what starts a job and leaves the job in the queue, as if no worker had heard of it."""

    def start(call, *args, **kwargs):
        with monkeypatch.context() as patch:
            patch.setattr(services, "enqueue", lambda _pk: None)
            return call(*args, **kwargs)

    return start
