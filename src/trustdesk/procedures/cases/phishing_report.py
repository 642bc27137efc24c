"""A report of phishing or an impostor: taken in safely, compared with the registry, made a security case."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from trustdesk.brands import Label
from trustdesk.official import Judged, Piece
from trustdesk.procedures.checks import ACCOUNT
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Confidence, Diagnosis, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.originals import Inspected, Original
from trustdesk.procedures.model.procedure import Ask, Cues, Machine, Procedure, State, Step
from trustdesk.procedures.rules import asking, phishing
from trustdesk.procedures.rules.machine import AGAIN, CLOSE
from trustdesk.procedures.rules.phishing import Report, Sign, Standing
from trustdesk.procedures.rules.said import filled

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STOLEN = "account_stolen"
MOST_SHOWN = 8


async def _inspect(look: Look, evidence: Evidence) -> Inspected:
    """Have everything judged that the customer named, and everything their mail names. Nothing is fetched."""
    return await look.aids.inspect(look.tenant, look.conversation, evidence.get("thing") or "")


INSPECTED = Check("inspected", Inspected, _inspect)
NEXT = Label(
    "Do not answer it, open nothing in it, and delete it once we have it. The page of official channels tells for any link, address or number whether it is ours; an anti-phishing code of your own shows which mails are.",
    "请勿回复或点开其中任何内容，提交给我们后即可删除。任何链接、地址、号码都可在官方渠道页面核实；设置防钓鱼码可识别真实邮件。",
)  # fmt: skip
GAVE = Label(
    "As something may have been entered or given there: have your account frozen now, by the button here, then change the password from another device. Coins that were already sent cannot be called back by anybody who offers it.",
    "由于您可能已在其中输入或提供了信息：请立即点击此处按钮冻结账户，再用其他设备修改密码。凡声称能追回已转出资产的，均为诈骗。",
)  # fmt: skip
WORDS: Mapping[Standing, tuple[str, Confidence, Label, Label]] = {
    "known_impostor": (
        "report", "certain",
        Label("Known impostor: add the report, thank, warn", "已知冒充者：补充报告，致谢并提醒"),
        Label("Thank you: {thing} is a known impostor, and everybody who asks is warned already. Your report adds to the case.", "感谢您的举报：{thing} 是已确认的冒充者，我们已在提醒所有用户，您的报告已并入该案。"),
    ),
    "look_alike": (
        "report", "certain",
        Label("Look-alike: confirm, take it to the register of impostors", "仿冒：确认并登记为冒充者"),
        Label("Thank you: {thing} is not ours; it imitates {imitates}. It has become a security case, and others are warned once it is confirmed.", "感谢您的举报：{thing} 并非我方渠道，而是仿冒 {imitates}。已立为安全案件，确认后将提醒其他用户。"),
    ),
    "not_official": (
        "report", "certain",
        Label("Not official: look whether it pretends to be", "非官方：核查是否冒充"),
        Label("Thank you: {thing} is none of our official channels. It has become a security case; treat whatever comes from there as not from us.", "感谢您的举报：{thing} 不是我方官方渠道。已立为安全案件，来自该处的任何内容都不代表我们。"),
    ),
    "forged": (
        "report", "likely",
        Label("The sender looks like ours and is forged: to the security team with the original", "发件人看似官方但系伪造：连同原件转安全团队"),
        Label("Thank you: the sender looks like ours, but the mail itself shows that it is forged. It has become a security case with the original you sent.", "感谢您的举报：发件人看似官方，但邮件本身显示系伪造。已连同您提供的原件立为安全案件。"),
    ),
    "official": (
        "tell", "likely",
        Label("It is official: explain how that can be seen", "属官方渠道：说明如何核实"),
        Label("What you sent is in our register of official channels: {thing}. Even so we never ask for a password, a code or a recovery phrase there. If something in it does, send us the original mail, with its headers.", "您提供的内容在我方官方渠道名录中：{thing}。即便如此，我们也绝不会索取密码、验证码或助记词。如其中有此类要求，请把原始邮件（含邮件头）发给我们。"),
    ),
    "nothing_named": (
        "ask", "certain",
        Label("Ask for the link, address, handle or number, or the original mail as a file", "请客户提供链接、地址、账号、号码，或原始邮件文件"),
        Label('Please send the link, the address, the handle or the number as text, without opening it, or report the original mail as a file (.eml) by "Check and report" in the menu of this chat.', "请以文字发送该链接、地址、账号或号码（不要点开），或通过本对话菜单中的“核实与举报”上传原始邮件文件（.eml）。"),
    ),
}  # fmt: skip
SIGNS: Mapping[Sign, Label] = {
    "reply_elsewhere": Label("Answers go to another domain than the sender's", "回复地址与发件人域名不同"),
    "return_elsewhere": Label("It was sent by another domain than the sender's", "退信地址与发件人域名不同"),
    "name_borrowed": Label("The name shown is borrowed, the address is not ours", "显示名冒用，地址并非官方"),
    "not_authentic": Label("The sender's domain does not stand up for it", "发件域名验证未通过"),
    "link_hides": Label("A link shows one address and leads to another", "链接显示与实际地址不一致"),
    "asks_secret": Label("It asks for a secret", "索要密码、验证码或助记词"),
    "hurries": Label("It hurries its reader", "制造紧迫感"),
}


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Say what it is; whoever gave something there is led to the freeze as well."""
    seen = facts.of(INSPECTED)
    if seen is None:
        return asking.not_read(facts.trouble(INSPECTED) or "unreachable")
    found = phishing.report(seen, evidence.get("thing") or "", facts.of(ACCOUNT), now)
    return _told(found, seen)


def _told(found: Report, seen: Inspected) -> Diagnosis:
    move, confidence, step, wording = WORDS[found.standing]
    thing = found.worst.found.value if found.worst else _sender(seen.originals)
    said = filled(wording, thing=thing, imitates=found.worst.imitates if found.worst else "")
    then = (NEXT, GAVE) if found.exposed and move == "report" else (NEXT,)
    return Diagnosis(
        code=found.standing,
        confidence=confidence,
        move=move,
        evidence=(*_judged_proofs(seen.judged), *_sign_proofs(found.signs, seen)),
        next_step=step,
        wording=Label(" ".join(one.en for one in (said, *then)), "".join(one.zh for one in (said, *then))),
        hands_to=STOLEN if found.exposed and move == "report" else None,
    )


def _sender(originals: Sequence[Original]) -> str:
    return next((one.sender for one in originals), "")


def _judged_proofs(judged: Sequence[Judged]) -> Iterator[Proof]:
    for one in sorted(judged, key=lambda each: phishing.WORST.index(each.verdict), reverse=True)[:MOST_SHOWN]:
        bad = one.verdict in phishing.BAD
        value = drawn(one.difference) if one.difference else one.found.value
        yield Proof(
            label=Label(f"{one.found.kind}: {one.verdict}", f"{one.found.kind}：{one.verdict}"),
            value=f"{value} ≠ {one.imitates}" if one.imitates else value,
            source="desk",
            verdict="bad" if bad else "plain",
        )


def drawn(pieces: Sequence[Piece]) -> str:
    """Write a look-alike with what differs in brackets, strange letters spelt out."""
    told: list[str] = []
    for one in pieces:
        if one.mark == "same":
            told.append(one.given)
        else:
            named = f": {', '.join(one.names)}" if one.names else ""
            told.append(f"[{one.given or '-'}→{one.official or '-'}{named}]")
    return "".join(told)


def _sign_proofs(signs: Sequence[Sign], seen: Inspected) -> Iterator[Proof]:
    for mail in seen.originals:
        yield Proof(label=Label("Original mail from", "原始邮件发件人"), value=mail.sender, source="customer")
    for sign in signs:
        yield Proof(label=Label("Gives it away", "破绽"), value=SIGNS[sign], source="customer", verdict="bad")
    if seen.unreadable:
        told = Label(
            "It could not be read within the limits; the raw file is kept", "超出安全解析限制，原件已留存"
        )
        yield Proof(label=Label("Original mail", "原始邮件"), value=told, source="customer", verdict="open")


def _turn(name: str) -> tuple[Step, ...]:
    """What the security team may do while it has the turn."""
    return (
        Step(source=name, event="given", target="checking"),
        Step(source=name, event="look", target="checking", label=AGAIN),
        Step(source=name, event="solve", target="solved", label=Label("Confirmed and registered", "已确认并登记")),
        Step(source=name, event="refuse", target="refused", label=Label("Nothing to report: explained", "无需处理，已说明")),
        Step(source=name, event="close", target="closed", label=CLOSE),
        Step(source=name, event="late", target="overdue"),
    )  # fmt: skip


STATES = (
    State(name="collecting", owner="customer", lasts=3 * DAY, label=Label("Send us the link, address, number or original mail", "请提供链接、地址、号码或原始邮件")),
    State(name="checking", owner="desk", lasts=5 * timedelta(minutes=1), checks=True, label=Label("We compare it with the official register", "正在与官方名录比对")),
    State(name="reported", owner="agent", lasts=4 * HOUR, label=Label("A security case: our team looks into it", "已立为安全案件，团队正在核查")),
    State(name="found", owner="agent", lasts=HOUR / 2, label=Label("We know what it is; a colleague tells you", "已查明，客服将向您说明")),
    State(name="overdue", owner="reviewer", lasts=1 * DAY, label=Label("The security team's lead looks into it", "安全团队负责人正在核查")),
    State(name="solved", owner="nobody", ending="solved", label=Label("Confirmed: others are warned", "已确认，将提醒其他用户")),
    State(name="refused", owner="nobody", ending="refused", label=Label("Looked into: nothing to report", "已核查，无需处理")),
    State(name="lapsed", owner="nobody", ending="lapsed", label=Label("Ended: nothing more came", "已结束：未收到补充信息")),
    State(name="closed", owner="nobody", ending="closed", label=Label("Closed", "已关闭")),
)  # fmt: skip
STEPS = (
    Step(source="collecting", event="given", target="checking"),
    Step(source="collecting", event="look", target="checking", label=AGAIN),
    Step(source="collecting", event="late", target="lapsed"),
    Step(source="collecting", event="close", target="closed", label=CLOSE),
    Step(source="checking", event="given", target="checking"),
    Step(source="checking", event="ask", target="collecting"),
    Step(source="checking", event="report", target="reported"),
    Step(source="checking", event="tell", target="found"),
    Step(source="checking", event="hand", target="reported"),
    Step(source="checking", event="wait", target="reported"),
    Step(source="checking", event="late", target="reported"),
    *_turn("reported"),
    *_turn("found"),
    *_turn("overdue"),
)

PROCEDURE = Procedure(
    slug="phishing_report",
    title=Label("Phishing, impostor", "钓鱼与冒充举报"),
    asks=(
        Ask(
            name="thing",
            kind="text",
            hears=phishing.heard,
            label=Label("What is reported", "举报内容"),
            question=Label("Which link, address, handle or number, or which mail?", "是哪个链接、地址、账号、号码或邮件？"),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("To open the link once more, or to answer the sender", "让客户再次打开链接或回复对方"),
    ),
    checks=(INSPECTED, ACCOUNT),
    diagnose=diagnose,
    machine=Machine(first="collecting", states=STATES, steps=STEPS),
    cues=Cues(
        words=(
            re.compile(r"phish"),
            re.compile(r"imposter|impostor|impersonat"),
            re.compile(r"\bfake\b"),
            re.compile(r"\bscam"),
            re.compile(r"is (this|it|that) (really )?(you|yours|official|from you)"),
            re.compile(r"钓鱼"),
            re.compile(r"冒充|假冒|仿冒"),
            re.compile(r"假(网站|客服|邮件|链接|网址)"),
            re.compile(r"诈骗"),
            re.compile(r"是(你们|官方)的?(吗|网站|客服|邮件)"),
        ),
        topics=("phishing",),
        weight=1,
    ),
)  # fmt: skip
