"""The card of the form, whose letters wait for their senders before they are anybody's."""

from datetime import UTC
from typing import Any

import psycopg

from tests.channels.form.people import Writer
from tests.cluster import Database
from tests.world import BRAND, World


async def test_a_letter_of_the_form_is_on_its_card_before_its_sender_has_proved_anything(
    world: World, module_database: Database
) -> None:
    admin = await world.agent("admin")

    async def card() -> dict[str, Any]:
        items = (await admin.get("/api/v1/lines")).json()["items"]
        [found] = [one for one in items if one["figures"]["line"] == "form"]
        return found

    async with Writer(world) as writer:
        held = await writer.opened()
        await writer.write(held=held)
    waiting = await card()
    with psycopg.connect(module_database.admin_url, autocommit=True) as db:
        let_go = "update form_letters set state = 'confirmed' where client_id = %s returning at"
        row = db.execute(let_go, (held["client_id"],)).fetchone()
    assert row is not None
    at = row[0].astimezone(UTC).isoformat().replace("+00:00", "Z")
    assert (waiting["state"], waiting["figures"]["received_at"], waiting["figures"]["due_in"]) == (
        "well",
        at,
        0,  # it waits for its sender, not for us
    )
    assert ((await card())["figures"]["due_in"], (await card())["figures"]["oldest_in"]) == (1, at)
    with psycopg.connect(module_database.admin_url, autocommit=True) as db:
        db.execute("update form_letters set at = at - interval '3 minutes'")
    assert (await card())["state"] == "stands"
    [job] = [one for one in world.house.jobs() if one.name == "form.bring_in"]
    await job.run(world.house.db, BRAND, {})
    assert ((await card())["figures"]["due_in"], (await card())["state"]) == (0, "well")
