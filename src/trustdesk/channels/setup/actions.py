"""Verbs of the room: read a line's settings, set them, restore an earlier version, try them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Protocol
from uuid import UUID

import msgspec

from trustdesk.channels.setup import store
from trustdesk.channels.setup.model import Fault, SecretState, Section, Stored, Value, Version, Wanted
from trustdesk.channels.setup.rules.file import write
from trustdesk.channels.setup.rules.values import changed, chosen, lenient, settled
from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, NotFound, Refused
from trustdesk.kit.fields import CONTACT
from trustdesk.kit.secrets import Keys, Unsealable
from trustdesk.staff import Action, check, require_fresh

CHANGED = UUID(int=0x5E77_1265)  # wakes every node: what is set has changed
TROUBLES = UUID(int=0x5E77_1266)  # a line cannot reach something, or can again
PURPOSE = "line settings"
LONGEST_REASON = 300
NEWEST = 2**31 - 1


class SettingsChanged(Conflict):
    """Somebody else has set this line meanwhile; ``version`` is theirs."""

    code = "settings_changed"


class Unfit(Refused):
    """Some values will not do; ``faults`` names each with its setting."""

    status = 422
    code = "settings_unfit"

    def __init__(self, faults: list[Fault]) -> None:
        """Take everything that will not do."""
        super().__init__("; ".join(f"{one.field}: {one.code} {one.limit}".strip() for one in faults))
        self.faults = faults


class Trial(msgspec.Struct, frozen=True):
    """What is tried: a line's settings, perhaps not yet kept, for whom, and where a test may be sent."""

    tenant: str
    settings: msgspec.Struct
    email: Annotated[str, CONTACT]


class Finding(msgspec.Struct, frozen=True):
    """One step of a trial: a stable code, whether it went well, and what the other side said."""

    step: str
    ok: bool
    said: str = ""


class Check(Protocol):
    """How a line finds out whether its settings work, without a customer noticing."""

    line: str

    async def check(self, trial: Trial) -> list[Finding]:
        """Try each step; what fails is a finding, never an exception."""
        ...


async def now_set(tx: Tx, keys: Keys, section: Section) -> tuple[Stored, msgspec.Struct]:
    """Read what is stored, and the whole settings it makes with secrets and defaults."""
    stored = await store.find(tx, section.line) or Stored()
    return stored, lenient(section, _values(stored) | _opened(tx, keys, section, stored))


def secret_states(tx: Tx, keys: Keys, section: Section, stored: Stored) -> dict[str, SecretState]:
    """Tell which secrets are set; those sealed with another key cannot be read and must be set again."""
    try:
        held = _unsealed(tx, keys, section, stored)
    except Unsealable:
        return dict.fromkeys(sorted(section.secret), "unreadable")
    return {name: "set" if held.get(name) else "not_set" for name in sorted(section.secret)}


async def candidate(tx: Tx, keys: Keys, section: Section, wanted: Wanted) -> tuple[msgspec.Struct, Stored]:
    """Make the settings that ``wanted`` would make; raises ``Unfit``, and ``NotFound`` for no such secret."""
    if not wanted.secrets.keys() <= section.secret or not section.secret.isdisjoint(wanted.values):
        raise NotFound
    stored = await store.find(tx, section.line) or Stored()
    secrets = _opened(tx, keys, section, stored) | dict(wanted.secrets)
    made, faults = settled(section, {**wanted.values, **secrets})
    if made is None:
        raise Unfit(faults)
    return made, stored


async def put(tx: Tx, actor: Actor, keys: Keys, section: Section, wanted: Wanted, now: datetime) -> bool:
    """Set a line; False when it is set so already.

    Whoever may set a line decides where customers' messages go, so it takes a fresh proof. Raises
    ``SettingsChanged`` unless ``wanted.version`` is the one that is there.
    """
    check(actor, Action.SET_UP_LINES)
    require_fresh(actor, now)
    made, stored = await candidate(tx, keys, section, wanted)
    if stored.version != wanted.version:
        raise SettingsChanged(version=stored.version)
    given, secrets = chosen(section, made), sorted(wanted.secrets)
    if given == _values(stored) and not secrets:
        return False
    sealed = _sealed(tx, keys, section, made) if secrets else stored.secrets_sealed
    text = msgspec.json.encode(given, order="deterministic").decode()
    fresh = Stored(version=stored.version + 1, given=text, secrets_sealed=sealed)
    if not await store.save(tx, section.line, fresh):
        raise SettingsChanged(version=stored.version + 1)
    version = Version(
        version=fresh.version,
        given=fresh.given,
        secrets=secrets,
        changed_by=actor.name or actor.id,
        via=wanted.via,
        at=now,
    )
    await store.keep(tx, section.line, version)
    detail = _what_changed(section, stored, fresh, wanted)
    await append(tx, actor, "line.set", About("line", section.line), detail)
    tx.news.add(CHANGED)
    return True


async def differences(tx: Tx, keys: Keys, section: Section, wanted: Wanted) -> list[str]:
    """Say what ``put`` would change, one text for each setting; raises ``Unfit``."""
    made, stored = await candidate(tx, keys, section, wanted)
    found = changed(section, _fitting(section, stored), chosen(section, made))
    told = [f"{name}: {_shown(before)} → {_shown(after)}" for name, before, after in found]
    return told + [f"{name}: {'replaced' if value else 'removed'}" for name, value in wanted.secrets.items()]


async def exported(tx: Tx, keys: Keys, section: Section) -> str:
    """Write a line's settings as a table of the file."""
    stored = await store.find(tx, section.line) or Stored()
    states = secret_states(tx, keys, section, stored)
    kept = [name for name, state in states.items() if state != "not_set"]
    return write(tx.tenant, section, _fitting(section, stored), kept)


async def restored(tx: Tx, section: Section, version: int, to: int) -> Wanted:
    """Make of an earlier version what is to be set now; secrets stay as they are."""
    if to == 0:
        return Wanted(version=version, values={}, via="restored")
    found = await store.history(tx, section.line, to + 1, 1)
    if not found or found[0].version != to:
        raise NotFound
    earlier = lenient(section, msgspec.json.decode(found[0].given))
    return Wanted(version=version, values=chosen(section, earlier), via="restored")


async def troubled(tx: Tx, line: str, part: str, reason: str, now: datetime) -> None:
    """Say that a part of a line (``imap``, ``webhook``) cannot be reached, and why; until ``mended``."""
    if await store.trouble(tx, line, part, reason[:LONGEST_REASON], now):
        tx.news.add(TROUBLES)


async def mended(tx: Tx, line: str, part: str) -> None:
    """Say that it can be reached; costs one statement when it always could."""
    if await store.mended(tx, line, part):
        tx.news.add(TROUBLES)


async def tried(tx: Tx, actor: Actor, line: str) -> None:
    """Put on record that a line's settings were tried."""
    await append(tx, actor, "line.try", About("line", line))


def _what_changed(section: Section, stored: Stored, fresh: Stored, wanted: Wanted) -> dict[str, object]:
    found = changed(section, _fitting(section, stored), _fitting(section, fresh))
    return {
        "version": fresh.version,
        "via": wanted.via,
        "before": {name: before for name, before, _ in found},
        "after": {name: after for name, _, after in found},
        "secrets": [f"{name} {'set' if value else 'removed'}" for name, value in wanted.secrets.items()],
    }


def _shown(value: Value) -> str:
    return msgspec.json.encode(value).decode()


def _fitting(section: Section, stored: Stored) -> dict[str, Value]:
    return {n: v for n, v in _values(stored).items() if n in section.shape.__struct_fields__}


def _values(stored: Stored) -> dict[str, Any]:
    return msgspec.json.decode(stored.given)


def _opened(tx: Tx, keys: Keys, section: Section, stored: Stored) -> dict[str, str]:
    try:
        return _unsealed(tx, keys, section, stored)
    except Unsealable:
        return {}


def _unsealed(tx: Tx, keys: Keys, section: Section, stored: Stored) -> dict[str, str]:
    if stored.secrets_sealed is None:
        return {}
    opened = keys.open(PURPOSE, stored.secrets_sealed, bound=f"{tx.tenant}/{section.line}")
    held = msgspec.json.decode(opened, type=dict[str, str])
    return {name: value for name, value in held.items() if name in section.secret}


def _sealed(tx: Tx, keys: Keys, section: Section, made: msgspec.Struct) -> bytes | None:
    held: Mapping[str, str] = {name: getattr(made, name) for name in section.secret if getattr(made, name)}
    if not held:
        return None
    return keys.seal(PURPOSE, msgspec.json.encode(held), bound=f"{tx.tenant}/{section.line}")
