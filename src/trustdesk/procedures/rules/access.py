"""What keeps somebody out of their account, told from the account itself; the way alone comes first. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from trustdesk.exchange import Account, Lock
from trustdesk.procedures.rules.refusals import CHANGES, holds, lifted_at

Problem = Literal[
    "locked", "password", "two_factor", "code_missing", "identity_failed", "identity", "contact_change"
]
Standing = Literal[
    "frozen",
    "locked_tries",
    "locked_risk",
    "withdrawals_only",
    "not_locked",
    "locked_unknown",
    "password_forgotten",
    "factor_other",
    "factor_lost",
    "factor_none",
    "code_by_mail",
    "code_by_phone",
    "code_by_app",
    "code_nowhere",
    "identity_none",
    "identity_pending",
    "identity_approved",
    "identity_refused",
    "identity_expired",
    "contact_by_self",
    "contact_lost",
]
LONGEST_SAID = 200
TRIES = frozenset({"too_many_tries", "wrong_password", "wrong_code"})
LOSABLE = {"authenticator": "totp", "验证器": "totp", "passkey": "passkey", "通行密钥": "passkey"}
PHONE = ("sms", "text message", "phone", "短信", "手机")
GONE = (
    "no longer", "lost", "no access", "cannot access", "can't access", "old number",
    "停用", "丢", "无法使用", "不能用", "注销",
)  # fmt: skip
REFUSED = {  # what exchanges say of a refused document, and which advice answers it
    "blurred": "blurred", "unreadable": "blurred", "glare": "blurred", "expired_document": "expired",
    "name_mismatch": "mismatch", "birth_date_mismatch": "mismatch", "unsupported_document": "unsupported",
    "unsupported_region": "region", "face_mismatch": "face", "file_too_large": "upload",
    "upload_failed": "upload",
}  # fmt: skip
CUES: tuple[tuple[Problem, tuple[str, ...]], ...] = (
    ("code_missing", (
        "code not", "no code", "code has not", "code never", "not receive the code", "not get the code",
        "verification mail", "收不到验证码", "验证码收不到", "没收到验证码", "没有收到验证码", "验证邮件",
    )),
    ("two_factor", (
        "2fa", "authenticator", "two-factor", "two factor", "passkey", "验证器", "二次验证", "双重验证",
        "通行密钥",
    )),
    ("identity_failed", (
        "kyc failed", "upload failed", "verification failed", "document was refused", "kyc rejected",
        "kyc was refused", "认证失败", "上传失败", "审核不通过", "认证被拒",
    )),
    ("contact_change", (
        "change my email", "change my e-mail", "change email", "change my phone", "change phone",
        "new phone number", "change my number", "更换邮箱", "换绑", "更换手机", "换手机号", "修改邮箱",
        "修改手机",
    )),
    ("password", ("password", "密码")),
    ("locked", (
        "lock", "blocked", "suspended", "cannot sign in", "can't sign in", "cannot log in", "can't log in",
        "锁定", "被锁", "冻结", "无法登录", "登录不了", "登不上",
    )),
    ("identity", ("kyc", "identity", "verify my account", "verification", "身份认证", "实名", "认证")),
)  # fmt: skip


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What is found: ``masked`` is the registered contact as the exchange shows it, ``reason`` its code."""

    standing: Standing
    until: datetime | None = None
    masked: str = ""
    reason: str = ""


def problem_of(text: str) -> Problem | None:
    """Tell what somebody's trouble is by the plain words they use, the most particular first."""
    low = text.lower()
    return next((problem for problem, cues in CUES if any(cue in low for cue in cues)), None)


def said(text: str) -> str | None:
    """Keep what somebody says of their trouble in their own words, cut to what can be shown."""
    return " ".join(text.split())[:LONGEST_SAID] if problem_of(text) else None


def alone(problem: Problem) -> Access:
    """What can be said to somebody who could not sign in, so that nobody knows which account it is."""
    standings: dict[Problem, Standing] = {
        "locked": "locked_unknown", "password": "password_forgotten", "two_factor": "factor_lost",
        "code_missing": "code_by_mail", "identity": "identity_none", "identity_failed": "identity_none",
        "contact_change": "contact_lost",
    }  # fmt: skip
    return Access(standing=standings[problem])


def look(problem: Problem, account: Account, text: str, now: datetime) -> Access:
    """Compare the trouble with the account. A freeze comes before everything else."""
    living = [lock for lock in account.locks if holds(lock, now)]
    frozen = next((lock for lock in living if lock.kind == "frozen"), None)
    if frozen is not None:
        return Access(standing="frozen", reason=frozen.reason)
    looks: dict[Problem, Callable[[], Access]] = {
        "locked": lambda: _locked(living),
        "password": lambda: Access(standing="password_forgotten", masked=contact(account, "email")),
        "two_factor": lambda: _factor(account, text),
        "code_missing": lambda: _code(account, text),
        "contact_change": lambda: _contact(text),
    }
    return looks.get(problem, lambda: _identity(account))()


def contact(account: Account, kind: Literal["email", "phone"]) -> str:
    """Give the mask of a registered contact, or nothing where none is registered."""
    return next((one.masked for one in account.contacts if one.kind == kind), "")


def _locked(living: Sequence[Lock]) -> Access:
    keeps_out = next((lock for lock in living if lock.kind == "sign_in"), None)
    if keeps_out is not None:
        tries = keeps_out.reason in TRIES
        standing: Standing = "locked_tries" if tries else "locked_risk"
        return Access(standing=standing, until=lifted_at(keeps_out), reason=keeps_out.reason)
    other = next((lock for lock in living if lock.kind == "withdrawals"), None)
    if other is not None:
        until = lifted_at(other) if other.reason in CHANGES else other.until
        return Access(standing="withdrawals_only", until=until, reason=other.reason)
    return Access(standing="not_locked")


def _factor(account: Account, text: str) -> Access:
    """What is lost is what they name, the authenticator where they name nothing."""
    low = text.lower()
    lost = next((code for word, code in LOSABLE.items() if word in low), "totp")
    strong = [one for one in account.two_factor if one in {"totp", "passkey"}]
    if lost not in strong:
        return Access(standing="factor_none", reason=lost)
    other = next((one for one in strong if one != lost), None)
    return Access(standing="factor_other" if other else "factor_lost", reason=other or lost)


def _code(account: Account, text: str) -> Access:
    low = text.lower()
    kind: Literal["email", "phone"] = "phone" if any(word in low for word in PHONE) else "email"
    masked = contact(account, kind)
    if not masked:
        return Access(standing="code_nowhere", reason=kind)
    by = "sms" if kind == "phone" else "email"
    if "totp" in account.two_factor and by not in account.two_factor:
        return Access(standing="code_by_app", reason="totp")
    return Access(standing="code_by_phone" if kind == "phone" else "code_by_mail", masked=masked)


def _contact(text: str) -> Access:
    lost = any(word in text.lower() for word in GONE)
    return Access(standing="contact_lost" if lost else "contact_by_self")


def _identity(account: Account) -> Access:
    standings: dict[str, Standing] = {
        "none": "identity_none", "pending": "identity_pending", "approved": "identity_approved",
        "refused": "identity_refused", "expired": "identity_expired",
    }  # fmt: skip
    advice = REFUSED.get(account.kyc_reason or "", "other") if account.kyc_state == "refused" else ""
    return Access(standing=standings[account.kyc_state], reason=advice)
