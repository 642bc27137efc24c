"""Reading what was stated: by its kind, strictly, and never through a float."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from trustdesk.exchange import Checksum, Claim, claims, mentions, numbers, recognise
from trustdesk.procedures.model.evidence import Evidence, EvidenceKind, Stated, StatedBy
from trustdesk.procedures.model.procedure import Ask

LONGEST = 400
AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.(\d{1,18}))?")
HASH_IN_URL = re.compile(r"^https?://\S*?[/#=]((?:0x)?[A-Za-z0-9_-]{43,90})/?(?:[?#]\S*)?$")
MASK = "⟦secret:"
NETWORKS = {
    "erc20": "ethereum", "eth": "ethereum", "bep20": "bsc", "bnb": "bsc", "bnbchain": "bsc", "trc20": "tron",
    "trx": "tron", "matic": "polygon", "btc": "bitcoin", "sol": "solana", "avaxc": "avalanche-c",
}  # fmt: skip
STAMP_MS, STAMP_S = 13, 10
ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:时点](\d{2})分?(?::(\d{2})(?:\.\d+)?)?)?\s*"
    r"(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?"
)
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")


class Unreadable(ValueError):
    """What was stated is nothing of this kind; the text is a code: what to say about it."""


def read(kind: EvidenceKind, text: str, choices: Sequence[str] = ()) -> tuple[str, Checksum]:
    """Read a statement by its kind; gives the value as it is kept, and whether it can be true.

    Raises ``Unreadable`` with a code for what is nothing of that kind at all.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if not plain or len(plain) > LONGEST:
        raise Unreadable("empty" if not plain else "too_long")
    if MASK in plain:
        raise Unreadable("secret")
    if kind == "choice" and plain not in choices:
        raise Unreadable("not_a_choice")
    reader = READERS.get(kind)
    return reader(plain) if reader else (plain, "none")


def heard(asks: Sequence[Ask], text: str, known: Evidence, seq: int) -> dict[str, Stated]:
    """Take out of a message what answers a question; what is known already is left as it is."""
    found: dict[str, Stated] = {}
    told = [(one.text, one.what) for one in mentions(text)]
    named = numbers(text)
    stated = list(claims(text))
    for ask in asks:
        if ask.name in known.items and known.items[ask.name].check != "bad":
            continue
        heard = iter(named) if ask.kind == "reference" else _answers(ask, told, stated)
        value = _tapped(ask, text) or (ask.hears(text) if ask.hears else next(heard, None))
        if value is not None and known.items.get(ask.name) != (new := _stated(ask, value, "customer", seq)):
            found[ask.name] = new
    return found


def _tapped(ask: Ask, text: str) -> str | None:
    """Tell which choice a message is, word for word: buttons say it so."""
    said = text.strip()
    return next((one.code for one in ask.choices if said in {one.label.en, one.label.zh}), None)


def stated(ask: Ask, text: str, by: StatedBy, seq: int | None = None) -> Stated:
    """Read one answer. Raises ``Unreadable``."""
    value, check = read(ask.kind, text, [one.code for one in ask.choices])
    return Stated(value, check, by, seq)


def missing(asks: Sequence[Ask], evidence: Evidence) -> list[str]:
    """Name what is needed and not there, or there and cannot be true."""
    return [one.name for one in asks if one.needed and evidence.get(one.name) is None]


def _stated(ask: Ask, text: str, by: StatedBy, seq: int) -> Stated:
    try:
        return stated(ask, text, by, seq)
    except Unreadable:
        return Stated(text[:LONGEST], "bad", by, seq)


def _answers(ask: Ask, told: Sequence[tuple[str, object]], said: Sequence[Claim]) -> Iterator[str]:
    if ask.kind in {"transaction", "address"}:
        yield from (text for text, what in told if getattr(what, "kind", "") == ask.kind)
    elif ask.kind == "amount":
        yield from (one.stated for one in said if one.field == "amount")
    elif ask.kind == "asset":
        yield from (one.asset for one in said if one.field == "amount" and one.asset)
    elif ask.kind == "network":
        yield from (one.stated for one in said if one.field == "network")


def _transaction(text: str) -> tuple[str, Checksum]:
    inside = HASH_IN_URL.match(text)
    value = inside[1] if inside else text.removeprefix("TxID:").strip()
    what = recognise(value)
    if what is None or what.kind != "transaction":
        raise Unreadable("an_address" if what is not None else "no_transaction")
    return (value.lower() if value.lower().startswith("0x") else value), what.check


def _address(text: str) -> tuple[str, Checksum]:
    what = recognise(text)
    if what is None or what.kind != "address":
        raise Unreadable("a_transaction" if what is not None else "no_address")
    return text, what.check


def _amount(text: str) -> tuple[str, Checksum]:
    found = AMOUNT.fullmatch(text)
    if found is None:
        raise Unreadable("no_amount")
    whole = found[1].replace(",", "").lstrip("0") or "0"
    return (f"{whole}.{found[2]}" if found[2] else whole), "none"


def _asset(text: str) -> tuple[str, Checksum]:
    if not re.fullmatch(r"[A-Za-z0-9]{1,20}", text):
        raise Unreadable("no_asset")
    return text.upper(), "none"


def _network(text: str) -> tuple[str, Checksum]:
    plain = re.sub(r"[^a-z0-9]", "", text.lower())
    name = NETWORKS.get(plain, text.lower())
    if not re.fullmatch(r"[a-z0-9-]{2,30}", name):
        raise Unreadable("no_network")
    return name, "none"


def _time(text: str) -> tuple[str, Checksum]:
    if text.isascii() and text.isdigit() and len(text) in {STAMP_MS, STAMP_S}:
        seconds = int(text) // (1000 if len(text) == STAMP_MS else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat(), "none"
    found = ISO.fullmatch(text)
    if found is None:
        raise Unreadable("no_time")  # 03/04/2026 is two days: nobody guesses which
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return (local - _offset(found[7])).isoformat(), "none"
    except (ValueError, OverflowError) as error:
        raise Unreadable("no_time") from error


def _offset(text: str | None) -> timedelta:
    found = OFFSET.fullmatch(text or "")
    if found is None:
        return timedelta(0)
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return ahead if found[1] == "+" else -ahead


READERS = {
    "transaction": _transaction,
    "address": _address,
    "amount": _amount,
    "asset": _asset,
    "network": _network,
    "time": _time,
}
