"""A promotion: whether somebody takes part, qualified, was paid, and why not."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Promotion
from trustdesk.procedures.checks import records
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Procedure
from trustdesk.procedures.rules import asking, promotions
from trustdesk.procedures.rules.machine import AT_EXCHANGE, explaining
from trustdesk.procedures.rules.said import digits, filled, moment

Told = tuple[str, Label, Label]


async def _promotions(look: Look, _evidence: Evidence) -> list[Promotion]:
    return [one for one in await records(look, "promotions") if isinstance(one, Promotion)]


PROMOTIONS: Check[list[Promotion]] = Check("promotions", list[Promotion], _promotions)
REASONS: Mapping[str, Label] = {
    "volume_too_low": Label("the trading volume it asks for was not reached", "交易量未达到要求"),
    "deposit_too_low": Label("the deposit it asks for was not reached", "充值额未达到要求"),
    "joined_late": Label("joining was after its last day", "报名时间已过截止日"),
    "region_excluded": Label("it does not hold for your region", "您所在地区不在活动范围内"),
    "not_verified": Label("it asks for a verified identity", "需先完成身份认证"),
    "same_device": Label("one device may take part once only", "同一设备只能参与一次"),
    "terms": Label("one of its conditions was not met; the page of the promotion lists them", "未满足活动页面列出的某项条件"),
}  # fmt: skip
WORDS: Mapping[promotions.Standing, Told] = {
    "not_joined": (
        "tell",
        Label("Explain: not taking part; joining is on its page", "说明：未报名，可在活动页面报名"),
        Label(
            "Your account takes part in no promotion at the moment. Each has a page of its own under Rewards with who may join, until when, and for what; joining is by the button there, before trading or paying in counts.",
            "您的账户目前没有参与任何活动。请在“福利中心”查看各活动的参与条件、时间和奖励，需先点击报名，之后的交易或充值才会计入。",
        ),
    ),
    "joined": (
        "tell",
        Label("Explain: joined, not decided yet", "说明：已报名，尚未结算"),
        Label(
            'You take part in "{name}" since {at}. It is not decided yet; what counts so far is shown on its page under Rewards.',
            "您已于 {at} 报名“{name}”，目前尚未结算，当前进度请见“福利中心”活动页面。",
        ),
    ),
    "qualified": (
        "wait",
        Label("Wait: qualified, the reward is to be paid", "等待：已达标，奖励待发放"),
        Label(
            "You qualified in \"{name}\": {reward} is to be paid, by the exchange's own run, as a rule within 14 days after its end. You need not do anything, and nothing has to be paid for it.",
            "您已达到“{name}”的要求，奖励 {reward} 待发放，一般在活动结束后 14 天内由系统发放，无需操作，也无需支付任何费用。",
        ),
    ),
    "paid": (
        "tell",
        Label("Explain: it was paid; show where", "说明：奖励已发放"),
        Label(
            'The reward of "{name}" was paid: {reward}. See Assets, or Rewards for a trial bonus, which can be traded but not withdrawn.',
            "“{name}”的奖励已发放：{reward}。请在“资产”中查看；体验金请在“福利中心”查看，可用于交易但不可提现。",
        ),
    ),
    "not_qualified": (
        "tell",
        Label("Explain the condition that was not met", "说明未满足的条件"),
        Label(
            'For "{name}" your account did not qualify: {reason}. That is decided by the terms as published, the same for everybody, and support cannot change it.',
            "您的账户未达到“{name}”的要求：{reason}。结果按公布的活动规则统一判定，客服无法更改。",
        ),
    ),
    "over": (
        "tell",
        Label("Explain: it is over", "说明：活动已结束"),
        Label(
            '"{name}" is over, and no reward is recorded for your account. What runs now is shown under Rewards.',
            "“{name}”已结束，您的账户没有奖励记录。正在进行的活动请见“福利中心”。",
        ),
    ),
}  # fmt: skip


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Tell how somebody's part stands, from the record."""
    if (trouble := facts.trouble(PROMOTIONS)) is not None:
        return asking.not_read(trouble)
    part = promotions.part_of(facts.of(PROMOTIONS) or [], evidence.get("name") or "", now)
    move, step, wording = WORDS[part.standing]
    one = part.promotion
    reward = "" if one is None or one.reward is None else f"{digits(Decimal(one.reward))} {one.asset or ''}"
    return Diagnosis(
        code=part.standing,
        confidence="certain",
        move=move,
        evidence=() if one is None else (_proof(one, part.standing),),
        next_step=step,
        wording=filled(
            wording,
            name=one.name if one else "",
            at=moment(one.at) if one else "",
            reward=reward.strip(),
            reason=REASONS.get(part.reason, REASONS["terms"]),
        ),
        expected=Expected(60 * 24, 60 * 24 * 14) if part.standing == "qualified" else None,
    )


def _proof(one: Promotion, standing: str) -> Proof:
    told = " · ".join(part for part in (one.name, one.state, one.reason or "", moment(one.at)) if part)
    verdict = "bad" if standing == "not_qualified" else "plain"
    return Proof(label=Label("Promotion", "活动记录"), value=told, source="exchange", verdict=verdict)


PROCEDURE = Procedure(
    slug="promotion",
    title=Label("Promotion", "活动与奖励"),
    asks=(
        Ask(
            name="name",
            kind="text",
            label=Label("Promotion", "活动"),
            question=Label("Which promotion?", "哪个活动？"),
        ),
    ),
    never_ask=(
        *asking.NEVER,
        Label("A payment to receive a reward", "为领取奖励支付任何费用"),
    ),
    checks=(PROMOTIONS,),
    diagnose=diagnose,
    machine=explaining(AT_EXCHANGE),
    cues=Cues(
        words=(
            re.compile(r"promotion"),
            re.compile(r"\bbonus\b"),
            re.compile(r"\breward"),
            re.compile(r"cash-?back"),
            re.compile(r"campaign"),
            re.compile(r"airdrop"),
            re.compile(r"活动"),
            re.compile(r"奖励"),
            re.compile(r"赠金|体验金"),
            re.compile(r"返现"),
            re.compile(r"空投"),
        ),
        topics=("promotion",),
    ),
)  # fmt: skip
