"""Calls that want to reach what lies inside: whatever names, redirects or numbers they are dressed in."""

import socket
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.test_egress import LOOPBACK, listening
from tests.world import World, fresh
from trustdesk.kit.egress import Egress, Refused, Unreachable

NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
PUBLIC, INSIDE = "93.184.215.14", "127.0.0.1"
Answers = Callable[..., None]


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> tuple[Answers, list[str]]:
    """A resolver that gives another answer each time it is asked, as one with a lifetime of nothing does."""
    known: dict[str, deque[str]] = {}
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: Any, *rest: Any, **more: Any) -> Any:
        if host not in known:
            return real(host, port, *rest, **more)
        asked.append(host)
        address = known[host].popleft()
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return lambda name, *addresses: known.__setitem__(name, deque(addresses)), asked


async def test_libredesk_ssrf_a_name_that_points_inside_the_second_time_is_asked_once(
    resolver: tuple[Answers, list[str]],
) -> None:
    answers, asked = resolver
    async with listening(NO_CONTENT) as (port, heard):
        answers("rebind.example", PUBLIC, INSIDE, INSIDE)
        with pytest.raises(Unreachable):  # the public address, which nobody here answers for
            await Egress(timeout=0.3).post(f"https://rebind.example:{port}/", b"", {})
        assert (asked, heard) == (["rebind.example"], [])
        answers("rebind.example", INSIDE, PUBLIC)
        with pytest.raises(Refused, match="may not be reached"):
            await Egress().post(f"https://rebind.example:{port}/", b"", {})
        assert (len(asked), heard) == (2, [])


async def test_what_was_checked_is_what_is_called(resolver: tuple[Answers, list[str]]) -> None:
    """The other way round, where loopback is allowed: the answer that was checked is the one reached."""
    answers, asked = resolver
    async with listening(NO_CONTENT) as (port, heard):
        answers("rebind.example", INSIDE, "10.255.255.1")
        answer = await Egress(LOOPBACK, timeout=2).post(f"http://rebind.example:{port}/", b"", {})
    assert (answer.status, len(heard), asked) == (204, 1, ["rebind.example"])


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "10.0.0.1", "192.168.0.1", "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::",
     "fd00:ec2::254", "::1", "0.0.0.1", "100.100.100.200", "198.18.0.1"],
)  # fmt: skip
async def test_ech0_hostname_bypass_a_name_of_any_inner_address_is_not_called(
    resolver: tuple[Answers, list[str]], address: str
) -> None:
    answers, _ = resolver
    answers("169.254.169.254.nip.example", address)
    with pytest.raises(Refused, match="may not be reached"):
        await Egress().post("https://169.254.169.254.nip.example/latest/meta-data/", b"", {})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_inside_is_not_followed(status: int) -> None:
    async with listening(NO_CONTENT) as (inner, reached):
        head = f"HTTP/1.1 {status} Go\r\nlocation: http://127.0.0.1:{inner}/\r\ncontent-length: 0\r\n\r\n"
        async with listening(head.encode()) as (port, _):
            answer = await Egress(LOOPBACK).get(f"http://127.0.0.1:{port}/", {})
    assert (answer.status, reached) == (status, [])


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "0", "[::ffff:7f00:1]", "①②⑦.⓪.⓪.①"],
)
async def test_numbers_written_oddly_reach_nobody(world: World, host: str) -> None:
    key = await world.integration()
    async with listening(NO_CONTENT) as (port, heard):
        url = f"https://{host}:{port}/"
        with pytest.raises((Refused, Unreachable)):
            await Egress(timeout=1).post(url, b"", {})
        body = {"client_id": fresh(), "url": url, "events": ["message.received"]}
        added = await key.post("/api/v1/webhooks", json=body)
        await world.letter(key)
        await world.settle()
        await world.house.sender.settle()
        assert heard == []
    if added.status_code == 201:
        tried = (await key.get(f"/api/v1/webhooks/{added.json()['id']}/deliveries")).json()["items"]
        assert {one["state"] for one in tried} == {"due"}
        await key.delete(f"/api/v1/webhooks/{added.json()['id']}")
