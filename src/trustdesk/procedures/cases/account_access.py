"""Getting into one's account: locked, password, authenticator, codes, identity, a new contact."""

import re
from datetime import datetime

from trustdesk.brands import Label
from trustdesk.exchange import Account
from trustdesk.procedures.checks import ACCOUNT
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Diagnosis, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Choice, Cues, Procedure
from trustdesk.procedures.rules import access, asking
from trustdesk.procedures.rules import access_words as words
from trustdesk.procedures.rules.access import Access, Problem
from trustdesk.procedures.rules.machine import explaining
from trustdesk.procedures.rules.said import filled, moment

PROBLEMS: dict[Problem, Label] = {
    "locked": Label("Account locked", "账户被锁定"),
    "password": Label("Password", "密码"),
    "two_factor": Label("Authenticator lost", "验证器丢失"),
    "code_missing": Label("Code not received", "收不到验证码"),
    "identity": Label("Identity (KYC)", "身份认证"),
    "identity_failed": Label("Identity refused, upload failed", "认证未通过/上传失败"),
    "contact_change": Label("New e-mail or phone", "更换邮箱或手机"),
}
STOLEN = "account_stolen"


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Compare the trouble with the account; nothing is concluded from what is only said."""
    trouble, account = facts.trouble(ACCOUNT), facts.of(ACCOUNT)
    stated = evidence.get("problem")
    problem: Problem | None = next((one for one in PROBLEMS if one == stated), None)
    if problem is None:
        return _which()
    if trouble == "no_account":
        return _told(access.alone(problem), None)
    if trouble is not None or account is None:
        return asking.not_read(trouble or "unknown")
    return _told(access.look(problem, account, evidence.get("said") or "", now), account)


def _told(found: Access, account: Account | None) -> Diagnosis:
    """Say it; without an account there is nothing to ask the exchange for, and nothing is certain."""
    told = words.STANDINGS[found.standing]
    return Diagnosis(
        code=found.standing,
        confidence="certain" if account else "unsure",
        move=told.move,
        evidence=_proofs(found, account) if account else (),
        next_step=told.step,
        wording=filled(
            told.wording,
            until=words.AT_ONCE if found.until is None else moment(found.until),
            masked=found.masked or Label("your registered contact", "您登记的联系方式"),
            reason=words.NAMES.get(found.reason, found.reason),
            why=words.REFUSALS.get(found.reason, words.REFUSALS["other"]),
            level=account.kyc_level if account else "",
        ),
        actions=told.actions if account else (),
        approve=found.standing in words.APPROVED,
        hands_to=STOLEN if found.standing == "frozen" else None,
    )


def _which() -> Diagnosis:
    return Diagnosis(
        code="problem_needed",
        confidence="certain",
        move="ask",
        next_step=Label("Ask what exactly does not work", "请客户说明具体问题"),
        wording=Label(
            "What exactly does not work: signing in, the password, the authenticator, a code that does not "
            "come, identity verification, or a new e-mail or phone? The words of the page help.",
            "请问具体是哪一项有问题：登录、密码、身份验证器、收不到验证码、身份认证，还是更换邮箱/手机？"
            "页面显示的文字会很有帮助。",
        ),
    )


def _proofs(found: Access, account: Account) -> tuple[Proof, ...]:
    locks = tuple(
        Proof(
            label=Label("Lock", "锁定"), value=f"{lock.kind}: {lock.reason}", source="exchange", verdict="bad"
        )
        for lock in account.locks
    )
    factors = ", ".join(account.two_factor) or "-"
    return (
        *locks,
        Proof(label=Label("Factors set up", "已绑定的验证方式"), value=factors, source="exchange"),
        Proof(label=Label("Identity", "身份认证"), value=account.kyc_state, source="exchange"),
        *(
            Proof(label=Label("Registered contact", "登记的联系方式"), value=one.masked, source="exchange")
            for one in account.contacts
            if one.masked == found.masked
        ),
    )


PROCEDURE = Procedure(
    slug="account_access",
    title=Label("Getting into the account", "登录与账户访问"),
    asks=(
        Ask(
            name="problem",
            kind="choice",
            needed=True,
            hears=access.problem_of,
            label=Label("Trouble", "问题类型"),
            question=Label("What exactly does not work?", "具体是哪一项有问题？"),
            choices=tuple(Choice(code, label) for code, label in PROBLEMS.items()),
        ),
        Ask(
            name="said",
            kind="text",
            hears=access.said,
            label=Label("In the customer's words", "客户原话"),
            question=Label("Which words does the page show?", "页面显示什么文字？"),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("A code that was sent to the customer, or their authenticator's secret", "发送给客户的验证码或验证器密钥"),
        Label("An identity document in the chat: only by the secure upload", "在对话中收取证件：只能通过安全上传"),
        Label("The full registered e-mail or phone: compare by yes or no", "完整的登记邮箱或手机号：只做是否一致的比对"),
    ),
    checks=(ACCOUNT,),
    diagnose=diagnose,
    machine=explaining(),
    actions=("unlock", "send_reset_link"),
    cues=Cues(
        words=(
            re.compile(r"account.{0,20}lock"),
            re.compile(r"lock.{0,12}account"),
            re.compile(r"(can ?not|can't|unable to) (sign|log) ?in"),
            re.compile(r"forg[oe]t.{0,12}password"),
            re.compile(r"reset.{0,8}password"),
            re.compile(r"(lost|lose).{0,16}(authenticator|2fa)"),
            re.compile(r"(code|sms|mail).{0,20}(not|never).{0,12}(come|arriv|receiv|get)"),
            re.compile(r"\bkyc\b"),
            re.compile(r"identity.{0,16}(verif|refus|fail)"),
            re.compile(r"change.{0,10}(e-?mail|phone)"),
            re.compile(r"账户.{0,6}(锁|被?冻结)"),
            re.compile(r"(无法|不能)登录|登录?不(了|上)"),
            re.compile(r"忘记.{0,3}密码"),
            re.compile(r"重置密码"),
            re.compile(r"验证器.{0,8}(丢|无法|不能|坏)"),
            re.compile(r"收不到.{0,4}(验证码|短信|邮件)"),
            re.compile(r"身份认证"),
            re.compile(r"实名"),
            re.compile(r"(更换|修改|换绑?).{0,4}(邮箱|手机)"),
        ),
        topics=("locked", "sign_in", "identity", "two_factor", "code_missing"),
    ),
)  # fmt: skip
