import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trustdesk.kit import secrets
from trustdesk.kit.settings import Misconfigured, load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)
KEYS = secrets.Keys(b"k" * 32)


def test_a_signature_holds_for_what_it_was_made_for_until_it_expires() -> None:
    signature = KEYS.sign("file", "bybit/1", SOON)
    assert KEYS.verify("file", "bybit/1", signature, NOW)
    assert KEYS.verify("file", "bybit/1", signature, SOON - timedelta(seconds=1))
    assert not KEYS.verify("file", "bybit/1", signature, SOON)


@pytest.mark.parametrize("broken", ["", ".", "x", "9999999999.", "9999999999.é", "٣.x", "9999999999.AAAA"])
def test_what_is_not_a_signature_is_refused(broken: str) -> None:
    assert not KEYS.verify("file", "bybit/1", broken, NOW)


def test_a_signature_is_worth_nothing_elsewhere() -> None:
    signature = KEYS.sign("file", "bybit/1", SOON)
    until, _, mac = signature.partition(".")
    assert not KEYS.verify("transcript", "bybit/1", signature, NOW)
    assert not KEYS.verify("file", "bybit/2", signature, NOW)
    assert not KEYS.verify("file", "bybit/1", f"{int(until) + 1}.{mac}", NOW)
    assert not secrets.Keys(b"j" * 32).verify("file", "bybit/1", signature, NOW)


def test_what_is_sealed_opens_in_its_place_only() -> None:
    sealed = KEYS.seal("totp", b"JBSWY3DP", "agent 1")
    assert b"JBSWY3DP" not in sealed
    assert KEYS.open("totp", sealed, "agent 1") == b"JBSWY3DP"
    assert KEYS.seal("totp", b"JBSWY3DP", "agent 1") != sealed
    for purpose, text, bound in (
        ("other", sealed, "agent 1"),
        ("totp", sealed, "agent 2"),
        ("totp", sealed[:-1], "agent 1"),
        ("totp", b"", "agent 1"),
    ):
        with pytest.raises(secrets.Unsealable):
            KEYS.open(purpose, text, bound)


def test_a_token_names_its_tenant_and_is_stored_as_a_digest() -> None:
    token = secrets.token("td", "bybit")
    assert token != secrets.token("td", "bybit")
    assert secrets.brand_of(token, "td") == "bybit"
    assert len(secrets.digest(token)) == 32
    for wrong in (
        "",
        "td_bybit",
        "td_bybit_",
        token[:-1],
        token + "x",
        token.replace("td_", "tv_"),
        "td__" + "x" * 43,
    ):
        assert secrets.brand_of(wrong, "td") is None


def test_the_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    settings = load({"DATA_DIR": str(tmp_path / "var")})
    with ThreadPoolExecutor(8) as together:
        keys = list(together.map(lambda _: secrets.load(settings), range(16)))
    signatures = {key.sign("p", "d", SOON) for key in keys}
    assert len(signatures) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "var" / "secret.key").stat().st_mode) == 0o600


def test_a_given_secret_is_used_and_a_poor_one_refused(tmp_path: Path) -> None:
    settings = load({"DATA_DIR": str(tmp_path), "TRUSTDESK_SECRET": "s" * 32})
    assert secrets.load(settings).sign("p", "d", SOON) == secrets.load(settings).sign("p", "d", SOON)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Misconfigured, match="setting secret"):
        secrets.load(load({"TRUSTDESK_SECRET": "short"}))
    (tmp_path / "secret.key").write_bytes(b"cut")
    with pytest.raises(Misconfigured, match="damaged"):
        secrets.load(load({"DATA_DIR": str(tmp_path)}))
