"""A customer who has left something at every place, and the two who decide about them."""

import httpx
from msgspec.structs import replace

from tests.world import BRAND, Person, World, fresh
from trustdesk.brands import Brand
from trustdesk.brands.model import Retention

NAME = "Wang Xiaoming"
MAIL = "wang.xiaoming@mail.example"
PHONE = "+86 138 1234 5678"
SAID = "My deposit of 31337 USDT is missing since Tuesday"
NOTED = "He called Zhang Wei about it"
RATED = "Friendly and quick, thank you Annalena"
PICTURE = "passport-of-xiaoming.pdf"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF"


async def told(world: World, key: Person, external_id: str = MAIL) -> str:
    """A conversation of somebody with a name, an address, a file, words, a note and a rating."""
    sent = await key.post("/api/v1/files", files={"file": (PICTURE, PDF, "application/pdf")})
    assert sent.status_code == 201, sent.text
    customer = {"external_id": external_id, "name": NAME, "locale": "en"}
    number = await world.letter(key, SAID, customer=customer, attachments=[sent.json()["id"]])
    assert (await key.act(number, "notes", text=NOTED)).status_code == 201
    assert (await key.reply(number, f"Dear {NAME}, we look into it")).status_code == 201
    return number


async def compliance(world: World) -> tuple[Person, Person]:
    """Who asks and who decides."""
    return await world.agent("compliance"), await world.agent("compliance")


async def approved(asker: Person, decider: Person, act: str, **parameters: str) -> str:
    """An approval of exactly this, given by somebody else."""
    body = {"client_id": fresh(), "action": act, "parameters": parameters, "reason": "they asked for it"}
    asked = await asker.post("/api/v1/approvals", json=body)
    assert asked.status_code == 201, asked.text
    id = asked.json()["id"]
    given = await decider.post(f"/api/v1/approvals/{id}/decision", json={"approve": True})
    assert given.status_code == 204, given.text
    return id


async def subject(asker: Person, number: str) -> str:
    """The id of the customer of a conversation."""
    found = await asker.get(f"/api/v1/retention/subjects/{number}")
    assert found.status_code == 200, found.text
    return found.json()["customer"]


async def erase(asker: Person, customer: str, approval: str) -> httpx.Response:
    """Ask for the erasure."""
    body = {"customer": customer, "approval": approval, "reason": "asked for by the customer"}
    return await asker.post("/api/v1/retention/erasures", json=body)


async def hold(person: Person, number: str, *, whole: bool = False, **more: str) -> httpx.Response:
    """Hold a conversation or its customer."""
    body = {"client_id": fresh(), "conversation": number, "whole_customer": whole, "reason": "case 7 of 2026"}
    return await person.post("/api/v1/retention/holds", json=body | more)


def scheduled(world: World, **days: int) -> Brand:
    """The brand with a schedule."""
    return replace(world.house.brands[BRAND], retention=Retention(**days))
