"""Cases that begin within one page of news begin together, and each hears all that its customer wrote."""

from tests.world import Person, World, fresh

ASKED = "I sent it over the wrong network, please recover it"


async def wrote(key: Person, *texts: str) -> str:
    customer = {"external_id": fresh()}
    return [await key.world.letter(key, text, customer=customer) for text in texts][-1]


async def cases(agent: Person, number: str) -> list[tuple[str, str, list[str]]]:
    assert (await agent.act(number, "assignee", assignee="me")).status_code == 201
    found = (await agent.get(f"/api/v1/conversations/{number}/procedures")).json()["items"]
    return [
        (one["slug"], one["state"], [ask["name"] for ask in one["asks"] if ask["value"]]) for one in found
    ]


async def test_many_begin_together_and_hear_what_came_after(world: World) -> None:
    key, agent = await world.integration(), await world.agent(capacity=9)
    missing, nothing = await wrote(key, ASKED), await wrote(key, "Good morning")
    told = await wrote(key, ASKED, "Thank you", f"TxID 0x{'ab' * 32}")
    twice = await wrote(key, ASKED, ASKED, "Where is my withdrawal?")
    await world.settle()
    found = {number: await cases(agent, number) for number in (missing, nothing, told, twice)}
    slug = "deposit_recovery"
    assert found[missing] == found[twice] == [(slug, "checking", [])]
    assert found[nothing] == []
    assert found[told] == [(slug, "checking", ["txid"])]
