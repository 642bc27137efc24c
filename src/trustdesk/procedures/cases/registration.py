"""Opening an account: site, data, identity, approved; and where somebody stands on that way."""

import re
from collections.abc import Mapping
from datetime import datetime

from trustdesk.brands import Label
from trustdesk.procedures.checks import ACCOUNT
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Diagnosis, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Cues, Procedure
from trustdesk.procedures.rules import asking
from trustdesk.procedures.rules.machine import explaining

SAFE = Label(
    "Set up an authenticator and an anti-phishing code before the first deposit; nobody of ours will ever ask for a password or a code.",
    "首次充值前，请先绑定身份验证器并设置防钓鱼码。我们的任何人员都不会索取密码或验证码。",
)  # fmt: skip
WORDS: Mapping[str, tuple[Label, Label]] = {
    "not_registered": (
        Label("Explain the four steps", "说明注册四步"),
        Label(
            "1. Open the official address (check it letter by letter on the page of official channels). 2. Sign up with an e-mail or phone that is only yours, and a password used nowhere else. 3. Verify your identity under Account. 4. As soon as that is approved, mostly within 24 hours, you can pay in. " + SAFE.en,
            "1. 打开官方网址（可在官方渠道页面逐字核对）。2. 使用本人专用的邮箱或手机注册，设置独立的密码。3. 在“账户”中完成身份认证。4. 审核通过后（一般 24 小时内）即可充值。" + SAFE.zh,
        ),
    ),
    "none": (
        Label("Registered; identity is the next step", "已注册，下一步是身份认证"),
        Label(
            "You are registered. What is left: verify your identity under Account, Verification, with a document and your camera. " + SAFE.en,
            "您已注册成功。下一步：在“账户”—“身份认证”中用证件和摄像头完成认证。" + SAFE.zh,
        ),
    ),
    "pending": (
        Label("Registered; identity is being looked at", "已注册，认证审核中"),
        Label(
            "You are registered and your documents are being looked at, mostly within 24 hours. Nothing has to be sent again.",
            "您已注册，认证资料审核中，一般 24 小时内完成，无需重复提交。",
        ),
    ),
    "approved": (
        Label("Everything is done; show how to begin", "注册和认证均已完成"),
        Label(
            "Your registration is complete and your identity verified: nothing hangs. You can pay in under Assets, Deposit. If a page asks you to register or pay to activate, it is not ours. " + SAFE.en,
            "您的注册和认证均已完成，没有未办事项，可在“资产”—“充值”入金。如有页面要求重新注册或付费激活，那不是我们的页面。" + SAFE.zh,
        ),
    ),
    "refused": (
        Label("Identity was refused: goes on there", "认证未通过：转入认证流程"),
        Label(
            "You are registered; your document could not be accepted. Under Account, Verification you see why and can hand in another.",
            "您已注册，但证件未能通过。请在“账户”—“身份认证”查看原因并重新提交。",
        ),
    ),
    "expired": (
        Label("The document has run out: a new one is needed", "证件已过期，需重新提交"),
        Label(
            "You are registered; the document has run out. Hand in a valid one under Account, Verification.",
            "您已注册，但证件已过期，请在“账户”—“身份认证”提交有效证件。",
        ),
    ),
}  # fmt: skip


def diagnose(facts: Facts, _evidence: Evidence, _now: datetime) -> Diagnosis:
    """Tell where somebody stands; without a sign-in, how it begins."""
    trouble = facts.trouble(ACCOUNT)
    account = facts.of(ACCOUNT)
    if account is None and trouble not in {"no_account", "no_connector", "unknown", None}:
        return asking.not_read(trouble or "unknown")
    standing = "not_registered" if account is None else account.kyc_state
    step, wording = WORDS[standing]
    proofs = () if account is None else (
        Proof(label=Label("Identity", "身份认证"), value=account.kyc_state, source="exchange"),
    )  # fmt: skip
    return Diagnosis(
        code=standing if account is None else f"identity_{standing}",
        confidence="certain",
        move="tell",
        evidence=proofs,
        next_step=step,
        wording=wording,
    )


PROCEDURE = Procedure(
    slug="registration",
    title=Label("Opening an account", "注册账户"),
    never_ask=(
        *asking.NEVER,
        Label("Personal data in the chat: it is entered on the exchange's own page", "在对话中收取个人资料：只在交易所页面填写"),
    ),
    checks=(ACCOUNT,),
    diagnose=diagnose,
    machine=explaining(),
    cues=Cues(
        words=(
            re.compile(r"\bregist(er|ration)\b"),
            re.compile(r"sign(ing)? up\b"),
            re.compile(r"(open|create|new) (an )?account"),
            re.compile(r"注册"),
            re.compile(r"开户"),
            re.compile(r"新用户"),
        ),
        topics=("register",),
    ),
)  # fmt: skip
