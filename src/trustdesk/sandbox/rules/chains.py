"""What a node says of the sandbox's transfers: Ethereum's JSON-RPC, TRON's HTTP API, Esplora. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from base58 import b58decode_check

from trustdesk.exchange import keccak256
from trustdesk.sandbox.model import Transaction

HEAD = 21_000_000
PLACES = 6  # of every token here
BLOCK_SECONDS = 12
TRANSFER = "0x" + keccak256(b"Transfer(address,address,uint256)").hex()


def rpc(method: str, params: Sequence[Any], chain: int, found: Transaction | None, now: int) -> Any:
    """Answer one call of an EVM node; ``found`` is the transaction it names, ``now`` in Unix seconds."""
    said = {"eth_chainId": hex(chain), "eth_blockNumber": hex(HEAD), "eth_call": f"0x{PLACES:064x}"}
    if method in said:
        return said[method]
    if method == "eth_getBlockByNumber":
        height = int(str(params[0]), 16)
        return {
            "number": hex(height),
            "hash": block_hash(height),
            "timestamp": hex(now - (HEAD - height + 1) * BLOCK_SECONDS),
        }
    if found is None:
        return None
    if method == "eth_getTransactionByHash":
        return {
            "hash": found.txid,
            "blockNumber": hex(_height(found)),
            "from": found.source,
            "to": _to(found),
        }
    return _receipt(found)


def block_hash(height: int) -> str:
    """Give the hash of a block of this chain."""
    return "0x" + keccak256(f"sandbox block {height}".encode()).hex()


def tron_info(found: Transaction) -> dict[str, Any]:
    """Answer ``gettransactioninfobyid``."""
    log = {
        "address": _tron_hex(found.contract or ""),
        "topics": [TRANSFER[2:], _tron_hex(found.source).zfill(64), _tron_hex(found.target).zfill(64)],
        "data": f"{_units(found):064x}",
    }
    result = {"receipt": {"result": "REVERT" if found.failed else "SUCCESS"}, "log": [log]}
    time = int(found.at.timestamp() * 1000)
    return {"id": found.txid, "blockNumber": _height(found), "blockTimeStamp": time, **result}


def esplora(found: Transaction) -> dict[str, Any]:
    """Answer ``/tx/{txid}``."""
    status = {"confirmed": True, "block_height": _height(found), "block_time": int(found.at.timestamp())}
    spent = {"prevout": {"scriptpubkey_address": found.source, "value": _units(found) + 1500}}
    paid = {"scriptpubkey_address": found.target, "value": _units(found)}
    return {"txid": found.txid, "status": status, "vin": [spent], "vout": [paid]}


def _receipt(found: Transaction) -> dict[str, Any]:
    topics = [TRANSFER, _padded(found.source), _padded(found.target)]
    log = {
        "address": found.contract,
        "topics": topics,
        "data": f"0x{_units(found):064x}",
        "logIndex": "0x0",
    }
    return {
        "transactionHash": found.txid,
        "blockNumber": hex(_height(found)),
        "blockHash": block_hash(_height(found)),
        "status": "0x0" if found.failed else "0x1",
        "from": found.source.lower(),
        "to": _to(found),
        "logs": [] if found.failed or found.contract is None else [log],
    }


def _to(found: Transaction) -> str:
    return (found.contract or found.target).lower()


def _height(found: Transaction) -> int:
    return HEAD - found.age + 1


def _units(found: Transaction) -> int:
    return int(Decimal(found.amount).scaleb(found.decimals))


def _padded(address: str) -> str:
    return "0x" + address[2:].lower().zfill(64)


def _tron_hex(address: str) -> str:

    return b58decode_check(address)[1:].hex()
