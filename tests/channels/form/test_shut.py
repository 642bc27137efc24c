"""A form that an administrator has shut: no page leads to it, until it is open again."""

from tests.world import BRAND, World


async def test_where_an_administrator_has_shut_the_form_nothing_leads_to_it(world: World) -> None:
    admin = await world.agent(role="admin")

    async def switch(*, enabled: bool) -> None:
        now = (await admin.get("/api/v1/settings/lines/form")).json()
        body = {"version": now["version"], "values": {"enabled": enabled}, "secrets": {}}
        done = await admin.put("/api/v1/settings/lines/form", json=body)
        assert done.status_code == 200, done.text

    async def leads() -> tuple[bool, bool, bool]:
        home = (await world.stranger.get(f"/help/{BRAND}/en/search?q=zzz")).text
        official = (await world.stranger.get(f"/api/v1/official/{BRAND}")).json()
        widget = (await world.stranger.get(f"/api/v1/widget/{BRAND}")).json()
        kinds = [one["kind"] for one in official["channels"]]
        return f'href="/{BRAND}/form?' in home, "form" in kinds, "form" in widget["lines"]

    assert await leads() == (True, True, True)
    await switch(enabled=False)
    assert await leads() == (False, False, False)
    assert f'href="/official/{BRAND}"' in (await world.stranger.get(f"/help/{BRAND}/en/search?q=zzz")).text
    assert (await world.stranger.get(f"/{BRAND}/form")).status_code == 404
    await switch(enabled=True)
    assert await leads() == (True, True, True)
