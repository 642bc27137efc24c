"""What keeps somebody out: every answer beside the account that gives it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from trustdesk.exchange import Account, Lock, MaskedContact
from trustdesk.procedures.rules.access import Access, Problem, look, problem_of
from trustdesk.sandbox.rules import made

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MAIL = MaskedContact("email", "c•••1@example.com")
PHONE = MaskedContact("phone", "+65 •••• ••01")


def account(**more: Any) -> Account:
    return msgspec.structs.replace(made.account("20260701", NOW), **more)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("My account is locked", "locked"),
        ("账户被锁定了，登录不了", "locked"),
        ("I forgot my password", "password"),
        ("忘记密码怎么办", "password"),
        ("I lost my authenticator", "two_factor"),
        ("身份验证器丢失", "two_factor"),
        ("The code has not come", "code_missing"),
        ("手机收不到验证码", "code_missing"),
        ("My KYC failed twice", "identity_failed"),
        ("身份认证失败", "identity_failed"),
        ("When will my identity be approved?", "identity"),
        ("实名要多久", "identity"),
        ("I want to change my email", "contact_change"),
        ("换手机号怎么操作", "contact_change"),
        ("What is the fee?", None),
    ],
)
def test_the_trouble_is_told_by_plain_words(text: str, problem: str | None) -> None:
    assert problem_of(text) == problem


LOCKED = Lock("sign_in", "too_many_tries", NOW - 2 * HOUR, NOW + 22 * HOUR)
CASES: list[tuple[Problem, Account, str, Access]] = [
    ("locked", account(locks=[LOCKED]), "", Access(standing="locked_tries", until=NOW + 22 * HOUR, reason="too_many_tries")),
    ("locked", account(locks=[Lock("sign_in", "risk_control", NOW)]), "", Access(standing="locked_risk", reason="risk_control")),
    (
        "locked",
        account(locks=[Lock("withdrawals", "password_changed", NOW - 3 * HOUR)]),
        "",
        Access(standing="withdrawals_only", until=NOW + 21 * HOUR, reason="password_changed"),
    ),
    ("locked", account(locks=[Lock("sign_in", "too_many_tries", NOW - 9 * HOUR, NOW)]), "", Access(standing="not_locked")),
    ("locked", account(), "", Access(standing="not_locked")),
    ("password", account(contacts=[PHONE, MAIL]), "", Access(standing="password_forgotten", masked=MAIL.masked)),
    ("password", account(locks=[Lock("frozen", "asked_by_support", NOW)]), "", Access(standing="frozen", reason="asked_by_support")),
    ("two_factor", account(), "I lost my authenticator", Access(standing="factor_lost", reason="totp")),
    ("two_factor", account(two_factor=["totp", "passkey"]), "验证器丢了", Access(standing="factor_other", reason="passkey")),
    ("two_factor", account(), "my passkey is gone", Access(standing="factor_none", reason="passkey")),
    ("two_factor", account(two_factor=["email"]), "2FA lost", Access(standing="factor_none", reason="totp")),
    ("code_missing", account(contacts=[MAIL, PHONE]), "no code", Access(standing="code_by_mail", masked=MAIL.masked)),
    (
        "code_missing",
        account(contacts=[MAIL, PHONE], two_factor=["sms"]),
        "no code by SMS",
        Access(standing="code_by_phone", masked=PHONE.masked),
    ),
    ("code_missing", account(contacts=[MAIL]), "短信收不到验证码", Access(standing="code_nowhere", reason="phone")),
    (
        "code_missing",
        account(contacts=[MAIL], two_factor=["totp"]),
        "no code",
        Access(standing="code_by_app", reason="totp"),
    ),
    ("identity", account(kyc_state="pending"), "", Access(standing="identity_pending")),
    ("identity", account(kyc_state="none"), "", Access(standing="identity_none")),
    ("identity", account(kyc_state="expired"), "", Access(standing="identity_expired")),
    ("identity_failed", account(), "", Access(standing="identity_approved")),
    (
        "identity_failed",
        account(kyc_state="refused", kyc_reason="glare"),
        "",
        Access(standing="identity_refused", reason="blurred"),
    ),
    (
        "identity_failed",
        account(kyc_state="refused", kyc_reason="something_new"),
        "",
        Access(standing="identity_refused", reason="other"),
    ),
    ("contact_change", account(), "change my email", Access(standing="contact_by_self")),
    ("contact_change", account(), "change my phone, the old number is lost", Access(standing="contact_lost")),
    ("contact_change", account(), "换手机号，旧号已停用", Access(standing="contact_lost")),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "held", "text", "expected"), CASES)
def test_the_account_answers(problem: Problem, held: Account, text: str, expected: Access) -> None:
    assert look(problem, held, text, NOW) == expected
