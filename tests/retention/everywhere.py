"""A desk where something was said at every place that takes it."""

import re

from tests.retention.people import MAIL, NOTED, PHONE, RATED, told
from tests.world import World, fresh

DRAFTED = "Perhaps ask Xiaoming for the hash first"
PASTED = "Somebody wrote me from https://b1tget.example/kyc and asked for my phone"
VISITOR = "Annalena Baumgartner"
SPOKEN = "A visitor wrote something nobody else would write: quokka"


async def everywhere(world: World) -> str:
    """Something said at every place that takes it."""
    key, agent, visitor = await world.integration(), await world.agent(), await world.visitor(name=VISITOR)
    number = await told(world, key)
    await told(world, key, PHONE)
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": SPOKEN})
    shown = await visitor.get("/api/v1/widget/conversation")
    spoken = shown.json()["conversation"]["number"]
    assert (await key.reply(spoken, "here we are")).status_code == 201
    rating = {"client_id": fresh(), "score": 5, "text": RATED}
    assert (await visitor.post("/api/v1/widget/rating", json=rating)).status_code in (200, 201)
    path = f"/api/v1/conversations/{number}/draft"
    assert (await agent.put(path, json={"text": DRAFTED})).status_code == 200
    page = await world.stranger.post("/official/bitget", data={"text": PASTED})
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
    form = hidden | {"seen": "chat", "note": NOTED, "contact": MAIL}
    sent = await world.stranger.post("/official/bitget/report", data=form)
    assert 'data-test="reported"' in sent.text
    return number
