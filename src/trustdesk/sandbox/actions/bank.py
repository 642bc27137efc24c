"""The sandbox's back office: what answers the connector's calls, and what it tells the desk later."""

from datetime import datetime
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import OKPKey
from standardwebhooks import Webhook, WebhookVerificationError

from trustdesk import exchange
from trustdesk.exchange import ActionReceipt, ActionRequest, Callback, Challenge
from trustdesk.kit import secrets
from trustdesk.kit.db import Tx
from trustdesk.kit.egress import Egress, Refused, Unreachable
from trustdesk.kit.errors import Conflict, NotFound, Unauthorised
from trustdesk.kit.ids import uuid7
from trustdesk.kit.settings import Settings
from trustdesk.sandbox import store
from trustdesk.sandbox.model import Entry
from trustdesk.sandbox.rules import made

KID = "demo-1"
LASTS_SECONDS = 120
CALLBACK = "/api/v1/exchange/{brand}/callbacks"


class Bank:
    """One sandbox: every brand's keys, and the way to the desk."""

    def __init__(self, settings: Settings, keys: secrets.Keys, egress: Egress) -> None:
        """Take where the desk is; the keys are the ones it has."""
        self._settings = settings
        self._keys = keys
        self._egress = egress

    def link(self, brand: str) -> exchange.Link:
        """Give the key and the secret that the desk uses for this brand."""
        return exchange.sandbox_link(self._settings.sandbox_url, brand, self._keys)

    def verify(self, brand: str, body: bytes, headers: dict[str, str]) -> None:
        """Raise ``Unauthorised`` unless the desk signed this body just now."""
        try:
            Webhook(self.link(brand).secret).verify(body, headers, json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            raise Unauthorised("signature") from error

    async def perform(self, tx: Tx, wanted: ActionRequest, now: datetime) -> ActionReceipt:
        """Take a request in, once; another body under the same id is refused."""
        body = msgspec.json.encode(wanted)
        if await store.one(tx, "account", wanted.uid) is None:
            raise NotFound
        if not await store.take_request(tx, wanted.id, wanted.uid, body):
            before = await store.request(tx, wanted.id)
            if before is None or msgspec.json.decode(before["body"], type=ActionRequest) != wanted:
                raise Conflict("the id belongs to another request")
            return ActionReceipt(wanted.id, before["state"], before["reason"])
        await self._change(tx, wanted, now)
        if wanted.movement is not None:
            await _credit(tx, wanted, wanted.movement, now)
        await store.settle(tx, wanted.id, "done", None)
        return ActionReceipt(wanted.id, "accepted")

    async def _change(self, tx: Tx, wanted: ActionRequest, now: datetime) -> None:
        held = await store.one(tx, "account", wanted.uid)
        if held is None:
            raise NotFound
        account = msgspec.json.decode(held, type=exchange.Account)
        if wanted.action == "freeze":
            locks = [*account.locks, exchange.Lock("frozen", "asked_by_support", now)]
        elif wanted.action in {"unfreeze", "unlock"}:
            lifted = {"frozen"} if wanted.action == "unfreeze" else {"sign_in", "withdrawals", "trading"}
            locks = [lock for lock in account.locks if lock.kind not in lifted]
        else:
            locks = account.locks
        await store.replace(tx, "account", wanted.uid, msgspec.json.encode(made.varied(account, locks=locks)))

    def confirmed(self, brand: str, laid: Challenge, now: datetime) -> Callback:
        """Sign that the customer confirmed this very act."""
        claims = {
            "sub": laid.uid,
            "aud": laid.audience,
            "act": laid.act,
            "nonce": str(laid.id),
            "iat": int(now.timestamp()),
            "exp": int(now.timestamp()) + LASTS_SECONDS,
            "jti": uuid7().hex,
            "amr": ["app", "bio"],
        }
        key = signing_key(self._settings, brand)
        word = jwt.encode({"alg": "Ed25519", "kid": KID}, claims, key, algorithms=["Ed25519"])
        return Callback(type="step_up.confirmed", id=laid.id, at=now, assertion=word)

    async def tell(self, brand: str, said: Callback, now: datetime) -> bool:
        """Tell the desk; False when it could not be told."""
        body = msgspec.json.encode(said)
        headers = exchange.signature(self.link(brand).secret, f"{said.type}:{said.id}", body, now)
        url = self._settings.base_url + CALLBACK.format(brand=brand)
        try:
            answer = await self._egress.post(url, body, {"content-type": "application/json", **headers})
        except (Refused, Unreachable):
            return False
        return answer.status < 300  # noqa: PLR2004 - any 2xx


async def _credit(tx: Tx, wanted: ActionRequest, movement: exchange.Movement, now: datetime) -> None:
    """Credit what was recovered, once for each movement."""
    deposit = exchange.Deposit(
        id=f"R-{movement.txid[-12:]}-{movement.log_index or 0}",
        at=now,
        asset=movement.asset,
        network=movement.network,
        amount=movement.amount,
        state="unlocked",
        address="recovered",
        txid=movement.txid,
        log_index=movement.log_index,
        confirmations=64,
        credited_at=now,
    )
    body = msgspec.json.encode(deposit)
    await store.seed(tx, [Entry(wanted.uid, "deposits", deposit.id, now, body)])


def signing_key(settings: Settings, brand: str) -> OKPKey:
    """Take the exchange's signing key from the data folder, made there once and never elsewhere."""
    fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return OKPKey.import_key(secrets.keep(settings.data_dir / "demo" / f"{brand}.pem", fresh))


async def decide(tx: Tx, id: UUID, *, confirm: bool) -> Challenge:
    """Decide what lies before a customer, once."""
    body = await store.decide(tx, id, "confirmed" if confirm else "refused")
    if body is None:
        raise NotFound
    return msgspec.json.decode(body, type=Challenge)
