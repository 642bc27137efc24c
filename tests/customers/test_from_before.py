"""Rows from before handles and names were sealed: known again, read as they are, sealed from now on."""

from tests.world import BRAND, World, fresh
from trustdesk.kit.ids import uuid7
from trustdesk.kit.keyring import SEALED


async def test_a_customer_from_before_is_known_again(world: World) -> None:
    key, who, customer = await world.integration(), fresh(), uuid7()
    async with world.house.db.transaction(BRAND) as tx:
        await tx.do(
            "insert into customers (tenant, id, name, locale) values ($1, $2, 'Old Friend', 'en')",
            BRAND,
            customer,
        )
        await tx.do(
            "insert into customer_handles (tenant, line, external_id, customer) values ($1, 'api', $2, $3)",
            BRAND,
            who,
            customer,
        )
    number = await world.letter(key, "It is me again", customer={"external_id": who, "name": "Old Friend"})
    row = await key.row(number)
    assert (row["customer"]["id"], row["customer"]["name"]) == (str(customer), "Old Friend")
    async with world.house.db.transaction(BRAND) as tx:
        text = await tx.value(
            """select m.text from messages m join conversations c on c.id = m.conversation
            where c.number = $1 and m.seq = 1""",
            number,
        )
    assert text.startswith(SEALED)
