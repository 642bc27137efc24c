"""Reading what an EVM node answers: receipts, logs, ERC-20 transfers, confirmations. Pure."""

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

import msgspec

from trustdesk.exchange.model.chains import ChainFact, ChainState, Moved
from trustdesk.exchange.rules.encodings import eip55, keccak256

T = TypeVar("T")

TRANSFER = "0x" + keccak256(b"Transfer(address,address,uint256)").hex()
DECIMALS_CALL = "0x313ce567"  # decimals()
TOPICS = 3  # the event itself, from, to
WORD = 64
MOST_DECIMALS = 36

Quantity = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-f]{1,64}\Z")]
Hash = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]{64}\Z")]
Address = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]{40}\Z")]
Data = Annotated[str, msgspec.Meta(pattern=r"^0x[0-9a-fA-F]*\Z", max_length=4096)]


class Answer(msgspec.Struct, Generic[T]):
    """The envelope of JSON-RPC; an error has no result."""

    result: T | None = None
    error: dict[str, object] | None = None


class Log(msgspec.Struct, frozen=True):
    """One event of a contract."""

    address: Address
    topics: list[Hash]
    data: Data
    log_index: Quantity | None = msgspec.field(name="logIndex", default=None)


class Receipt(msgspec.Struct, frozen=True, rename="camel"):
    """What became of a transaction."""

    transaction_hash: Hash
    block_number: Quantity
    block_hash: Hash
    status: Quantity = "0x1"
    logs: list[Log] = []


class Sent(msgspec.Struct, frozen=True):
    """A transaction as it was sent; without a block it still waits."""

    hash: Hash
    source: Address = msgspec.field(name="from")
    target: Address | None = msgspec.field(name="to", default=None)
    value: Quantity = "0x0"
    block: Quantity | None = msgspec.field(name="blockNumber", default=None)


class Block(msgspec.Struct, frozen=True):
    """The head of a block."""

    hash: Hash
    number: Quantity
    timestamp: Quantity


class Seen(msgspec.Struct, frozen=True):
    """Everything a node says of one transaction."""

    sent: Sent | None
    receipt: Receipt | None
    block: Block | None
    head: int


def fact(network: str, seen: Seen, now: datetime) -> ChainFact:
    """Say what a chain shows of a transaction."""
    if seen.sent is None or seen.receipt is None:
        state: ChainState = "not_found" if seen.sent is None else "pending"
        moved = () if seen.sent is None else native(seen.sent)
        return ChainFact(network=network, state=state, read_at=now, moved=moved)
    there = seen.block is not None and seen.block.hash.lower() == seen.receipt.block_hash.lower()
    if not there:
        return ChainFact(network=network, state="reorganised", read_at=now)
    good = number(seen.receipt.status) == 1
    at = datetime.fromtimestamp(number(seen.block.timestamp), UTC) if seen.block else None
    return ChainFact(
        network=network,
        state="confirmed" if good else "failed",
        read_at=now,
        confirmations=max(0, seen.head - number(seen.receipt.block_number) + 1),
        at=at,
        moved=(*native(seen.sent), *transfers(seen.receipt)) if good else (),
    )


def native(sent: Sent) -> tuple[Moved, ...]:
    """Give what moved of the chain's own coin."""
    units = number(sent.value)
    if units == 0 or sent.target is None:
        return ()
    return (Moved(source=eip55(sent.source), target=eip55(sent.target), units=str(units), decimals=18),)


def transfers(receipt: Receipt) -> tuple[Moved, ...]:
    """Give the ERC-20 transfers of a receipt. ERC-721 has the same event with a fourth topic: left out."""
    return tuple(
        Moved(
            source=eip55("0x" + log.topics[1][-40:]),
            target=eip55("0x" + log.topics[2][-40:]),
            units=str(int(log.data[2 : 2 + WORD], 16)),
            contract=eip55(log.address),
            log_index=None if log.log_index is None else number(log.log_index),
        )
        for log in receipt.logs
        if len(log.topics) == TOPICS and log.topics[0].lower() == TRANSFER and len(log.data) >= 2 + WORD
    )


def number(quantity: str) -> int:
    """Read a quantity of JSON-RPC."""
    return int(quantity, 16)


def decimals(data: str | None) -> int | None:
    """Read what ``decimals()`` of a contract gave; a contract may say anything."""
    if data is None or not data.startswith("0x") or len(data) != 2 + WORD:
        return None
    said = int(data, 16)
    return said if said <= MOST_DECIMALS else None
