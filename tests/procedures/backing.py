"""What stands behind an action: the customer's own word in the exchange's app, a second person's approval."""

import httpx

from tests.procedures.story import BRAND, Story
from tests.world import fresh


async def confirmed(story: Story, uid: str, action: str) -> str:
    """Lay an action before the customer, who confirms it in the app; the id of the confirmation."""
    laid = await story.agent.act(story.number, "step-ups", action=action)
    assert laid.status_code == 201, laid.text
    id: str = laid.json()["id"]
    async with httpx.AsyncClient(base_url=story.world.house.settings.sandbox_url) as app:
        done = await app.post(f"/app/{BRAND}/{uid}/{id}/confirm")
    assert done.status_code < 400, done.text
    await story.settle()
    return id


async def approved(story: Story, slug: str, action: str, *, role: str = "supervisor") -> str:
    """Ask for an approval of exactly what is offered, and have somebody else give it."""
    [offer] = [one for one in (await story.now(slug))["offered"] if one["action"] == action]
    body = {
        "client_id": fresh(),
        "action": "procedure.action",
        "parameters": offer["parameters"],
        "reason": "looked into",
    }
    asked = await story.agent.post("/api/v1/approvals", json=body)
    assert asked.status_code == 201, asked.text
    id: str = asked.json()["id"]
    other = await story.world.agent(role)
    given = await other.post(f"/api/v1/approvals/{id}/decision", json={"approve": True})
    assert given.status_code == 204, given.text
    return id
