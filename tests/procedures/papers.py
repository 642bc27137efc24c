"""Proofs by the safe page: each is asked for by the procedure, sent by the customer, looked at once, accepted."""

from tests.procedures.story import Story
from tests.vault.test_documents import REASON, asked, documents, photograph, send

MOST = 4


async def proved(story: Story, slug: str = "deposit_recovery") -> list[str]:
    """Send and accept every paper that is asked for; the kinds, in order."""
    kinds: list[str] = []
    for _ in range(MOST):
        wanted = await asked(story.person)
        if wanted is None:
            break
        assert (await send(story.world, wanted["url"], photograph())).status_code == 201
        [held] = [one for one in await documents(story.agent, story.number) if one["state"] == "sent"]
        kinds.append(held["kind"])
        assert (
            await story.agent.post(f"/api/v1/documents/{held['id']}/view", json=REASON)
        ).status_code == 200
        verdict = await story.agent.post(
            f"/api/v1/documents/{held['id']}/verdict", json={"verdict": "accepted"}
        )
        assert verdict.status_code == 200, verdict.text
        await story.do(slug, "moves", event="proofs")
    return kinds
