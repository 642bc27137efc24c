"""An account in other hands: frozen first, made safe, lifted only by the customer's word and two people."""

import re
from datetime import datetime, timedelta

from trustdesk.brands import Label
from trustdesk.procedures.checks import ACCOUNT, WITHDRAWALS
from trustdesk.procedures.model.checks import Facts
from trustdesk.procedures.model.diagnosis import Diagnosis
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Machine, Procedure, State, Step
from trustdesk.procedures.rules import asking, theft
from trustdesk.procedures.rules import theft_answers as answers
from trustdesk.procedures.rules.machine import AGAIN, CLOSE, DECLINED

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SECURED = Label("Mail, password, devices and keys are safe again", "邮箱、密码、设备、密钥均已加固")
KEPT = Label("Keep it frozen; the case is with the police", "保持冻结，已移交警方处理")


def diagnose(facts: Facts, _evidence: Evidence, now: datetime) -> Diagnosis:
    """Offer the freeze whatever the record shows; what cannot be read delays nothing."""
    trouble = facts.trouble(ACCOUNT)
    if trouble == "no_account":
        return answers.sign_in()
    account = facts.of(ACCOUNT)
    if trouble is not None or account is None:
        return answers.unread()
    found = theft.judge(account, facts.of(WITHDRAWALS) or [], now)
    if any(lock.kind == "frozen" for lock in account.locks):
        return answers.frozen(found)
    return answers.of_theft(found)


def _urgent(name: str) -> tuple[Step, ...]:
    """What may happen as long as the account is not frozen: above all, that it is."""
    return (
        Step(source=name, event="request", target="freezing"),
        Step(source=name, event="look", target="checking", label=AGAIN),
        Step(source=name, event="refuse", target="refused", label=DECLINED),
        Step(source=name, event="close", target="closed", label=CLOSE),
        Step(source=name, event="late", target="by_hand"),
    )


STATES = (
    State(
        name="checking",
        owner="desk",
        lasts=1 * MINUTE,
        checks=True,
        label=Label("We are looking at the record of your account", "正在核对您的账户记录"),
    ),
    State(
        name="identifying",
        owner="customer",
        lasts=30 * MINUTE,
        label=Label("Sign in, so that we can freeze the right account", "请登录账户，以便我们冻结正确的账户"),
    ),
    State(
        name="offered",
        owner="customer",
        lasts=10 * MINUTE,
        label=Label("You can freeze your account with one tap", "您可以一键冻结账户"),
    ),
    State(
        name="freezing",
        owner="exchange",
        lasts=10 * MINUTE,
        label=Label("The exchange has been asked to freeze your account", "已请交易所冻结您的账户"),
    ),
    State(
        name="frozen",
        owner="agent",
        lasts=4 * HOUR,
        label=Label("Frozen: nothing can leave. A colleague makes it safe with you", "已冻结：资产无法转出，客服正在协助您加固"),
    ),
    State(
        name="secured",
        owner="approver",
        lasts=3 * DAY,
        label=Label("Safe again: you confirm in the app, two people decide, then it is lifted", "已加固：待您在 App 中确认并由两人复核后解除冻结"),
    ),
    State(
        name="unfreezing",
        owner="exchange",
        lasts=1 * DAY,
        label=Label("The exchange has been asked to lift the freeze", "已请交易所解除冻结"),
    ),
    State(
        name="by_hand",
        owner="agent",
        lasts=15 * MINUTE,
        label=Label("A colleague of the security team is with you", "安全团队客服正在处理"),
    ),
    State(name="solved", owner="nobody", ending="solved", label=Label("Settled", "已解决")),
    State(name="kept", owner="nobody", ending="handed", label=Label("Stays frozen; the case is with the police", "保持冻结，案件已移交警方")),
    State(name="refused", owner="nobody", ending="refused", label=Label("Declined, with the reason", "未能办理，原因已说明")),
    State(name="closed", owner="nobody", ending="closed", label=Label("Closed", "已关闭")),
)  # fmt: skip
STEPS = (
    Step(source="checking", event="given", target="checking"),
    Step(source="checking", event="identify", target="identifying"),
    Step(source="checking", event="offer", target="offered"),
    Step(source="checking", event="frozen", target="frozen"),
    Step(source="checking", event="hand", target="by_hand"),
    Step(source="checking", event="request", target="freezing"),
    Step(source="checking", event="late", target="by_hand"),
    *_urgent("identifying"),
    *_urgent("offered"),
    *_urgent("by_hand"),
    Step(source="freezing", event="done", target="checking"),
    Step(source="freezing", event="denied", target="by_hand"),
    Step(source="freezing", event="late", target="by_hand"),
    Step(source="frozen", event="secure", target="secured", label=SECURED),
    Step(source="frozen", event="keep", target="kept", label=KEPT),
    Step(source="frozen", event="look", target="checking", label=AGAIN),
    Step(source="frozen", event="late", target="frozen"),
    Step(source="secured", event="request", target="unfreezing"),
    Step(source="secured", event="keep", target="kept", label=KEPT),
    Step(source="secured", event="late", target="frozen"),
    Step(source="unfreezing", event="done", target="solved"),
    Step(source="unfreezing", event="denied", target="frozen"),
    Step(source="unfreezing", event="late", target="frozen"),
)

PROCEDURE = Procedure(
    slug="account_stolen",
    title=Label("Account stolen, suspicious sign-in", "账户被盗/异常登录"),
    asks=(
        Ask(
            name="noticed",
            kind="text",
            label=Label("What was noticed", "发现的情况"),
            question=Label("What did you notice, and when?", "您发现了什么？大约何时？"),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("To wait, or to prove anything, before the freeze", "冻结之前不得要求客户等待或举证"),
        Label("Whether it was the customer's own fault", "是否为客户自身过失"),
    ),
    checks=(ACCOUNT, WITHDRAWALS),
    diagnose=diagnose,
    machine=Machine(first="checking", states=STATES, steps=STEPS),
    actions=("freeze", "unfreeze"),
    cues=Cues(
        words=(
            re.compile(r"\b(stolen|hacked|hack(ed)? (my|into)|taken over)\b"),
            re.compile(r"(someone|somebody) else.{0,40}(account|log|sign|in my|with my)"),
            re.compile(r"(was|is)?n[o']?t me\b|was not me"),
            re.compile(r"unauthori[sz]ed"),
            re.compile(r"suspicious (log|sign)"),
            re.compile(r"unknown device"),
            re.compile(r"\bfreeze\b"),
            re.compile(r"被盗"),
            re.compile(r"盗(号|走|用|刷)"),
            re.compile(r"黑客|被黑"),
            re.compile(r"(不是|非)(我|本人)"),
            re.compile(r"异常登录|可疑登录|陌生(设备|登录)"),
            re.compile(r"(紧急|立即|马上)?冻结(我|账)"),
        ),
        topics=("stolen",),
        weight=2,
    ),
)  # fmt: skip
