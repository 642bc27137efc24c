"""The checks that most procedures need: read through the exchange's door, for one customer, with a deadline.

A check is named once here and asked for by the procedures that need it; a procedure with a question of
its own declares its check in its own file, the same way.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from trustdesk import exchange
from trustdesk.exchange import (
    Account,
    Deposit,
    Looked,
    Network,
    Record,
    RecordKind,
    Search,
    Transfer,
    Unread,
    Wallet,
    Withdrawal,
)
from trustdesk.procedures.model.checks import Check, Facts, Look, Trouble
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.policy import Policies

SECONDS = 8.0  # for all checks of one look together
MOST = 50


class Nothing(Exception):
    """There is nobody to ask, or nobody to ask about."""

    def __init__(self, trouble: Trouble) -> None:
        """Take which."""
        super().__init__(trouble)
        self.trouble: Trouble = trouble


def connected(look: Look) -> tuple[exchange.Connector, str]:
    """Give the exchange and the customer's number there. Raises ``Nothing``."""
    connector = look.window.connector(look.tenant)
    if connector is None:
        raise Nothing("no_connector")
    if look.uid is None:
        raise Nothing("no_account")
    return connector, look.uid


async def records(look: Look, kind: RecordKind, search: Search | None = None) -> Sequence[Record]:
    """List records of the customer."""
    connector, uid = connected(look)
    return await connector.records(uid, kind, look.now, search or Search(limit=MOST))


async def _account(look: Look, _evidence: Evidence) -> Account:
    connector, uid = connected(look)
    return await connector.account(uid, look.now)


async def _networks(look: Look, _evidence: Evidence) -> list[Network]:
    connector, _ = connected(look)
    return list(await connector.networks(look.now))


async def _transaction(look: Look, evidence: Evidence) -> Looked:
    text = evidence.get("txid") or ""
    asked = exchange.Asked(look.window.chains[look.tenant], look.window.connector(look.tenant), look.uid)
    return await exchange.look_up(asked, text, look.now)


def _listed(kind: RecordKind) -> Any:  # noqa: ANN401 - a list of that kind
    async def read(look: Look, _evidence: Evidence) -> list[Any]:
        return list(await records(look, kind))

    return read


async def _policies(look: Look, _evidence: Evidence) -> Policies:
    if look.policies is None:
        raise Nothing("unknown")
    return look.policies


ACCOUNT = Check("account", Account, _account)
NETWORKS = Check("networks", list[Network], _networks)
TRANSACTION = Check("transaction", Looked, _transaction)
WALLETS = Check("wallets", list[Wallet], _listed("wallets"))
DEPOSITS = Check("deposits", list[Deposit], _listed("deposits"))
WITHDRAWALS = Check("withdrawals", list[Withdrawal], _listed("withdrawals"))
TRANSFERS = Check("transfers", list[Transfer], _listed("transfers"))
POLICIES = Check("policies", Policies, _policies)


async def run(
    checks: Sequence[Check[Any]], look: Look, evidence: Evidence, seconds: float = SECONDS
) -> Facts:
    """Run the checks at once; never raises for what is out there, and never takes longer than this."""
    found = await asyncio.gather(*(_one(check, look, evidence, seconds) for check in checks))
    pairs = list(zip(checks, found, strict=True))
    return Facts(
        values={check.name: value for check, (value, trouble) in pairs if trouble is None},
        troubles={check.name: trouble for check, (_, trouble) in pairs if trouble is not None},
        read_at=look.now,
    )


async def _one(
    check: Check[Any], look: Look, evidence: Evidence, seconds: float
) -> tuple[object, Trouble | None]:
    try:
        async with asyncio.timeout(seconds):
            return await check.read(look, evidence), None
    except Nothing as error:
        return None, error.trouble
    except TimeoutError:
        return None, "unreachable"
    except Unread as error:
        return None, exchange.how(error)  # pyright: ignore[reportReturnType] - one of the troubles
    except (ArithmeticError, ValueError):  # what was read has the right shape and cannot be true
        return None, "nonsense"
