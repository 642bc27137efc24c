"""What an agent does and a customer reads about the fee of a fill. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Fill
from trustdesk.procedures.model.diagnosis import Diagnosis, Proof
from trustdesk.procedures.rules.fees import CheckedFee
from trustdesk.procedures.rules.order_words import Said
from trustdesk.procedures.rules.said import digits

ROLES = {"maker": Label("maker", "挂单"), "taker": Label("taker", "吃单")}
WORDS: Mapping[str, Said] = {
    "fee_agrees": Said(
        Label("Show how the fee comes about", "说明手续费的计算方式"),
        Label(
            "The fee of this fill was {recorded} {coin}: {of} {coin} at your rate of {rate} %. We have computed it again and it agrees. "
            "{why}",
            "该笔成交的手续费为 {recorded} {coin}，即 {of} {coin} × 您的费率 {rate} %。我们已重新计算，结果一致。{why}",
        ),
    ),
    "fee_lower": Said(
        Label("Show how the fee comes about; it was lower than the rate", "说明计算方式：实收低于费率"),
        Label(
            "The fee of this fill was {recorded} {coin}. At your rate of {rate} % it would have been {computed} {coin}, so less was taken than that, "
            "as happens with a discount that held at the time. {why}",
            "该笔成交的手续费为 {recorded} {coin}。按您的费率 {rate} % 应为 {computed} {coin}，实收更少，通常是当时适用折扣所致。{why}",
        ),
    ),
    "fee_higher": Said(
        Label(
            "More was taken than the rate says: check rate and time with the exchange before anything is said of it",
            "实收高于费率：请先与交易所核对当时的费率，再作答复",
        ),
        Label(
            "The fee of this fill was {recorded} {coin}. At your rate of {rate} % we compute {computed} {coin}. The two differ, and a colleague is "
            "checking with the exchange which rate held at that time; you will hear from us.",
            "该笔成交的手续费为 {recorded} {coin}，按您的费率 {rate} % 计算为 {computed} {coin}，两者不一致。同事正与交易所核对当时适用的费率，"
            "有结果会告知您。",
        ),
    ),
    "fee_in_other_coin": Said(
        Label("Explain that the fee was taken in another coin", "说明手续费以其他币种收取"),
        Label(
            "The fee of this fill was taken in {coin}: {recorded} {coin}. How much that was worth depends on the price of {coin} at that moment, so we "
            "do not compute it again here; the setting for paying fees in {coin} is in your account.",
            "该笔成交的手续费以 {coin} 收取：{recorded} {coin}。其价值取决于当时 {coin} 的价格，因此这里不作重算；是否以 {coin} 抵扣手续费可在账户中设置。",
        ),
    ),
}  # fmt: skip
RECEIVED = Label(
    "On this trade the fee is taken from the coin you receive, so {net} {coin} arrived.",
    "该笔交易的手续费从您收到的币种中扣除，因此实际到账 {net} {coin}。",
)
APART = Label("It is taken in {coin}, apart from what you traded.", "手续费以 {coin} 另行收取。")


def values(fill: Fill, found: CheckedFee) -> dict[str, object]:
    """Give what the words about a fee speak of."""
    computed = found.computed
    received = fill.market == "spot" and found.coin == computed.coin and _receives(fill, found)
    net = digits(computed.of - found.recorded)
    why = RECEIVED if received else APART
    return {
        "recorded": digits(found.recorded),
        "coin": found.coin,
        "of": digits(computed.of),
        "rate": digits(computed.rate * 100),
        "computed": digits(computed.rounded),
        "why": Label(why.en.format(net=net, coin=found.coin), why.zh.format(net=net, coin=found.coin)),
    }


def no_fill() -> Diagnosis:
    """Say that nothing was traded."""
    return Diagnosis(
        code="no_fill",
        confidence="likely",
        move="hand",
        next_step=Label("The account has no fill: ask whether it was another account", "账户内无成交，请确认是否为其他账户"),
        wording=Label(
            "In this account we find no trade. A colleague is looking at it with you.",
            "我们在该账户中没有查到成交，同事会与您一起核对。",
        ),
    )  # fmt: skip


def which_fill(found: Sequence[Fill]) -> Diagnosis:
    """Ask which trade it is."""
    shown = tuple(
        Proof(
            label=Label("Fill", "成交"), value=f"{one.order}: {digits(Decimal(one.amount))} {one.symbol}", source="exchange"
        )
        for one in found[:8]
    )  # fmt: skip
    return Diagnosis(
        code="which_fill",
        confidence="certain",
        move="ask",
        evidence=shown,
        next_step=Label("Ask for the number of the order", "请客户提供委托号"),
        wording=Label(
            "Which trade is it about? Please send the number of the order as text; no screenshot is needed.",
            "请问是哪一笔交易？请以文字发送委托号，无需截图。",
        ),
    )


def no_rate(proofs: tuple[Proof, ...]) -> Diagnosis:
    """Say that the rate of the account could not be read."""
    return Diagnosis(
        code="no_rate",
        confidence="unsure",
        move="hand",
        evidence=proofs,
        next_step=Label(
            "The rate of the account is not told: look it up by hand", "未取得账户费率，请人工核对"
        ),
        wording=Label(
            "We cannot read the rate of your account at this moment. A colleague looks it up and tells you.",
            "目前暂时无法读取您的费率，同事会核对后告知您。",
        ),
    )


def _receives(fill: Fill, found: CheckedFee) -> bool:
    """Whether a fee was taken out of what the trade brought in."""
    base = fill.symbol.startswith(found.coin)
    return base if fill.side == "buy" else not base
