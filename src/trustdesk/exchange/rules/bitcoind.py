"""Reading what bitcoind's JSON-RPC answers about a transaction, from Bitcoin to its kin. Pure.

Asked is ``getrawtransaction`` with verbosity 2, which brings the outputs that were spent along. Amounts are
JSON numbers with a point there: they are read as digits, never as floats.
"""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from trustdesk.exchange.model.chains import ChainFact, Moved

NOT_FOUND = -5
PLACES = 8
MOST_COINS = 10**9
LATEST = 4_102_444_800
Count = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
Moment = Annotated[int, msgspec.Meta(ge=0, lt=LATEST)]


class Script(msgspec.Struct, frozen=True):
    """Who may spend an output; older nodes give a list of addresses."""

    address: str = ""
    addresses: list[str] = []


class Output(msgspec.Struct, frozen=True):
    """One output; ``n`` is its place."""

    value: Decimal
    n: Count = 0
    script: Script = msgspec.field(name="scriptPubKey", default=Script())


class Input(msgspec.Struct, frozen=True):
    """One input, with the output that it spends where the node tells it."""

    prevout: Output | None = None


class RawTransaction(msgspec.Struct, frozen=True):
    """``getrawtransaction``; without a block it still waits in the memory pool."""

    txid: str
    vin: list[Input]
    vout: list[Output]
    blockhash: str | None = None
    confirmations: int = 0
    blocktime: Moment | None = None
    in_active_chain: bool | None = None


class Failure(msgspec.Struct, frozen=True):
    """An error of the node."""

    code: int
    message: str = ""


class BitcoindAnswer(msgspec.Struct, frozen=True):
    """The envelope."""

    result: RawTransaction | None = None
    error: Failure | None = None


def bitcoind_fact(network: str, found: RawTransaction, now: datetime) -> ChainFact:
    """Say what the node shows of a transaction; a block that is no longer in its chain is ``reorganised``."""
    source = next((_address(one.prevout) for one in found.vin if one.prevout and _address(one.prevout)), "")
    moved = tuple(
        Moved(source=source, target=_address(one), units=_units(one), log_index=one.n, decimals=PLACES)
        for one in found.vout
        if _address(one)
    )
    lost = found.in_active_chain is False or found.confirmations < 0
    waits = found.blockhash is None or (found.confirmations == 0 and not lost)
    return ChainFact(
        network=network,
        state="reorganised" if lost else "pending" if waits else "confirmed",
        read_at=now,
        confirmations=max(0, found.confirmations),
        at=None if found.blocktime is None or waits else datetime.fromtimestamp(found.blocktime, UTC),
        moved=moved,
    )


def _address(output: Output) -> str:
    return output.script.address or next(iter(output.script.addresses), "")


def _units(output: Output) -> str:
    units = output.value.scaleb(PLACES)
    if not 0 <= output.value <= MOST_COINS or units != units.to_integral_value():
        raise ValueError("an output of no possible value")
    return f"{units:f}".partition(".")[0]
