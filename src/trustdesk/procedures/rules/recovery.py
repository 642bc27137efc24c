"""What can be recovered, by whom, at which price. Nothing here names whose an address is, but the customer's own.

Where the same key controls an address on several chains the exchange holds it there, too; where nobody of
ours holds the key, nothing can be done by anybody here.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from trustdesk.exchange import Network, Wallet, hex_of_tron
from trustdesk.procedures.model.policy import Policies, Policy, RecoveryKind, Terms
from trustdesk.procedures.rules.transfers import EVM, Transfer, network_of

What = (
    RecoveryKind
    | Literal[
        "own_address",
        "suspended",
        "fake_token",
        "sent_to_contract",
        "foreign_address",
        "not_own_address",
        "unknown",
    ]
)
Why = Literal["policy", "excluded", "too_old", "too_little", "nothing_left"]
LEGACY = frozenset({"bitcoin", "bitcoin-cash"})


def what_happened(
    moved: Transfer, networks: Sequence[Network], wallets: Sequence[Wallet], stated: str | None
) -> What:
    """Tell what happened to a transfer that did not come to where it is credited by itself.

    ``stated`` is the coin the customer believes to have sent: it decides nothing but what a lookalike is called.
    """
    if moved.whose == "unknown":
        return "unknown"
    if moved.whose == "contract":
        return "sent_to_contract"
    if moved.whose == "retired":
        return "retired_address"
    if moved.whose == "exchange":
        return _to_the_exchange(moved, networks)
    if moved.whose == "nobody":
        return "tron_key_on_evm" if _is_tron_key(moved, wallets) else "foreign_address"
    runs = network_of(networks, moved.asset, moved.network)
    if runs is not None:
        return "own_address" if runs.deposits else "suspended"
    here = [one.asset for one in networks if one.network == moved.network]
    if not here:
        return "same_key_other_chain" if same_key(moved.network, wallets) else "foreign_address"
    return "fake_token" if moved.moved.contract and stated in here else "unlisted_token"


def same_key(network: str, wallets: Sequence[Wallet]) -> bool:
    """Tell whether the key of one of these addresses controls the same address on this network, too."""
    own = {one.network for one in wallets}
    if network in EVM:
        return bool(own & EVM)
    return network in own or (network in LEGACY and any(_legacy(one) for one in wallets))


def terms(
    policy: Policy | None,
    amount: Decimal,
    runs: Network | None,
    sent: tuple[str, datetime | None],
    now: datetime,
) -> Terms | Why | None:
    """Say what a policy comes to, why it refuses, or None where there is none and a person decides.

    ``runs`` is how the coin moves where the exchange does take it: by its fee withdrawals are priced.
    ``sent`` is over which network, and when.
    """
    if policy is None:
        return None
    network, sent_at = sent
    if network in policy.excluded:
        return "excluded"
    if policy.outcome == "refuse":
        return "policy"
    oldest = policy.oldest_days
    if oldest is not None and sent_at is not None and now - sent_at > timedelta(days=oldest):
        return "too_old"
    if amount < Decimal(policy.minimum):
        return "too_little"
    fee = fee_of(policy, amount, runs)
    if fee is None:
        return None
    if fee >= amount:
        return "nothing_left"
    papers = next(
        (tier.proofs for tier in reversed(policy.tiers) if amount >= Decimal(tier.start)), policy.proofs
    )
    return Terms(policy.outcome, fee, papers, policy.days)


def fee_of(policy: Policy, amount: Decimal, runs: Network | None) -> Decimal | None:
    """Reckon the fee, in the coin that is recovered; None where it hangs on a network that is not run."""
    fee = policy.fee
    if fee.flat is not None:
        return Decimal(fee.flat)
    if fee.times_withdrawal_fee is not None:
        return None if runs is None else Decimal(fee.times_withdrawal_fee) * Decimal(runs.fee)
    if fee.percent is not None:
        return max(amount - Decimal(fee.above), Decimal(0)) * Decimal(fee.percent) / 100
    return Decimal(0)


def may_credit(reviewer: UUID | None, requester: UUID, approver: UUID | None) -> bool:
    """Tell whether two different people stand behind a credit, beside who asks for it."""
    if reviewer is None or approver is None:
        return False
    return approver not in {reviewer, requester}


def named(policies: Policies | None, moved: Transfer) -> str | None:
    """Name the coin that moved: as the exchange lists it, else as its policies know the contract."""
    if moved.asset is not None or policies is None:
        return moved.asset
    return policies.coin(moved.network, moved.moved.contract)


def _to_the_exchange(moved: Transfer, networks: Sequence[Network]) -> What:
    memo = any(one.network == moved.network and one.memo for one in networks)
    return "memo_missing" if memo else "not_own_address"


def _is_tron_key(moved: Transfer, wallets: Sequence[Wallet]) -> bool:
    """Tell whether an EVM address is one of the customer's TRON addresses, written the other way."""
    if moved.network not in EVM:
        return False
    own = {hex_of_tron(one.address) for one in wallets if one.network == "tron"}
    return moved.moved.target.lower() in own


def _legacy(wallet: Wallet) -> bool:
    """Tell whether an address is of the old kind, which Bitcoin and Bitcoin Cash share; newer ones are not."""
    return wallet.network in LEGACY and wallet.address.startswith("1")
