"""Step-up: laid before the customer, confirmed in the exchange's app, good for that act alone, once."""

import base64
import hmac
import json
import re
import time
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from tests.exchange.sandbox import held, signed_in
from tests.world import BRAND, Person, World, fresh
from trustdesk import exchange
from trustdesk.sandbox.actions.bank import KID, signing_key


class Case:
    """An agent who holds a conversation of a customer who has signed in."""

    def __init__(self, world: World, agent: Person, person: Person, number: str, uid: str) -> None:
        self.world, self.agent, self.person, self.number, self.uid = world, agent, person, number, uid

    async def lay(self, action: str = "unlock") -> dict[str, Any]:
        made = await self.agent.act(self.number, "step-ups", action=action)
        assert made.status_code == 201, made.text
        return made.json()

    async def ask(self, action: str, **more: Any) -> httpx.Response:
        asked = {"action": action, "reason": "customer_asked", **more}
        return await self.agent.act(self.number, "requests", refused=None, **asked)

    async def state(self) -> dict[str, Any]:
        return (await self.agent.get(f"/api/v1/conversations/{self.number}/requests")).json()

    async def step(self, id: str) -> str:
        return next(one["state"] for one in (await self.state())["step_ups"] if one["id"] == id)

    async def app(self, id: str, verdict: str = "confirm") -> httpx.Response:
        """Decide in the exchange's app."""
        async with httpx.AsyncClient(base_url=self.world.house.settings.sandbox_url) as client:
            page = await client.get(f"/app/{BRAND}/{self.uid}")
            assert id in page.text
            return await client.post(f"/app/{BRAND}/{self.uid}/{id}/{verdict}")

    async def act_of(self, id: str) -> str:
        async with self.world.house.db.transaction(BRAND) as tx:
            return await tx.value("select act from step_ups where tenant = $1 and id = $2", BRAND, id)

    async def word(self, id: str, **more: Any) -> dict[str, Any]:
        """What a good confirmation says; None takes a claim away."""
        now = int(time.time())
        said = {
            "sub": self.uid,
            "aud": f"{BRAND}@{urlsplit(self.world.base_url).netloc}",
            "act": await self.act_of(id),
            "nonce": id,
            "iat": now,
            "exp": now + 120,
            "jti": uuid.uuid4().hex,
        } | more
        return {name: value for name, value in said.items() if value is not None}

    async def tell(self, body: dict[str, Any], **headers: str) -> httpx.Response:
        """Call back as the exchange does."""
        told = json.dumps({"at": datetime.now(UTC).isoformat(), **body}).encode()
        link = exchange.sandbox_link(self.world.house.settings.sandbox_url, BRAND, self.world.house.keys)
        signed = exchange.signature(link.secret, str(uuid.uuid4()), told, datetime.now(UTC)) | headers
        path = f"/api/v1/exchange/{BRAND}/callbacks"
        return await self.world.stranger.post(path, content=told, headers=signed)

    def sign(self, claims: dict[str, Any], key: OKPKey | None = None, **header: Any) -> str:
        own = key or signing_key(self.world.house.settings, BRAND)
        return jwt.encode({"alg": "Ed25519", "kid": KID} | header, claims, own, algorithms=["Ed25519"])

    async def bound(self) -> int:
        """How many proofs of the highest level there are."""
        async with self.world.house.db.transaction(BRAND) as tx:
            return await tx.value("select count(*) from customer_proofs where level = 3")


async def begun(world: World, uid: str) -> Case:
    agent = await world.agent(capacity=20)
    person, number = await signed_in(world, uid)
    await held(world, agent, number)
    return Case(world, agent, person, number, uid)


async def approved(world: World, case: Case, action: str) -> str:
    supervisor = await world.agent("supervisor")
    body = {
        "client_id": fresh(),
        "action": "exchange.action",
        "parameters": {"conversation": case.number, "action": action},
        "reason": "the customer confirmed on the phone",
    }
    asked = (await case.agent.post("/api/v1/approvals", json=body)).json()["id"]
    decided = await supervisor.post(f"/api/v1/approvals/{asked}/decision", json={"approve": True})
    assert decided.status_code == 204, decided.text
    return asked


async def test_freezing_needs_nothing_and_is_asked_at_once(world: World) -> None:
    case = await begun(world, "20260801")
    made = await case.ask("freeze")
    assert made.status_code == 201, made.text
    async with world.house.db.transaction(BRAND) as tx:
        attempts = await tx.value(
            "select attempts from exchange_requests where tenant = $1 and id = $2", BRAND, made.json()["id"]
        )
    assert attempts == 1
    [request] = (await case.state())["requests"]
    assert request["state"] in {"accepted", "done"}
    facts = (await case.agent.get(f"/api/v1/conversations/{case.number}/facts")).json()
    assert [one["kind"] for one in facts["account"]["locks"]] == ["frozen"]


async def test_a_lock_is_lifted_after_the_customers_own_confirmation(world: World) -> None:
    case = await begun(world, "20260701")
    refused = await case.ask("unlock")
    assert (refused.status_code, refused.json()["code"], refused.json()["needs"]) == (
        403,
        "not_confirmed",
        ["step_up"],
    )
    step = await case.lay()
    assert (step["state"], await case.step(step["id"])) == ("asked", "asked")
    assert (await case.app(step["id"])).status_code == 303
    assert await case.step(step["id"]) == "confirmed"
    assert (await case.ask("unlock", step_up=step["id"])).status_code == 201
    assert await case.step(step["id"]) == "spent"
    again = await case.ask("unlock", step_up=step["id"])
    assert again.json()["code"] == "not_confirmed"
    facts = (await case.agent.get(f"/api/v1/conversations/{case.number}/facts")).json()
    assert facts["account"]["locks"] == []


async def test_unfreezing_needs_the_customer_and_a_second_person(world: World) -> None:
    case = await begun(world, "20260802")
    step = await case.lay("unfreeze")
    await case.app(step["id"])
    alone = await case.ask("unfreeze", step_up=step["id"])
    assert (alone.status_code, alone.json()["needs"]) == (403, ["approval"])
    other = await approved(world, case, "unlock")
    wrong = await case.ask("unfreeze", step_up=step["id"], approval=other)
    assert wrong.json()["code"] == "not_approved"
    good = await approved(world, case, "unfreeze")
    made = await case.ask("unfreeze", step_up=step["id"], approval=good)
    assert made.status_code == 201, made.text


async def test_the_level_is_for_the_act_and_never_a_standing(world: World) -> None:
    case = await begun(world, "20260101")
    step = await case.lay()
    await case.app(step["id"])
    proof = (await case.agent.row(case.number))["customer_detail"]["proof"]
    assert proof["level"] == 2
    assert "account_action" not in proof["allows"]
    other = await case.ask("unfreeze", step_up=step["id"])
    assert (other.status_code, other.json()["needs"]) == (403, ["approval", "step_up"])


async def test_a_refusal_in_the_app_ends_it(world: World) -> None:
    case = await begun(world, "20260901")
    step = await case.lay()
    await case.app(step["id"], "refuse")
    assert await case.step(step["id"]) == "refused"
    late = await case.tell(
        {"type": "step_up.confirmed", "id": step["id"], "assertion": case.sign(await case.word(step["id"]))}
    )
    assert late.status_code == 204
    assert await case.step(step["id"]) == "refused"


WORTHLESS: list[tuple[str, dict[str, Any]]] = [
    ("another act", {"act": "A" * 43}),
    ("no act", {"act": None}),
    ("another nonce", {"nonce": str(uuid.uuid4())}),
    ("another customer", {"sub": "20260001"}),
    ("another desk", {"aud": f"{BRAND}@elsewhere.example"}),
    ("another brand", {"aud": "bybit@127.0.0.1"}),
    ("too long", {"exp": int(time.time()) + 3600}),
    ("expired", {"iat": 1_700_000_000, "exp": 1_700_000_100}),
    ("from the future", {"iat": int(time.time()) + 600, "exp": int(time.time()) + 700}),
    ("no id", {"jti": None}),
    ("more than is allowed", {"name": "Wang Wei"}),
]


async def test_a_worthless_word_leaves_no_trace(world: World) -> None:
    case = await begun(world, "20260301")
    step, before = await case.lay(), await case.bound()
    for why, changed in WORTHLESS:
        word = case.sign(await case.word(step["id"], **changed))
        told = await case.tell({"type": "step_up.confirmed", "id": step["id"], "assertion": word})
        assert (told.status_code, told.json()["code"]) == (401, "identity_refused"), why
    good = await case.word(step["id"])
    stranger = case.sign(good, OKPKey.generate_key("Ed25519"))
    unsigned = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
        for part in ({"alg": "none", "kid": KID}, good)
    )
    for word in (
        stranger,
        f"{unsigned}.",
        case.sign(good, kid="nobody"),
        case.sign(good)[:-8] + "AAAAAAAA",
        "x",
        "",
    ):
        told = await case.tell({"type": "step_up.confirmed", "id": step["id"], "assertion": word})
        assert told.status_code == 401, word
    bare = await case.tell({"type": "step_up.confirmed", "id": step["id"]})
    assert bare.status_code == 401
    assert (await case.step(step["id"]), await case.bound()) == ("asked", before)


async def test_a_sign_in_is_no_confirmation_and_a_confirmation_no_sign_in(world: World) -> None:
    case = await begun(world, "20260401")
    step = await case.lay()
    signin = case.sign({k: v for k, v in (await case.word(step["id"])).items() if k not in {"act", "nonce"}})
    told = await case.tell({"type": "step_up.confirmed", "id": step["id"], "assertion": signin})
    assert told.status_code == 401
    visitor = await world.visitor()
    confirmation = case.sign(await case.word(step["id"]))
    refused = await visitor.post(f"/api/v1/widget/{BRAND}/identify", json={"token": confirmation})
    assert refused.status_code == 401


async def test_a_word_counts_once(world: World) -> None:
    case = await begun(world, "20260501")
    first, second = await case.lay(), await case.lay()
    word = await case.word(first["id"])
    body = {"type": "step_up.confirmed", "id": first["id"], "assertion": case.sign(word)}
    assert (await case.tell(body)).status_code == 204
    assert (await case.tell(body)).status_code == 204
    stolen = case.sign(await case.word(second["id"], jti=word["jti"]))
    told = await case.tell({"type": "step_up.confirmed", "id": second["id"], "assertion": stolen})
    assert told.status_code == 401
    assert (await case.step(first["id"]), await case.step(second["id"])) == ("confirmed", "asked")


async def test_a_callback_that_the_exchange_did_not_sign_is_refused(world: World) -> None:
    case = await begun(world, "20260601")
    step = await case.lay()
    body = {"type": "step_up.refused", "id": step["id"]}
    forged = base64.b64encode(hmac.digest(b"wrong", b"x", "sha256")).decode()
    for headers in (
        {"webhook-signature": f"v1,{forged}"},
        {"webhook-signature": "v1"},
        {"webhook-signature": ""},
        {"webhook-timestamp": "1700000000"},
        {"webhook-id": "another"},
    ):
        assert (await case.tell(body, **headers)).status_code == 401, headers
    assert await case.step(step["id"]) == "asked"
    nowhere = await world.stranger.post("/api/v1/exchange/nobody/callbacks", content=b"{}")
    assert nowhere.status_code == 404


async def test_only_who_holds_the_conversation_asks(world: World) -> None:
    case = await begun(world, "20260302")
    other = await world.agent()
    for verb, body in (("step-ups", {"action": "unlock"}), ("requests", {"action": "freeze", "reason": "x"})):
        refused = await other.act(case.number, verb, **body, refused=True)
        assert refused.status_code == 403
    assert (await case.state())["requests"] == []


async def test_the_same_client_id_is_the_same_request(world: World) -> None:
    case = await begun(world, "20260102")
    body = {"client_id": fresh(), "action": "send_reset_link", "reason": "customer_asked"}
    path = f"/api/v1/conversations/{case.number}/requests"
    first, again = [(await case.agent.post(path, json=body)).json() for _ in range(2)]
    assert first["id"] == again["id"]
    other = await case.agent.post(path, json=body | {"action": "freeze"})
    assert (other.status_code, other.json()["code"]) == (422, "client_id_reused")
    assert len((await case.state())["requests"]) == 1


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
async def test_the_app_page_holds_no_script_and_speaks_both_languages(world: World, locale: str) -> None:
    async with httpx.AsyncClient(base_url=world.house.settings.sandbox_url) as client:
        page = await client.get(f"/app/{BRAND}/20260001", headers={"accept-language": locale})
    assert page.status_code == 200
    assert "<script" not in page.text
    assert bool(re.search("[\u4e00-\u9fff]", page.text)) == (locale == "zh-CN")
