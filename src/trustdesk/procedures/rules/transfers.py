"""What a transfer on a chain is to the exchange: found or not, whose address, which coin, how much."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import ChainFact, Deposit, Looked, Moved, Network, written
from trustdesk.procedures.model.diagnosis import Expected, Proof
from trustdesk.procedures.rules.said import filled

# Seconds from block to block as measured by the networks themselves; looked up on 2026-11-26.
BLOCK_SECONDS = {
    "ethereum": Decimal(12), "bsc": Decimal("0.75"), "polygon": Decimal(2), "tron": Decimal(3),
    "bitcoin": Decimal(600), "arbitrum": Decimal("0.25"), "optimism": Decimal(2), "base": Decimal(2),
    "avalanche-c": Decimal(2),
}  # fmt: skip
NAMES = {
    "ethereum": "Ethereum (ERC-20)", "bsc": "BNB Smart Chain (BEP-20)", "polygon": "Polygon", "tron": "TRON (TRC-20)",
    "bitcoin": "Bitcoin", "arbitrum": "Arbitrum One", "optimism": "Optimism", "base": "Base",
    "avalanche-c": "Avalanche C-Chain", "solana": "Solana", "ton": "TON", "ripple": "XRP Ledger",
}  # fmt: skip
FOUND = frozenset({"confirmed", "pending", "failed", "reorganised"})
NATIVE = {
    "ethereum": "ETH", "bsc": "BNB", "polygon": "POL", "tron": "TRX", "bitcoin": "BTC", "arbitrum": "ETH",
    "optimism": "ETH", "base": "ETH", "avalanche-c": "AVAX",
}  # fmt: skip
EVM = frozenset({"ethereum", "bsc", "polygon", "arbitrum", "optimism", "base", "avalanche-c"})
Whose = Literal["customer", "exchange", "retired", "contract", "nobody", "unknown"]
STATES = {
    "confirmed": Label("confirmed", "已确认"),
    "pending": Label("not in a block yet", "尚未打包"),
    "failed": Label("failed", "执行失败"),
    "reorganised": Label("taken out of the chain again", "所在区块已被链重组移除"),
    "not_found": Label("not known there", "查无此交易"),
    "unreachable": Label("the node did not answer", "节点未响应"),
    "nonsense": Label("the node's answer cannot be true", "节点返回的内容不可信"),
}


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """One movement on one chain, as the exchange has to see it. ``asset`` is None for what is not listed."""

    txid: str
    fact: ChainFact
    moved: Moved
    whose: Whose
    asset: str | None
    amount: Decimal | None

    @property
    def network(self) -> str:
        """The chain it is on."""
        return self.fact.network


def transfers(looked: Looked) -> list[Transfer]:
    """Read the movements of a look-up, those to the customer first, those to nobody of ours last."""
    found = [
        _transfer(looked, fact, moved) for fact in looked.facts if fact.state in FOUND for moved in fact.moved
    ]
    rank: dict[Whose, int] = {
        "customer": 0,
        "retired": 1,
        "exchange": 2,
        "contract": 3,
        "nobody": 4,
        "unknown": 5,
    }
    return sorted(found, key=lambda one: rank[one.whose])


def _transfer(looked: Looked, fact: ChainFact, moved: Moved) -> Transfer:
    whose = looked.belongs.get(f"{fact.network}/{moved.target}", "unknown")
    key = f"{fact.network}/{(moved.contract or '').lower()}"
    digits = written(moved.units, moved.decimals)
    return Transfer(
        txid=looked.text,
        fact=fact,
        moved=moved,
        whose=whose,  # pyright: ignore[reportArgumentType] - the contract's own words
        asset=looked.listed.get(key) if moved.contract else NATIVE.get(fact.network),
        amount=None if digits is None else Decimal(digits),
    )


def known(looked: Looked) -> list[ChainFact]:
    """List the chains that know the transaction."""
    return [fact for fact in looked.facts if fact.state in FOUND]


def silent(looked: Looked) -> list[ChainFact]:
    """List the chains that could not be asked."""
    return [fact for fact in looked.facts if fact.state in {"unreachable", "nonsense"}]


def network_of(networks: Sequence[Network], asset: str | None, network: str) -> Network | None:
    """Find how a coin moves on a network at this exchange, or None where it does not take it."""
    return next((one for one in networks if (one.asset, one.network) == (asset, network)), None)


def record_of(deposits: Sequence[Deposit], txid: str | None) -> Deposit | None:
    """Find the exchange's own record of a transaction."""
    plain = (txid or "").lower().removeprefix("0x")
    return next((one for one in deposits if plain and one.txid.lower().removeprefix("0x") == plain), None)


def remaining(network: str, blocks: int) -> Expected:
    """Tell how long so many blocks take on a network; blocks come late more often than early."""
    seconds = BLOCK_SECONDS.get(network, Decimal(15)) * max(blocks, 1)
    least = max(1, int(seconds // 60))
    return Expected(least, max(least * 2, 5))


def named(network: str) -> str:
    """Name a network as people know it."""
    return NAMES.get(network, network)


def chain_proofs(looked: Looked) -> Iterator[Proof]:
    """Tell what each chain said, those that know it first."""
    for fact in sorted(looked.facts, key=lambda one: one.state not in FOUND):
        verdict = "good" if fact.state == "confirmed" else "open" if fact.state == "pending" else "bad"
        if fact.state in {"not_found", "unreachable", "nonsense"}:
            verdict = "plain"
        value = STATES[fact.state]
        if fact.state == "confirmed":
            value = filled(
                Label("{value}, {count} confirmations", "{value}，{count} 次确认"),
                value=value,
                count=fact.confirmations,
            )
        yield Proof(
            label=Label(named(fact.network), named(fact.network)),
            value=value,
            source="chain",
            verdict=verdict,
            read_at=fact.read_at,
        )
