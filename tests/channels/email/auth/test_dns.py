"""The real resolver against a name server of our own, on the loopback."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from trustdesk.channels.email.auth import Dns, Unreachable

RECORDS = {
    ("bank.example.", "TXT"): ['"v=spf1 ip4:192.0.2.0/24 " "-all"', '"other"'],
    ("bank.example.", "MX"): ["10 mx.bank.example."],
    ("mx.bank.example.", "A"): ["192.0.2.1"],
    ("mx.bank.example.", "AAAA"): ["2001:db8::1"],
}


class Server(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        asked = query.question[0]
        answer = dns.message.make_response(query)
        name, kind = asked.name.to_text().lower(), dns.rdatatype.to_text(asked.rdtype)
        if name == "broken.example.":
            answer.set_rcode(dns.rcode.REFUSED)
        elif found := RECORDS.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
        elif not any(known == name for known, _ in RECORDS):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), addr)


@pytest.fixture
async def resolver() -> AsyncIterator[Dns]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Server, local_addr=("127.0.0.1", 0))
    host, port = transport.get_extra_info("sockname")
    yield Dns([f"{host}:{port}"])
    transport.close()


async def test_names_are_looked_up(resolver: Dns) -> None:
    assert sorted(await resolver.txt("bank.example")) == ["other", "v=spf1 ip4:192.0.2.0/24 -all"]
    assert await resolver.exchangers("bank.example") == ["mx.bank.example"]
    assert await resolver.addresses("mx.bank.example") == ["192.0.2.1", "2001:db8::1"]


async def test_what_is_not_there_has_no_answers(resolver: Dns) -> None:
    assert await resolver.txt("mx.bank.example") == []
    assert await resolver.txt("nobody.example") == []


@pytest.mark.parametrize("name", ["broken.example", "a..b", "x" * 64 + ".example"])
async def test_what_nobody_can_say_is_unreachable(resolver: Dns, name: str) -> None:
    with pytest.raises(Unreachable):
        await resolver.txt(name)
