from pathlib import Path

import pytest

from trustdesk.kit.settings import Misconfigured, load


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_given_is_a_node_on_this_machine(elsewhere: Path) -> None:
    settings = load({})
    assert (settings.host, settings.port, settings.files_port) == ("127.0.0.1", 8400, 8401)
    assert settings.base_url == "http://127.0.0.1:8400"
    assert settings.files_url == "http://127.0.0.1:8401"
    assert settings.data_dir == elsewhere / "var"
    assert settings.files_store == (elsewhere / "var" / "files").as_uri()
    assert settings.database_url == settings.migrate_url == settings.live_url == ""


def test_the_environment_wins_over_the_file_and_its_own_name_over_the_plain_one(elsewhere: Path) -> None:
    (elsewhere / "trustdesk.toml").write_text('port = 1001\nlog_level = "debug"\ntrusted_proxies = ["::1"]\n')
    assert load({}).port == 1001
    assert load({"PORT": "1002"}).port == 1002
    settings = load(
        {"PORT": "1002", "TRUSTDESK_PORT": "1003", "TRUSTDESK_TRUSTED_PROXIES": "10.0.0.0/8, ::1"}
    )
    assert (settings.port, settings.files_port, settings.log_level) == (1003, 1004, "debug")
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")


def test_folders_named_in_the_file_lie_beside_it(elsewhere: Path) -> None:
    (elsewhere / "etc").mkdir()
    (elsewhere / "etc" / "desk.toml").write_text('data_dir = "../data"\n')
    assert load({"TRUSTDESK_CONFIG": "etc/desk.toml"}).data_dir == elsewhere / "data"


def test_listening_everywhere_is_reached_here() -> None:
    everywhere = load({"TRUSTDESK_HOST": "0.0.0.0"})  # noqa: S104 - what an operator writes
    assert everywhere.base_url == "http://127.0.0.1:8400"
    assert load({"TRUSTDESK_HOST": "::1"}).base_url == "http://[::1]:8400"
    assert load({"TRUSTDESK_BASE_URL": "https://desk.example/"}).base_url == "https://desk.example"


@pytest.mark.parametrize(
    ("environ", "setting"),
    [
        ({"PORT": "eight"}, "port"),
        ({"PORT": "70000"}, "port"),
        ({"PORT": "65535"}, "files_port"),
        ({"PORT": "9000", "TRUSTDESK_FILES_PORT": "9000"}, "files_port"),
        ({"TRUSTDESK_FILES_URL": "http://127.0.0.1:8400"}, "files_url"),
        ({"DATABASE_URL": "mysql://root:hush@db/desk"}, "database_url"),
        ({"TRUSTDESK_BASE_URL": "desk.example"}, "base_url"),
        ({"TRUSTDESK_DEMO": "maybe"}, "demo"),
        ({"TRUSTDESK_LOG_LEVEL": "loud"}, "log_level"),
        ({"LIVE_URL": "nats://root:hush@bus:4222"}, "live_url"),
        ({"TRUSTDESK_TRUSTED_PROXIES": "the proxy"}, "trusted_proxies"),
        ({"TRUSTDESK_CONFIG": "/nowhere/desk.toml"}, "TRUSTDESK_CONFIG"),
    ],
)
def test_what_will_not_do_is_refused_by_name(environ: dict[str, str], setting: str) -> None:
    with pytest.raises(Misconfigured, match=f"^setting {setting}: ") as refused:
        load(environ)
    assert refused.value.setting == setting
    assert "hush" not in str(refused.value)


def test_a_misspelt_setting_in_the_file_is_refused_with_a_hint(elsewhere: Path) -> None:
    (elsewhere / "trustdesk.toml").write_text('databse_url = "postgresql://db/desk"\n')
    with pytest.raises(Misconfigured, match="did you mean database_url"):
        load({})
    (elsewhere / "trustdesk.toml").write_text("port = \n")
    with pytest.raises(Misconfigured, match="not valid TOML"):
        load({})


def test_what_is_printed_hides_passwords() -> None:
    shown = repr(load({"DATABASE_URL": "postgresql://desk:hush@db/desk", "TRUSTDESK_SECRET": "hush" * 9}))
    assert "hush" not in shown
    assert "port=8400" in shown


def test_a_secret_is_asked_of_a_vault_by_a_command_of_the_operator(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.write_text(
        '#!/bin/sh\n[ "$2" = \'kv/our desk\' ] && echo "a $1 of the vault, long enough to be taken"\n'
    )
    vault.chmod(0o700)
    asked = f"{vault} secret 'kv/our desk'"
    read = load({"TRUSTDESK_SECRET_COMMAND": asked, "TRUSTDESK_ASSISTANT_KEY_COMMAND": asked})
    assert (read.secret, read.assistant_key) == ("a secret of the vault, long enough to be taken",) * 2
    assert "vault, long" not in repr(read)
    assert load({"TRUSTDESK_SECRET_COMMAND": asked, "TRUSTDESK_SECRET": "x" * 32}).secret == "x" * 32


@pytest.mark.parametrize(
    "command", ["/nowhere/vault", "false", "true", "sh -c 'echo leaked >&2; exit 3'", "'"]
)
def test_a_vault_that_gives_nothing_is_named_and_nothing_it_said(command: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        load({"TRUSTDESK_SECRET_COMMAND": command})
    assert refused.value.setting == "secret"
    assert "leaked" not in str(refused.value)
