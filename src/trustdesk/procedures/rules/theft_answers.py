"""What is said to somebody who fears for their account: freezing first, then what the record shows. Pure."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import Withdrawal
from trustdesk.procedures.model.diagnosis import Confidence, Diagnosis, Proof
from trustdesk.procedures.rules.said import filled, moment
from trustdesk.procedures.rules.theft import Theft, Trace, Verdict

MOST_SHOWN = 12


class Told(msgspec.Struct, frozen=True):
    """How sure it is, and the words for both sides."""

    confidence: Confidence
    step: Label
    wording: Label


NOW = Label(
    "You can have your account frozen at once, by the button here: nothing can be traded or withdrawn then. "
    "Freezing costs nothing and loses nothing; lifting it takes your confirmation in the app and two people here.",
    "您可以点击此处的按钮立即冻结账户：冻结后任何人都无法交易或提现。冻结不收费、不影响资产；解除时需您在 App 中确认，并由我方两人复核。",
)
SAFE = Label(
    "From a device you trust: change the password of your e-mail first, then of the exchange, sign out all devices, delete API keys you do not know. Never tell anybody a code, us included.",
    "请使用可信设备：先修改邮箱密码，再修改交易所密码，退出所有设备，删除不认识的 API 密钥。切勿将验证码告诉任何人，包括客服。",
)  # fmt: skip
POLICE = Label(
    "Report it to the police where you live; the evidence pack on this page holds the record, signed, with its timeline.",
    "请向当地警方报案；您可在本页下载证据包，内含经签名的对话记录与时间线。",
)
SIGN_IN = Label(
    "To freeze your account we must know which it is: open this chat once more from the app or the website, signed in. If you "
    'can no longer sign in, use "Disable account" in any security mail of the exchange. Please write no passwords or codes here.',
    "冻结前需确认是哪个账户：请登录 App 或官网后从账户内再次进入本对话。如已无法登录，请点击交易所任一安全邮件中的“停用账户”链接。请勿在此发送密码或验证码。",
)  # fmt: skip
FROZEN = Label(
    "Your account is frozen: nothing can leave. Now it is made safe together with you.",
    "您的账户已冻结，任何资产都无法转出。接下来我们会与您一起完成安全加固。",
)
VERDICTS: Mapping[Verdict, Told] = {
    "taken_over": Told(
        "certain",
        Label("Freeze at once; then secure mail, password, devices and keys with the customer", "立即冻结；随后与客户加固邮箱、密码、设备和密钥"),
        Label(
            "Your record shows that a device you had not trusted acted in your account since {since}. {now} {stop}{safe} {police}",
            "记录显示，自 {since} 起有一台您未信任的设备在您的账户中进行了操作。{now}{stop}{safe}{police}",
        ),
    ),
    "suspicious": Told(
        "likely",
        Label("Offer the freeze; ask whether the sign-in was the customer's own", "建议冻结，并请客户确认该登录是否为本人"),
        Label(
            "Your record shows a sign-in at {since} by a device you had not trusted; nothing was changed with it so far. If it was not you: {now} {safe}",
            "记录显示 {since} 有一台您未信任的设备登录，目前未见其他操作。如非本人：{now}{safe}",
        ),
    ),
    "own_devices": Told(
        "likely",
        Label("Everything was done by the customer's own devices: explain with the timeline; freeze if they wish", "所有操作均来自客户本人的可信设备：以时间线说明；如客户要求仍可冻结"),
        Label(
            "Everything in the record of the last 30 days was done by devices your account trusts; a withdrawal that was made so cannot be called back by us. If somebody had your device in hand, tell us. {now} {safe}",
            "近 30 天的记录均来自您账户已信任的设备；由此发起的提现我们无法撤回。如设备曾被他人使用，请告知我们。{now}{safe}",
        ),
    ),
    "quiet": Told(
        "unsure",
        Label("No security event is recorded: ask what happened, offer the freeze", "无安全事件记录：请客户说明经过，并建议冻结"),
        Label(
            "No unusual event is recorded in the last 30 days, which does not rule anything out. {now} Please tell us what you noticed, and when. {safe}",
            "近 30 天没有异常安全事件记录，但这并不排除风险。{now}请告诉我们您发现了什么、何时发现。{safe}",
        ),
    ),
}  # fmt: skip
STOP = Label(
    "{count} of your withdrawals can still be stopped by it. ", "冻结还可拦截尚未转出的 {count} 笔提现。"
)
KINDS: Mapping[str, Label] = {
    "sign_in": Label("Sign-in", "登录"),
    "withdrawal_requested": Label("Withdrawal asked for", "发起提现"),
    "two_factor_changed": Label("Authenticator changed", "更换验证器"),
    "password_changed": Label("Password changed", "修改密码"),
    "email_changed": Label("E-mail changed", "更换邮箱"),
    "phone_changed": Label("Phone changed", "更换手机"),
    "fund_password_changed": Label("Fund password changed", "修改资金密码"),
    "api_key_added": Label("API key added", "新增 API 密钥"),
    "withdrawal_address_added": Label("Withdrawal address added", "新增提现地址"),
    "anti_phishing_code_changed": Label("Anti-phishing code changed", "修改防钓鱼码"),
}


def of_theft(found: Theft) -> Diagnosis:
    """Say what the record shows; the freeze is offered whatever it is."""
    told, stop = VERDICTS[found.verdict], len(found.stoppable)
    return Diagnosis(
        code=found.verdict,
        confidence=told.confidence,
        move="offer",
        evidence=tuple(proofs(found)),
        next_step=told.step,
        wording=filled(
            told.wording,
            since="" if found.since is None else moment(found.since),
            now=NOW,
            stop=filled(STOP, count=stop) if stop else "",
            safe=SAFE,
            police=POLICE,
        ),
        actions=("freeze",),
    )


def frozen(found: Theft) -> Diagnosis:
    """Say that it is frozen already, and go on with making it safe."""
    return Diagnosis(
        code="frozen",
        confidence="certain",
        move="frozen",
        evidence=tuple(proofs(found)),
        next_step=Label("Secure the account with the customer; lift the freeze only by step-up and two people", "与客户加固账户；解除冻结须客户逐项确认并由两人复核"),
        wording=Label(f"{FROZEN.en} {SAFE.en} {POLICE.en}", f"{FROZEN.zh}{SAFE.zh}{POLICE.zh}"),
        actions=("unfreeze",),
    )  # fmt: skip


def sign_in() -> Diagnosis:
    """Say that it is not known yet whose account is to be frozen."""
    return Diagnosis(
        code="not_signed_in",
        confidence="certain",
        move="identify",
        next_step=Label(
            "Have the customer sign in, so that the account can be frozen", "请客户登录账户，以便立即冻结"
        ),
        wording=SIGN_IN,
    )


def unread() -> Diagnosis:
    """Say that the record cannot be read now; the freeze does not wait for that."""
    return Diagnosis(
        code="record_unread",
        confidence="unsure",
        move="offer",
        next_step=Label(
            "The record cannot be read now: ask for the freeze all the same",
            "暂时无法读取记录：仍可立即申请冻结",
        ),
        wording=Label(f"{NOW.en} {SAFE.en}", f"{NOW.zh}{SAFE.zh}"),
        actions=("freeze",),
    )


def proofs(found: Theft) -> Iterator[Proof]:
    """Show the timeline, the latest last, and what of the money has gone or can be stopped."""
    yield from (_trace(one) for one in found.traces[-MOST_SHOWN:])
    strange = dict.fromkeys(one.device for one in found.traces if not one.known)
    for device in strange:
        label = Label("Device that was not trusted", "未受信任的设备")
        yield Proof(label=label, value=device, source="exchange", verdict="bad", private=True)
    yield from _money(found.stoppable, Label("Can still be stopped", "尚可拦截"), "open")
    yield from _money(found.gone, Label("Has left", "已转出"), "bad")


def _trace(one: Trace) -> Proof:
    where = " · ".join(part for part in (moment(one.at), one.region, one.outcome) if part)
    return Proof(
        label=KINDS.get(one.kind, Label(one.kind, one.kind)),
        value=where,
        source="exchange",
        verdict="plain" if one.known else "bad",
    )


def _money(found: Sequence[Withdrawal], label: Label, verdict: str) -> Iterator[Proof]:
    for one in found:
        yield Proof(
            label=label,
            value=f"{one.amount} {one.asset} · {one.network} · {moment(one.at)}",
            source="exchange",
            verdict="bad" if verdict == "bad" else "open",
        )
