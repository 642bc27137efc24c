"""On a real EVM chain: what was sent over the wrong one is recovered; what the chain takes back is never credited."""

from collections.abc import AsyncIterator

import msgspec
import pytest
import pytest_asyncio

from tests.exchange.chain import Chain, running_chain
from tests.procedures.cases.test_deposit_recovery import SLUG, approval
from tests.procedures.papers import proved
from tests.procedures.story import BRAND, Story
from tests.world import World
from trustdesk.brands import ChainNode
from trustdesk.exchange import Node
from trustdesk.procedures.model.policy import Token
from trustdesk.sandbox.rules import made


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chain(world: World) -> AsyncIterator[Chain]:
    """A real chain in the place of the sandbox's BNB Smart Chain."""
    async with running_chain() as started:
        nodes = world.house.window.chains[BRAND]._nodes
        nodes["bsc"] = Node(ChainNode("bsc", "evm", started.url), world.house.egress)
        yield started


@pytest.fixture
def fresh_reading(world: World) -> None:
    """What was read of the chains is forgotten."""
    world.house.window.chains[BRAND]._kept.clear()


def known(world: World, contract: str) -> None:
    """Let the brand's rules know a contract as USDT."""
    looker = world.house.looker
    before = looker._out.policies[BRAND]
    tokens = (*before.tokens, Token("bsc", contract, "USDT"))
    policies = {BRAND: msgspec.structs.replace(before, tokens=tokens)}
    looker._out = msgspec.structs.replace(looker._out, policies=policies)


async def possible(world: World, chain: Chain, uid: str) -> Story:
    """A customer who has sent 480.5 of a token to their own address, over the wrong chain."""
    token = await chain.deploy()
    known(world, token)
    sent = await chain.transfer(token, made.evm(BRAND, uid), 480_500_000)
    await chain.rpc("anvil_mine", "0x5")
    story = await Story.told(world, uid, f"I chose the wrong network: 480.5 USDT, TxID {sent}")
    found = await story.now(SLUG)
    assert found["diagnosis"]["code"] == "same_key_other_chain", found["diagnosis"]
    assert "480.5 USDT" in str(found["diagnosis"]["proofs"])
    return story


async def requested(world: World, story: Story) -> None:
    await story.moves(SLUG, "proofs")
    await proved(story)
    await story.moves(SLUG, "review", "pass")
    approved = await approval(story, await world.agent("supervisor"))
    answer = await story.do(SLUG, "requests", action="open_recovery", approval=approved)
    assert answer.status_code == 200, answer.text


async def test_a_real_transfer_is_recovered(world: World, chain: Chain) -> None:
    story = await possible(world, chain, "20260501")
    await requested(world, story)
    ended = await story.now(SLUG)
    assert (ended["state"], ended["diagnosis"]["code"]) == ("credited", "recovered")


@pytest.mark.usefixtures("fresh_reading")
async def test_what_the_chain_takes_back_is_credited_by_nobody(world: World, chain: Chain) -> None:
    before = await chain.rpc("evm_snapshot")
    story = await possible(world, chain, "20260502")
    assert await chain.rpc("evm_revert", before)
    world.house.window.chains[BRAND]._kept.clear()
    await requested(world, story)
    ended = await story.now(SLUG)
    assert (ended["state"], ended["owner"]) == ("by_hand", "agent")
    assert ended["diagnosis"]["code"] == "reorganised"
    assert "credit nothing" in ended["diagnosis"]["next_step"]["en"]
    async with world.house.db.transaction(BRAND) as tx:
        states = await tx.rows("select state from recoveries where procedure = $1::text::uuid", ended["id"])
    assert [row["state"] for row in states] == ["asked"]


async def test_a_token_with_a_name_that_is_not_its_own_is_told_apart(world: World, chain: Chain) -> None:
    del chain
    nodes = world.house.window.chains[BRAND]._nodes
    async with running_chain() as ethereum:
        kept, nodes["ethereum"] = (
            nodes["ethereum"],
            Node(ChainNode("ethereum", "evm", ethereum.url), world.house.egress),
        )
        try:
            token = await ethereum.deploy()
            sent = await ethereum.transfer(token, made.evm(BRAND, "20260601"), 100_000_000)
            story = await Story.told(world, "20260601", f"deposit not credited: 100 USDT, TxID {sent}")
        finally:
            nodes["ethereum"] = kept
    assert (await story.now("deposit_not_credited"))["ending"] == "handed"
    found = await story.now(SLUG)
    assert (found["diagnosis"]["code"], found["diagnosis"]["confidence"]) == ("fake_token", "likely")
    assert "known scam" in found["diagnosis"]["wording"]["en"]
