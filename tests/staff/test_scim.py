"""The exchange's directory keeps the staff: who it stops is out within a second, who it removes is gone."""

from typing import Any

import pytest

from tests.staff.signing import audited, sign_in
from tests.world import Person, World, fresh
from trustdesk import staff

USERS = "/scim/v2/Users"
PATCH = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}


def operations(*given: dict[str, Any]) -> dict[str, Any]:
    return PATCH | {"Operations": list(given)}


STOP = operations({"op": "replace", "path": "active", "value": False})
START = operations({"op": "Replace", "value": {"active": "True"}})


async def entered(directory: Person, **more: Any) -> dict[str, Any]:
    body = {"userName": f"{fresh()}@Desk.example", "displayName": "Ivy Chen"} | more
    made = await directory.post(USERS, json=body)
    assert made.status_code == 201, made.text
    return made.json()


async def test_who_is_stopped_is_out_on_every_socket_within_a_second(world: World) -> None:
    directory, key = await world.integration("scim"), await world.integration("messages")
    agent, colleague = await world.agent(), await world.agent()
    number = await world.letter(key)
    await agent.act(number, "assignee", assignee="me")
    async with agent.live() as live:
        stopped = await directory.patch(f"{USERS}/{agent.id}", json=STOP)
        assert (stopped.status_code, stopped.json()["active"]) == (200, False)
        # By the news of it: credentials are looked at again only every half a minute.
        assert await live.closed() == 4401
    await world.settle()
    assert (await colleague.row(number))["assignee"] is None
    assert (await sign_in(world, agent)).status_code == 401
    assert (await directory.patch(f"{USERS}/{agent.id}", json=STOP)).json()["active"] is False
    assert (await directory.patch(f"{USERS}/{agent.id}", json=START)).json()["active"] is True
    assert (await sign_in(world, agent)).status_code == 200
    done = [action for action, _, _ in await audited(world, agent.id)]
    assert done == ["agent.deactivate", "agent.activate"]


async def test_somebody_is_taken_on_without_a_password(world: World) -> None:
    directory = await world.integration("scim")
    email = f"{fresh()}@desk.example"
    body = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": email.upper(),
        "name": {"givenName": "Ivy", "familyName": "Chen"},
        "emails": [{"value": email, "primary": True}],
        "roles": [{"value": "admin"}],
        "active": True,
    }
    headers = {"content-type": "application/scim+json"}
    made = await directory.post(USERS, json=body, headers=headers)
    assert (made.status_code, made.headers["content-type"]) == (201, "application/scim+json")
    user = made.json()
    assert (user["userName"], user["displayName"], user["active"]) == (email, "Ivy Chen", True)
    assert user["meta"] == {"resourceType": "User", "location": f"{USERS}/{user['id']}"}
    async with world.house.db.transaction("bitget") as tx:
        member = await staff.member_of(tx, email)
    assert member
    assert (member.role, member.teams) == ("agent", [])  # a directory makes nobody more than that
    again = await directory.post(USERS, json=body)
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    found = (await directory.get(USERS, params={"filter": f'userName eq "{email.upper()}"'})).json()
    assert (found["totalResults"], [one["id"] for one in found["Resources"]]) == (1, [user["id"]])
    none = (await directory.get(USERS, params={"filter": 'userName eq "nobody@desk.example"'})).json()
    assert (none["totalResults"], none["Resources"]) == (0, [])


async def test_who_is_removed_is_gone_and_comes_back_with_nothing_they_had(world: World) -> None:
    directory, agent = await world.integration("scim"), await world.agent()
    assert (await directory.delete(f"{USERS}/{agent.id}")).status_code == 204
    gone = await directory.get(f"{USERS}/{agent.id}")
    assert (gone.status_code, gone.json()["status"]) == (404, "404")
    for answer in (
        await directory.delete(f"{USERS}/{agent.id}"),
        await directory.patch(f"{USERS}/{agent.id}", json=START),
    ):
        assert answer.status_code == 404
    assert (await sign_in(world, agent)).status_code == 401
    back = await entered(directory, userName=agent.known["email"])
    assert back["id"] == agent.id
    assert (await sign_in(world, agent)).status_code == 401


async def test_a_user_is_written_anew_but_keeps_the_address(world: World) -> None:
    directory = await world.integration("scim")
    user = await entered(directory)
    body = {"userName": user["userName"], "displayName": "Ivy Wong", "active": False}
    written = (await directory.put(f"{USERS}/{user['id']}", json=body)).json()
    assert (written["displayName"], written["active"]) == ("Ivy Wong", False)
    moved = await directory.put(f"{USERS}/{user['id']}", json=body | {"userName": "other@desk.example"})
    assert moved.status_code == 409
    assert (await directory.get(f"{USERS}/{user['id']}")).json() == written


async def test_pages_begin_at_one(world: World) -> None:
    directory = await world.integration("scim", brand="bitp")
    ids = sorted([await entered(directory) for _ in range(3)], key=lambda one: one["userName"])
    page = (await directory.get(USERS, params={"startIndex": 2, "count": 1})).json()
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (3, 2, 1)
    assert [one["id"] for one in page["Resources"]] == [ids[1]["id"]]


@pytest.mark.parametrize("scope", ["messages", "desk"])
async def test_other_keys_are_no_directory_and_a_directory_is_nothing_else(world: World, scope: str) -> None:
    other, directory, agent = (
        await world.integration(scope),
        await world.integration("scim"),
        await world.agent(),
    )
    for answer in (
        await other.get(USERS),
        await other.patch(f"{USERS}/{agent.id}", json=STOP),
        await agent.get(USERS),
        await directory.get("/api/v1/conversations"),
        await directory.get("/api/v1/staff"),
        await directory.post("/api/v1/files", content=b"x"),
        await directory.post("/api/v1/messages", json={}),
    ):
        assert answer.status_code == 403
    assert (await world.stranger.get(USERS)).status_code == 401
    assert (await agent.get("/api/v1/session")).status_code == 200


async def test_another_brands_people_are_not_there(world: World) -> None:
    directory, foreign = await world.integration("scim"), await world.agent(brand="bybit")
    assert (await directory.patch(f"{USERS}/{foreign.id}", json=STOP)).status_code == 404
    taken = await directory.post(USERS, json={"userName": foreign.known["email"]})
    assert (taken.status_code, taken.json()["scimType"]) == (409, "uniqueness")
    assert (await foreign.get("/api/v1/session")).status_code == 200


BAD = {
    "no address": {"userName": "not an address"},
    "too long a name": {"userName": "a@desk.example", "displayName": "x" * 81},
    "no letters": {"userName": "a@desk.example", "displayName": "\u0000"},
}


@pytest.mark.parametrize("body", BAD.values(), ids=list(BAD))
async def test_bad_input_is_refused_in_the_directorys_own_words(world: World, body: dict[str, Any]) -> None:
    directory = await world.integration("scim")
    refused = await directory.post(USERS, json=body)
    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/scim+json")
    assert refused.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    maybe = operations({"op": "replace", "path": "active", "value": "perhaps"})
    user = await entered(directory)
    assert (await directory.patch(f"{USERS}/{user['id']}", json=maybe)).status_code == 400
    assert (await directory.get(USERS, params={"filter": "active eq true"})).status_code == 400
    assert (await directory.get(f"{USERS}/{user['id']}")).json() == user
