"""What we tell the exchange can be told from what anybody else tells it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from tests.channels.api.hooks import deliveries, hook, send
from tests.channels.api.receiver import Call, Receiver
from tests.world import World
from trustdesk.kit.egress import ENVIRON


@pytest.fixture(scope="module", autouse=True)
def loopback() -> Iterator[None]:
    """Allow calls to this machine, before the desk of this file is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRON, "127.0.0.0/8")
        yield


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


async def told(world: World, receiver: Receiver, path: str) -> tuple[Call, str, str]:
    key, id, secret = await hook(world, receiver.url(path))
    await world.letter(key, "My deposit is missing")
    await send(world)
    [call] = receiver.to(path)
    return call, secret, id


async def test_chatwoot_13809_a_genuine_one_is_verified_by_the_published_library(
    world: World, receiver: Receiver
) -> None:
    call, secret, _ = await told(world, receiver, "/genuine")
    assert call.verified(secret)["type"] == "message.received"


async def test_a_forged_changed_old_or_unsigned_one_is_not(world: World, receiver: Receiver) -> None:
    call, secret, _ = await told(world, receiver, "/forged")
    genuine = {name: value for name, value in call.headers.items() if name.startswith("webhook-")}
    other = Webhook("whsec_" + "QUFB" * 11)
    now = datetime.now(UTC)
    old = now - timedelta(minutes=6)
    text, id = call.body.decode(), genuine["webhook-id"]
    signer = Webhook(secret)
    forgeries = {
        "another key": (text, genuine | {"webhook-signature": other.sign(id, now, text)}),
        "a changed body": (text.replace("deposit", "withdrawal"), genuine),
        "another id": (text, genuine | {"webhook-id": "msg_1"}),
        "a later time on an old signature": (
            text, genuine | {"webhook-timestamp": str(int(now.timestamp()) + 60)},
        ),
        "told again after five minutes": (
            text,
            {"webhook-id": id, "webhook-timestamp": str(int(old.timestamp())),
             "webhook-signature": signer.sign(id, old, text)},
        ),
        "an empty signature": (text, genuine | {"webhook-signature": ""}),
        "another version": (text, genuine | {"webhook-signature": genuine["webhook-signature"].replace("v1,", "v0,")}),
        "no headers": (text, {}),
    }  # fmt: skip
    for what, (body, headers) in forgeries.items():
        with pytest.raises(WebhookVerificationError):
            pytest.fail(f"{what} passed: {signer.verify(body, headers)}")


async def test_every_attempt_keeps_the_id_by_which_a_replay_is_known(
    world: World, receiver: Receiver
) -> None:
    call, _, id = await told(world, receiver, "/again")
    key = await world.integration()
    [one] = await deliveries(key, id)
    again = await key.post(f"/api/v1/webhooks/{id}/deliveries/{one['id']}/again")
    assert again.status_code == 200
    await send(world)
    calls = receiver.to("/again")
    assert len(calls) == 2
    assert {one.headers["webhook-id"] for one in calls} == {call.headers["webhook-id"]}
