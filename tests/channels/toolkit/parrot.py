"""A line in one file, from nothing but the toolkit: what somebody writes who adds one by ``docs/lines.md``.

Its provider speaks as WeChat does: SHA-1 over sorted values, messages encrypted with AES for one app, a token
of its own for sending. A line of the house has the same in a folder, one file for each heading below.
"""

import re
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import Request, post

from trustdesk.channels import post as mail_room
from trustdesk.channels.intake import Incoming, Intake
from trustdesk.channels.setup import Section, Setup
from trustdesk.customers import Sender
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database
from trustdesk.kit.egress import Egress, Unreachable
from trustdesk.kit.errors import Conflict, Invalid, NotFound, TooLarge, Unauthorised
from trustdesk.kit.fields import SECRET
from trustdesk.kit.secrets import Keys
from trustdesk.kit.signatures import Forged, WeChat, timely

LINE = "parrot"
LARGEST = 64 * 1024
Secret = Annotated[str, SECRET]

# --- model/settings.py


class ParrotSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One app of the provider."""

    enabled: bool = False
    app_id: str = ""
    base_url: str = "https://api.parrot.example"
    app_secret: Secret = ""
    token: Secret = ""
    encoding_key: Secret = ""

    @property
    def ready(self) -> bool:
        """Without token and key nobody could tell whose a message is."""
        return bool(self.enabled and self.app_id and self.token and self.encoding_key)

    @property
    def app(self) -> WeChat:
        return WeChat(self.token, self.encoding_key, self.app_id)


SECTION = Section(LINE, ParrotSettings, frozenset({"app_secret", "token", "encoding_key"}))

# --- translate.py

FIELD = re.compile(r"<(\w{1,30})>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</\1>", re.DOTALL)


class Told(msgspec.Struct, frozen=True):
    """One message as the provider tells it."""

    id: str
    sender: str
    kind: str
    text: str


def fields(xml: bytes) -> dict[str, str]:
    """Read the flat XML of this provider; nothing in it nests, and no entity is ever expanded."""
    return {name: cdata or bare for name, cdata, bare in FIELD.findall(xml.decode("utf-8", "replace"))}


def translate(xml: bytes) -> Told | None:
    """Read a message; None for what is none."""
    told = fields(xml)
    if not told.get("MsgId") or not told.get("FromUserName"):
        return None
    return Told(told["MsgId"], told["FromUserName"], told.get("MsgType", ""), told.get("Content", ""))


# --- api.py


async def body_of(request: Request[Any, Any, Any]) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise TooLarge
    return body


@post("/api/v1/parrot/{brand:str}", status_code=200)
async def post_message(
    request: Request[Any, Any, Any], db: Database, keys: Keys, setup: Setup, brand: str
) -> str:
    """Take a message: it is stored when this answers, and read afterwards."""
    settings = await setup.of(brand, LINE)
    if not isinstance(settings, ParrotSettings) or not settings.ready:
        raise NotFound
    asked, now = request.query_params, request.app.state.now()
    given = [asked.get(name, "") for name in ("msg_signature", "timestamp", "nonce")]
    encrypted = fields(await body_of(request)).get("Encrypt", "")
    try:
        if not timely(given[1], now):
            raise Forged
        xml = settings.app.opened(encrypted, *given)
    except Forged as error:
        raise Unauthorised from error
    told = translate(xml)
    if told is None:
        raise Invalid("not a message")
    raw = mail_room.Raw(
        line=LINE, account=settings.app_id, external_id=told.id, body=xml, meta={"sender": told.sender}
    )
    async with db.transaction(brand) as tx:
        await mail_room.keep(tx, keys, raw, now)
    return "success"


# --- jobs/reader.py


class Reader:
    """The translator of the line."""

    line = LINE

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def take(self, tenant: str, arrival: mail_room.Arrival) -> mail_room.Took:
        told = translate(arrival.body)
        if told is None or told.kind == "event":
            return mail_room.Took(state="dropped", reason="nothing to answer")
        if told.kind != "text":
            raise Conflict(f"of a kind that is not read yet: {told.kind}")
        letter = Incoming(
            actor=Actor(tenant=tenant, kind="system", id=LINE, name=""),
            client_id=str(arrival.id),
            sender=Sender(LINE, told.sender),
            text=told.text,
        )
        taken = await self._intake.take_in(letter)
        return mail_room.Took(state="taken", number=taken.outcome.receipt.conversation)


# --- send.py and jobs/messenger.py


class Messenger:
    """The carrier of the line."""

    lines = (LINE,)

    def __init__(self, setup: Setup, egress: Egress) -> None:
        self._setup, self._egress = setup, egress
        self._token = ""

    async def carry(self, tenant: str, parcel: mail_room.Parcel) -> mail_room.Result:
        settings = await self._setup.of(tenant, LINE)
        if not isinstance(settings, ParrotSettings) or not settings.ready:
            return mail_room.Later("not_set_up")
        try:
            answer = await self._sent(settings, parcel)
        except Unreachable as error:
            return mail_room.Later(f"{error}")
        match answer.get("errcode", -1):
            case 0:
                return mail_room.Sent(f"{parcel.id}")  # this provider gives a message no name
            case 40001 | 42001:
                self._token = ""  # it has run out: the next attempt asks for another
                return mail_room.Later("token", 0)
            case 45015:
                return mail_room.Failed("too_late")  # two days after the customer's last word
            case code:
                return mail_room.Later(f"the provider answered {code}")

    async def _sent(self, settings: ParrotSettings, parcel: mail_room.Parcel) -> dict[str, Any]:
        base = settings.base_url
        if not self._token:
            secret = quote(settings.app_secret)
            found = await self._egress.get(f"{base}/token?appid={settings.app_id}&secret={secret}", {})
            self._token = _json(found.body).get("access_token", "")
        said = {"touser": parcel.target, "msgtype": "text", "text": {"content": parcel.text}}
        path = f"{base}/message?access_token={quote(self._token)}"
        kind = {"content-type": "application/json"}
        return _json((await self._egress.post(path, msgspec.json.encode(said), kind)).body)


def _json(body: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}
