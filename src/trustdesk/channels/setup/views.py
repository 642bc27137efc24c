"""Shapes that leave the house: settings without their secrets, what will not do in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trustdesk.channels.setup.model import Fault, Field, SecretState, Section, Stored, Value, Version, Via
from trustdesk.channels.setup.rules.fields import fields, plain
from trustdesk.channels.setup.rules.values import changed
from trustdesk.kit import i18n


class SettingField(Field, frozen=True, kw_only=True):
    """What the form needs to know of one setting."""


class LineSettings(msgspec.Struct, frozen=True):
    """A line's settings now; of secrets only whether they are set."""

    line: str
    version: int
    values: Mapping[str, Value]
    secrets: Mapping[str, SecretState]
    fields: Sequence[SettingField]
    can_try: bool


class LinesSettings(msgspec.Struct, frozen=True):
    """The settings of every line of the brand."""

    items: Sequence[LineSettings]


class SettingChange(msgspec.Struct, frozen=True):
    """One setting before and after."""

    field: str
    before: Value
    after: Value


class SettingsVersion(msgspec.Struct, frozen=True):
    """One version of a line's settings: who, when, how, what changed, which secrets were replaced."""

    version: int
    at: datetime
    by: str
    via: Via
    changes: Sequence[SettingChange]
    secrets: Sequence[str]


class SettingsHistory(msgspec.Struct, frozen=True):
    """Versions, latest first."""

    items: Sequence[SettingsVersion]
    cursor: str | None


class SettingFault(msgspec.Struct, frozen=True):
    """Why a setting will not do, in the reader's language."""

    field: str
    code: str
    text: str


def settings_view(
    section: Section,
    stored: Stored,
    settings: msgspec.Struct,
    secrets: Mapping[str, SecretState],
    *,
    can_try: bool,
) -> LineSettings:
    """Show a line's settings."""
    shown = {name: value for name, value in plain(settings).items() if name not in section.secret}
    described = [SettingField(**msgspec.structs.asdict(_silent(field))) for field in fields(section)]
    return LineSettings(section.line, stored.version, shown, secrets, described, can_try)


def history_view(section: Section, versions: Sequence[Version], most: int) -> SettingsHistory:
    """Show versions, latest first, each against the one before it; one more than ``most`` may be given."""
    items = [
        _version_view(section, version, versions[at + 1] if at + 1 < len(versions) else None)
        for at, version in enumerate(versions[:most])
    ]
    return SettingsHistory(items, str(items[-1].version) if len(versions) > most else None)


def fault_view(fault: Fault, words: i18n.Words) -> SettingFault:
    """Word a fault."""
    code = f"setting.fault.{fault.code}"
    text = words.catalogue.get(code, words.catalogue["setting.fault.unfit"])
    return SettingFault(fault.field, fault.code, text.format(limit=fault.limit))


def _silent(field: Field) -> Field:
    return msgspec.structs.replace(field, default="") if field.secret else field


def _version_view(section: Section, version: Version, before: Version | None) -> SettingsVersion:
    earlier = before.given if before else "{}"
    found = changed(section, _known(section, earlier), _known(section, version.given))
    changes = [SettingChange(*one) for one in found]
    return SettingsVersion(
        version.version, version.at, version.changed_by, version.via, changes, version.secrets
    )


def _known(section: Section, given: str) -> dict[str, Value]:
    values = msgspec.json.decode(given, type=dict[str, Value])
    return {name: value for name, value in values.items() if name in section.shape.__struct_fields__}
