"""What tests of webhooks share: loopback may be called, and somebody listens there."""

from collections.abc import Iterator

import pytest

from tests.channels.api.receiver import Receiver
from trustdesk.kit.egress import ENVIRON


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A system of the exchange that hears webhooks."""
    with Receiver() as listening:
        yield listening
