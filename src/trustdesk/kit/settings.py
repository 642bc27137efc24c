"""Settings: what the operator decides, from the environment and one TOML file.

The environment wins over the file, the file over the defaults. Every setting may be given as
``TRUSTDESK_<NAME>``, a secret one also as what ``TRUSTDESK_<NAME>_COMMAND`` prints; a few also go by the
plain name people expect (``PORT``).
"""

import difflib
import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from trustdesk.kit.fetched import NotFetched, fetched

LogLevel = Literal["debug", "info", "warning", "error"]

PLAIN_NAMES = frozenset(
    {"database_url", "migrate_url", "port", "data_dir", "live_url", "assistant_url", "assistant_key"}
)
LISTS = frozenset({"trusted_proxies", "passkey_required", "budgets", "name_servers", "assistant_prices"})
PATHS = ("data_dir", "brands_dir", "articles_dir")
HIDDEN = frozenset(
    {
        "database_url",
        "migrate_url",
        "live_url",
        "files_store",
        "vault_store",
        "checkpoints_store",
        "keys_store",
        "secret",
        "assistant_key",
    }
)
LONGEST = {"session_hours": 24, "session_idle_minutes": 12 * 60}
DATABASE_SCHEMES = frozenset({"postgresql", "postgres"})
SCANNER_SCHEMES = frozenset({"tcp", "unix"})
EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound
BUNDLED_BRANDS = Path(__file__).resolve().parents[3] / "brands"
BUNDLED_ARTICLES = Path(__file__).resolve().parents[3] / "articles"


class Misconfigured(Exception):
    """A setting will not do; ``setting`` is its name, the text says why."""

    def __init__(self, setting: str, why: str) -> None:
        """Name the setting in the text, as the operator would write it."""
        super().__init__(f"setting {setting}: {why}")
        self.setting = setting


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One node's settings, complete and checked; derived values are filled in.

    ``database_url`` is the application's login, ``migrate_url`` the owner's; both empty
    means "the embedded PostgreSQL in ``data_dir``". ``live_url`` must be empty: wake-ups
    travel by NOTIFY only. ``trusted_proxies`` are networks whose forwarding headers count.
    ``passkey_required`` names the roles that sign in by passkey; None leaves it to the house.
    ``sandbox_url`` is where a sandbox exchange answers for brands without a connector of their own.
    ``market_python`` is an interpreter in which the library of exchanges is installed; empty is none.
    ``budgets`` (``customers=60``) are how much of a kind an agent may read in an hour.
    ``read_pictures`` looks for secrets in pictures, where the part that reads them is installed.
    ``scanner_url`` is a ``clamd`` that every file is shown to before it is taken; empty is none.
    ``mail_port`` is where a mail server hands over mail for the brands' mailboxes; 0 is nowhere.
    ``name_servers`` (``host`` or ``host:port``) are asked about senders' domains instead of the machine's.
    ``assistant_url`` is an endpoint of chat completions in the OpenAI shape, ``assistant_key`` its key,
    ``assistant_prices`` (``in=0.15``, ``out=0.6``) a million tokens' cost; without a URL nothing goes out.
    """

    database_url: str = ""
    migrate_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8400
    files_port: int = 0
    base_url: str = ""
    files_url: str = ""
    data_dir: Path = Path("var")
    files_store: str = ""
    vault_store: str = ""
    keys_store: str = ""
    checkpoints_store: str = ""
    live_url: str = ""
    brands_dir: Path = BUNDLED_BRANDS
    articles_dir: Path = BUNDLED_ARTICLES
    trusted_proxies: tuple[str, ...] = ()
    demo: bool = False
    sandbox_url: str = ""
    sandbox_port: int = 0
    market_python: str = ""
    log_level: LogLevel = "info"
    secret: str = ""
    passkey_required: tuple[str, ...] | None = None
    session_hours: float = 12
    session_idle_minutes: float = 30
    budgets: tuple[str, ...] = ()
    read_pictures: bool = True
    scanner_url: str = ""
    mail_host: str = "127.0.0.1"
    mail_port: int = 0
    mail_protocol: Literal["lmtp", "smtp"] = "lmtp"
    name_servers: tuple[str, ...] = ()
    assistant_url: str = ""
    assistant_key: str = ""
    assistant_model: str = "default"
    assistant_prices: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show the settings with passwords and keys hidden: this lands in logs."""
        shown = (
            f"{name}={'…' if name in HIDDEN and value else repr(value)}"
            for name, value in msgspec.structs.asdict(self).items()
        )
        return f"Settings({', '.join(shown)})"


def load(environ: Mapping[str, str]) -> Settings:
    """Read the file named by ``TRUSTDESK_CONFIG`` (else ./trustdesk.toml) and the environment."""
    given = _from_file(environ) | _from_environment(environ)
    return _derived(_converted(given))


def _from_file(environ: Mapping[str, str]) -> dict[str, Any]:
    named = environ.get("TRUSTDESK_CONFIG", "")
    path = Path(named or "trustdesk.toml")
    if not named and not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured("TRUSTDESK_CONFIG", f"{path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured("TRUSTDESK_CONFIG", f"{path} is not valid TOML: {error}") from error
    for name in given:
        _refuse_unknown(name, path)
    beside = {name: path.parent / str(given[name]) for name in PATHS if name in given}
    return given | beside


def _refuse_unknown(name: str, path: Path) -> None:
    if name in Settings.__struct_fields__:
        return
    near = difflib.get_close_matches(name, Settings.__struct_fields__, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise Misconfigured(name, f"{path} names a setting that does not exist{hint}")


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    try:
        given.update(fetched(environ, HIDDEN))
    except NotFetched as error:
        raise Misconfigured(error.name, str(error)) from error
    for name in Settings.__struct_fields__:
        plain = environ.get(name.upper(), "") if name in PLAIN_NAMES else ""
        value = environ.get(f"TRUSTDESK_{name.upper()}", "") or plain
        if value:
            given[name] = value
    for name in LISTS & given.keys():
        given[name] = [part.strip() for part in given[name].split(",") if part.strip()]
    return given


def _converted(given: Mapping[str, Any]) -> Settings:
    fields: dict[str, Any] = {}
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    for name, value in given.items():
        try:
            fields[name] = msgspec.convert(value, kinds[name], strict=False, dec_hook=_decoded)
        except msgspec.ValidationError as error:
            shown = "the value" if name in HIDDEN else repr(value)
            raise Misconfigured(name, f"{shown} will not do: {error}") from error
    return Settings(**fields)


def _decoded(kind: type, value: object) -> object:
    return Path(value) if kind is Path and isinstance(value, str | Path) else value


def _derived(read: Settings) -> Settings:
    files_port = read.files_port or read.port + 1
    data_dir = read.data_dir.expanduser().resolve()
    reached = "127.0.0.1" if read.host in EVERY_ADDRESS else read.host
    spoken = f"[{reached}]" if ":" in reached else reached
    complete = msgspec.structs.replace(
        read,
        files_port=files_port,
        sandbox_port=read.sandbox_port or files_port + 1,
        data_dir=data_dir,
        brands_dir=read.brands_dir.expanduser().resolve(),
        articles_dir=read.articles_dir.expanduser().resolve(),
        base_url=(read.base_url or f"http://{spoken}:{read.port}").rstrip("/"),
        files_url=(read.files_url or f"http://{spoken}:{files_port}").rstrip("/"),
        files_store=read.files_store or (data_dir / "files").as_uri(),
        vault_store=read.vault_store or (data_dir / "vault").as_uri(),
        keys_store=read.keys_store or (data_dir / "keys").as_uri(),
    )
    _check(complete)
    return complete


def _check(settings: Settings) -> None:
    mail_port = settings.mail_port or settings.port  # 0 is none
    for name, port in (
        ("port", settings.port),
        ("files_port", settings.files_port),
        ("mail_port", mail_port),
    ):
        if not 1 <= port <= 65535:  # noqa: PLR2004 - the range of TCP ports
            raise Misconfigured(name, f"{port} is not a port (1 to 65535)")
    _check_origins(settings)
    for name, url in (("base_url", settings.base_url), ("files_url", settings.files_url)):
        _check_url(name, url, frozenset({"http", "https"}))
    for name, url, schemes in (
        ("database_url", settings.database_url, DATABASE_SCHEMES),
        ("migrate_url", settings.migrate_url, DATABASE_SCHEMES),
        ("scanner_url", settings.scanner_url, SCANNER_SCHEMES),
    ):
        if url:
            _check_url(name, url, schemes)
    if settings.live_url:
        why = "wake-ups between nodes travel by PostgreSQL's NOTIFY only in this release; leave it empty"
        raise Misconfigured("live_url", why)
    for network in settings.trusted_proxies:
        _check_network(network)
    _check_length("session_hours", settings.session_hours)
    _check_length("session_idle_minutes", settings.session_idle_minutes)


def _check_length(name: str, value: float) -> None:
    if not 0 < value <= LONGEST[name]:
        raise Misconfigured(name, f"{value:g} is not between 0 and {LONGEST[name]}")


def _check_origins(settings: Settings) -> None:
    for name, url in (("sandbox_url", settings.sandbox_url), ("assistant_url", settings.assistant_url)):
        if url:
            _check_url(name, url, frozenset({"http", "https"}))
    if settings.port == settings.files_port:
        raise Misconfigured("files_port", "files need an origin of their own, so another port")
    if settings.base_url == settings.files_url:
        raise Misconfigured("files_url", "files need an origin of their own, so another URL")


def _check_url(name: str, url: str, schemes: frozenset[str]) -> None:
    # The URL may hold a password: a refusal names the setting, never the value.
    if urlsplit(url).scheme not in schemes:
        raise Misconfigured(name, f"must begin with {' or '.join(sorted(schemes))}://")


def _check_network(network: str) -> None:
    try:
        ipaddress.ip_network(network, strict=False)
    except ValueError as error:
        raise Misconfigured("trusted_proxies", f"{network!r} is no IP address or network") from error
