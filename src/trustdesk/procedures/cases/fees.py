"""What a trade cost: the fee of one fill computed again, in the coin and with the rounding of that exchange."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from trustdesk.brands import Label
from trustdesk.exchange import FeeTier, Fill
from trustdesk.procedures import checks
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Diagnosis, Expected, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Procedure
from trustdesk.procedures.rules import asking, fee_words, fees
from trustdesk.procedures.rules.fees import CheckedFee, Execution
from trustdesk.procedures.rules.machine import explaining
from trustdesk.procedures.rules.order_picks import SIDES, moment
from trustdesk.procedures.rules.said import digits, filled


class FeesRead(msgspec.Struct, frozen=True, kw_only=True):
    """The fills of the account and the rates that hold for it."""

    fills: Sequence[Fill] = ()
    rates: Sequence[FeeTier] = ()
    brand: str = ""


async def _read(look: Look, _evidence: Evidence) -> FeesRead:
    fills = [one for one in await checks.records(look, "fills") if isinstance(one, Fill)]
    rates = [one for one in await checks.records(look, "fees") if isinstance(one, FeeTier)]
    return FeesRead(fills=fills, rates=rates, brand=look.tenant)


FEES_READ = Check("fills_and_rates", FeesRead, _read)


def diagnose(facts: Facts, evidence: Evidence, now: datetime) -> Diagnosis:
    """Say what one fill cost and why; what was charged too much goes to a person."""
    del now
    if (trouble := facts.trouble(FEES_READ)) is not None:
        return asking.not_read(trouble)
    read = facts.of(FEES_READ) or FeesRead()
    fill = _meant(read.fills, evidence.get("fill"))
    if fill is None:
        return fee_words.no_fill() if not read.fills else fee_words.which_fill(read.fills)
    traded = _execution(fill)
    rate = next((one for one in read.rates if one.market == fill.market), None)
    if traded is None or rate is None:
        return fee_words.no_rate(tuple(_fill_proofs(fill)))
    used = Decimal(rate.maker if fill.role == "maker" else rate.taker)
    rule = fees.rule_of(read.brand, traded.kind)
    return _told(fill, rate, fees.check_fee(traded, used, fill.fee, fill.fee_asset, rule))


def _meant(found: Sequence[Fill], reference: str | None) -> Fill | None:
    """Give the fill that is meant: by its own number or its order's, else the only one."""
    wanted = (reference or "").casefold()
    named = [one for one in found if wanted in {one.id.casefold(), one.order.casefold()}]
    if named:
        return named[0]
    return found[0] if len(found) == 1 else None


def _execution(fill: Fill) -> Execution | None:
    coins = fees.parts(fill.symbol)
    if coins is None:
        return None
    kind = "spot" if fill.market == "spot" else "inverse" if coins[1] == "USD" else "linear"
    return Execution(
        side=fill.side, price=Decimal(fill.price), amount=Decimal(fill.amount), base=coins[0], quote=coins[1],
        kind=kind,
    )  # fmt: skip


def _told(fill: Fill, rate: FeeTier, found: CheckedFee) -> Diagnosis:
    code = {
        "agrees": "fee_agrees", "rounding": "fee_agrees", "less": "fee_lower", "more": "fee_higher",
        "other_coin": "fee_in_other_coin",
    }[found.verdict]  # fmt: skip
    said = fee_words.WORDS[code]
    values = fee_words.values(fill, found)
    escalates = code == "fee_higher"
    return Diagnosis(
        code=code,
        confidence="certain" if code == "fee_agrees" else "likely",
        move="hand" if escalates else "tell",
        evidence=(*_fill_proofs(fill), *_fee_proofs(fill, rate, found)),
        next_step=filled(said.next_step, **values),
        wording=filled(said.wording, **values),
        expected=Expected(60, 24 * 60) if escalates else None,
    )


def _fill_proofs(fill: Fill) -> Iterator[Proof]:
    line = Label("{side} {amount} {symbol} @ {price}, {role}", "{side} {amount} {symbol} @ {price}，{role}")
    shown = filled(
        line, side=SIDES[fill.side], amount=digits(Decimal(fill.amount)), symbol=fill.symbol,
        price=digits(Decimal(fill.price)), role=fee_words.ROLES[fill.role],
    )  # fmt: skip
    yield Proof(label=Label("Fill", "成交"), value=fill.id, source="exchange")
    yield Proof(label=Label("As recorded", "记录内容"), value=shown, source="exchange")
    yield Proof(label=Label("At", "时间"), value=moment(fill.at), source="exchange")


def _fee_proofs(fill: Fill, rate: FeeTier, found: CheckedFee) -> Iterator[Proof]:
    computed = found.computed
    yield Proof(
        label=Label("Rate of the account", "账户费率"),
        value=filled(
            Label("{rate} % ({tier}, {role})", "{rate} %（{tier}，{role}）"),
            rate=digits(computed.rate * 100), tier=rate.tier, role=fee_words.ROLES[fill.role],
        ),
        source="exchange",
    )  # fmt: skip
    yield Proof(
        label=Label("Fee as recorded", "记录的手续费"),
        value=f"{digits(found.recorded)} {found.coin}",
        source="exchange",
        verdict={"more": "bad", "agrees": "good", "rounding": "good"}.get(found.verdict, "plain"),  # pyright: ignore[reportArgumentType]
    )
    if found.verdict == "other_coin":
        return
    yield Proof(
        label=Label("Fee computed again", "重新计算"),
        value=f"{digits(computed.of)} {computed.coin} × {digits(computed.rate * 100)} % = {digits(computed.rounded)} {computed.coin}",
        source="desk",
    )
    if found.difference and found.rate is not None:
        yield Proof(
            label=Label("Rate that was charged", "实际费率"),
            value=f"{digits((found.rate * 100).quantize(Decimal('0.0001')))} %",
            source="desk",
        )


PROCEDURE = Procedure(
    slug="fees",
    title=Label("Trading fee", "交易手续费"),
    asks=(
        Ask(
            name="fill",
            kind="reference",
            label=Label("Number of the order or fill", "委托号或成交号"),
            question=Label(
                "Which trade is it about? The number of the order is enough.", "请问是哪一笔交易？提供委托号即可。"
            ),
        ),
    ),
    never_ask=asking.NEVER,
    checks=(FEES_READ,),
    diagnose=diagnose,
    machine=explaining(),
    cues=Cues(
        words=(
            re.compile(r"(trading|taker|maker|commission|order|trade).{0,24}fee"),
            re.compile(r"fee.{0,40}(trade|trading|order|too (high|much)|wrong|double)"),
            re.compile(r"(less|fewer).{0,24}(than|coins?).{0,24}(bought|ordered)"),
            re.compile(r"(交易|成交|挂单|吃单)?手续费.{0,16}(多|高|错|怎么|为什么|计算|不对)"),
            re.compile(r"(多|重复)(扣|收)了?.{0,6}(手续费|费)"),
            re.compile(r"(交易|现货|合约)手续费"),
        ),
        topics=("fees",),
    ),
)  # fmt: skip
