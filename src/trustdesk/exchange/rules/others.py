"""Reading what TRON's HTTP API and an Esplora server answer. Pure."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

from trustdesk.exchange.model.chains import ChainFact, Moved
from trustdesk.exchange.rules.encodings import tron
from trustdesk.exchange.rules.evm import TRANSFER, WORD

Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-fA-F]*\Z", max_length=4096)]
Count = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
TOPICS = 3
LATEST_MS = 4_102_444_800_000  # the year 2100


class TronLog(msgspec.Struct, frozen=True):
    """One event of a contract; addresses are hex without their 0x41."""

    address: Hex = ""
    topics: list[Hex] = []
    data: Hex = ""


class TronOutcome(msgspec.Struct, frozen=True):
    """What became of running a contract."""

    result: str = "SUCCESS"


class TronInfo(msgspec.Struct, frozen=True):
    """``gettransactioninfobyid``; an empty object for what is not there."""

    id: str = ""
    block: Count = msgspec.field(name="blockNumber", default=0)
    at: Annotated[int, msgspec.Meta(ge=0, lt=LATEST_MS)] = msgspec.field(name="blockTimeStamp", default=0)
    receipt: TronOutcome = TronOutcome()
    log: list[TronLog] = []


class TronRaw(msgspec.Struct, frozen=True):
    number: Count = 0


class TronHeader(msgspec.Struct, frozen=True):
    raw_data: TronRaw = TronRaw()


class TronHead(msgspec.Struct, frozen=True):
    """``getnowblock``, as much of it as matters."""

    block_header: TronHeader


class TronConstant(msgspec.Struct, frozen=True):
    """What a contract says without a transaction."""

    constant_result: list[Hex] = []


class Paid(msgspec.Struct, frozen=True):
    """An output of a transaction."""

    value: Count
    address: str = msgspec.field(name="scriptpubkey_address", default="")


class Spent(msgspec.Struct, frozen=True):
    """An input, with the output that it spends."""

    prevout: Paid | None = None


class Standing(msgspec.Struct, frozen=True):
    """Where a transaction stands."""

    confirmed: bool
    block_height: Count | None = None
    block_time: Annotated[int, msgspec.Meta(ge=0, lt=LATEST_MS // 1000)] | None = None


class Spending(msgspec.Struct, frozen=True):
    """``/tx/{txid}`` of Esplora."""

    txid: str
    status: Standing
    vin: list[Spent]
    vout: list[Paid]


def tron_fact(network: str, info: TronInfo, head: int, now: datetime) -> ChainFact:
    """Say what TRON shows of a transaction."""
    if not info.id:
        return ChainFact(network=network, state="not_found", read_at=now)
    good = info.receipt.result == "SUCCESS"
    return ChainFact(
        network=network,
        state="confirmed" if good else "failed",
        read_at=now,
        confirmations=max(0, head - info.block + 1),
        at=datetime.fromtimestamp(info.at / 1000, UTC),
        moved=_trc20(info) if good else (),
    )


def esplora_fact(network: str, found: Spending, head: int, now: datetime) -> ChainFact:
    """Say what a chain of the Bitcoin family shows of a transaction."""
    source = next((one.prevout.address for one in found.vin if one.prevout and one.prevout.address), "")
    moved = tuple(
        Moved(source=source, target=one.address, units=str(one.value), log_index=place, decimals=8)
        for place, one in enumerate(found.vout)
        if one.address
    )
    height = found.status.block_height
    if not found.status.confirmed or height is None:
        return ChainFact(network=network, state="pending", read_at=now, moved=moved)
    at = found.status.block_time
    return ChainFact(
        network=network,
        state="confirmed",
        read_at=now,
        confirmations=max(0, head - height + 1),
        at=None if at is None else datetime.fromtimestamp(at, UTC),
        moved=moved,
    )


def _trc20(info: TronInfo) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            source=_address(log.topics[1]),
            target=_address(log.topics[2]),
            units=str(int(log.data[:WORD], 16)),
            contract=_address(log.address),
            log_index=place,
        )
        for place, log in enumerate(info.log)
        if len(log.topics) == TOPICS and f"0x{log.topics[0]}" == TRANSFER and len(log.data) >= WORD
    )


def _address(word: str) -> str:
    return tron(bytes.fromhex(word.zfill(40)[-40:]))
