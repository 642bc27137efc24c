"""What a brand is. Field names are the keys of its file."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from trustdesk.kit.i18n import Locale

Slug = Annotated[str, Meta(pattern="^[a-z][a-z0-9]{1,30}$")]
Prefix = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
Colour = Annotated[str, Meta(pattern="^#[0-9a-f]{6}$")]
Sentence = Annotated[str, Meta(min_length=1, max_length=2_000)]
Span = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Role = Literal["agent", "senior", "supervisor", "editor", "compliance", "admin", "breakglass"]
Line = Literal[
    "webchat", "api", "email", "form", "phone", "telegram", "x", "facebook", "discord", "wechat", "qq", "app"
]


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages; each is an original."""

    en: Sentence
    zh: Sentence = field(name="zh-CN")

    def of(self, locale: Locale) -> str:
        return self.zh if locale == "zh-CN" else self.en


class Hours(Struct, frozen=True, forbid_unknown_fields=True):
    """When the team is on duty, as wall-clock spans in ``time_zone``.

    A span that ends before it starts runs past midnight and belongs to the day on which it starts.
    On a holiday no span starts. With ``always`` the rest does not matter.
    """

    time_zone: str
    always: bool = False
    week: dict[Weekday, tuple[Span, ...]] = {}
    holidays: frozenset[date] = frozenset()


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """What a conversation is about."""

    code: Annotated[str, Meta(pattern="^[a-z][a-z_]{1,30}$")]
    label: Label


class Need(Struct, frozen=True, forbid_unknown_fields=True):
    """A button with which a customer states a need: what it says, and the first message it writes."""

    topic: str
    label: Label
    text: Label


class Hotline(Struct, frozen=True, forbid_unknown_fields=True):
    """A telephone number for one country or region."""

    region: Annotated[str, Meta(min_length=2, max_length=40)]
    number: Annotated[str, Meta(pattern=r"^\+[0-9][0-9 ]{6,20}$")]


class Hotlines(Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers of the brand. Unpublished ones are known, so that they can be recognised, and never shown."""

    published: bool
    numbers: tuple[Hotline, ...] = ()


class Official(Struct, frozen=True, forbid_unknown_fields=True):
    """The registry of what really belongs to the brand; everything else does not."""

    host: str
    domains: tuple[str, ...]
    mail: tuple[str, ...] = ()
    handles: dict[Line, str] = {}


class Identity(Struct, frozen=True, forbid_unknown_fields=True):
    """How the exchange says who its customers are: the keys that sign its word, and how long that holds.

    Exactly one of ``keys_file`` (a JWKS beside this file) and ``keys_url``.
    """

    keys_file: Annotated[str, Meta(pattern=r"^[\w-]+(/[\w-]+)*\.json$")] | None = None
    keys_url: str | None = None
    lasts_minutes: Annotated[int, Meta(ge=5, le=720)] = 60


Days = Annotated[int, Meta(ge=1, le=36_500)]


class Colours(Struct, frozen=True, forbid_unknown_fields=True):
    """The accent is decoration; it is fitted to contrast by the faces and never carries a meaning."""

    accent: Colour


class Sso(Struct, frozen=True, forbid_unknown_fields=True):
    """Single sign-on of the brand's staff at its OpenID provider.

    The client secret is in the environment under the name ``client_secret_env``. With ``required``
    staff sign in no other way; break-glass access alone remains, for when the provider is down.
    """

    issuer: Annotated[str, Meta(pattern="^https?://[^?#]+$", max_length=300)]
    client_id: Annotated[str, Meta(min_length=1, max_length=200)]
    client_secret_env: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{2,60}$")]
    mode: Literal["optional", "required"] = "optional"


class Connector(Struct, frozen=True, forbid_unknown_fields=True):
    """The exchange's back office, by the connector contract.

    The key that reads, and the secret with which requests and callbacks are signed, are in the
    environment under the names given here.
    """

    url: Annotated[str, Meta(pattern="^https?://[^?#]+$", max_length=300)]
    key_env: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{2,60}$")]
    secret_env: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{2,60}$")]


class Market(Struct, frozen=True, forbid_unknown_fields=True):
    """The exchange whose public market is read, by the name that the library of exchanges gives it."""

    exchange: Annotated[str, Meta(pattern="^[a-z0-9]{2,30}$")]


class ChainNode(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a chain is asked: an EVM node's JSON-RPC, TRON's HTTP API, an Esplora server, or bitcoind."""

    network: Annotated[str, Meta(pattern="^[a-z0-9-]{2,30}$")]
    kind: Literal["evm", "tron", "esplora", "bitcoind"]
    url: Annotated[str, Meta(pattern="^https?://[^?#]+$", max_length=300)]
    key_env: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9_]{2,60}$")] | None = None


class Retention(Struct, frozen=True, forbid_unknown_fields=True):
    """For how many days each class is kept, counted from the last that happened; without, for good."""

    messages_days: Days | None = None
    files_days: Days | None = None
    contact_days: Days | None = None
    visits_days: Days | None = None


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that changes, as articles quote it, with the day on which it was looked up."""

    value: Label
    at: date


class Brand(Struct, frozen=True, forbid_unknown_fields=True):
    """One exchange. ``lines`` are open here; ``described`` ones the exchange only names.

    ``passkey_required`` lists the roles that must sign in by passkey; without it the setting of the
    desk holds.
    """

    slug: Slug
    name: Label
    prefix: Prefix
    notice: Label
    locales: tuple[Locale, ...]
    colours: Colours
    lines: tuple[Line, ...]
    topics: tuple[Topic, ...]
    needs: tuple[Need, ...]
    hours: Hours
    hotlines: Hotlines
    official: Official
    origins: tuple[str, ...]
    identity: Identity | None = None
    described: tuple[Line, ...] = ()
    winding_down: bool = False
    passkey_required: frozenset[Role] | None = None
    sso: Sso | None = None
    connector: Connector | None = None
    chains: tuple[ChainNode, ...] = ()
    market: Market | None = None
    retention: Retention | None = None
    figures: dict[Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{1,60}$")], Figure] = {}


class OpenNow(Struct, frozen=True):
    """Tells which of a brand's lines are open at this moment: an administrator shuts some of its file.

    What leads customers anywhere asks here, not the file.
    """

    of: Callable[[Brand], Awaitable[Brand]]
