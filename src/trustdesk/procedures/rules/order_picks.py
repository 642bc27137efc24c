"""Which order is meant, and how an order, its market and its book are shown as proof. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from trustdesk.brands import Label
from trustdesk.exchange import Order
from trustdesk.procedures.model.diagnosis import Diagnosis, Level, Proof
from trustdesk.procedures.rules import charts, orders
from trustdesk.procedures.rules.orders import OrderFinding
from trustdesk.procedures.rules.said import digits, filled

BOOK_DECIDES = frozenset({"post_only", "ioc_remainder", "fok_remainder", "no_liquidity", "part_filled"})
SIDES = {"buy": Label("buy", "买入"), "sell": Label("sell", "卖出")}
SERIES = {
    "last": Label("last price", "最新成交价"),
    "mark": Label("mark price", "标记价格"),
    "index": Label("index price", "指数价格"),
}
STATES = {
    "waiting": Label("waiting for its trigger", "等待触发"),
    "open": Label("open", "挂单中"),
    "part_filled": Label("filled in part", "部分成交"),
    "filled": Label("filled", "已成交"),
    "cancelled": Label("cancelled", "已撤销"),
    "rejected": Label("turned away", "已拒绝"),
    "expired": Label("expired", "已过期"),
}
MISSING: Mapping[str, Label] = {
    "not_set_up": Label("No market is connected for this brand", "该品牌未接入行情"),
    "library_missing": Label("The library of exchanges is not installed", "未安装行情组件"),
    "no_such_exchange": Label("The library does not know this exchange (any more)", "行情组件不（再）支持该交易所"),
    "not_offered": Label("The exchange does not offer this publicly", "交易所未公开提供"),
    "unknown_symbol": Label("The market does not know this symbol", "行情中无此交易对"),
    "unreachable": Label("The market did not answer", "行情未响应"),
    "nonsense": Label("The market's answer cannot be true", "行情返回内容不可信"),
}  # fmt: skip
NONE = "-"


def meant(found: Sequence[Order], reference: str | None, price: Decimal | None) -> Order | None:
    """Give the order that is meant: by its number, else the only one not filled, else the only one at the price."""
    named = [one for one in found if reference and one.id.casefold() == reference.casefold()]
    if named:
        return named[0]
    unfilled = [one for one in found if one.state != "filled"]
    if price is not None:
        unfilled = [one for one in unfilled if one.price and Decimal(one.price) == price] or unfilled
    if len(unfilled) == 1:
        return unfilled[0]
    return found[0] if not unfilled and len(found) == 1 else None


def which(found: Sequence[Order], reference: str | None) -> Diagnosis:
    """Ask which order it is; without one there is nothing to ask about."""
    shown = tuple(
        Proof(label=Label("Order", "委托"), value=described(one), source="exchange") for one in found[:8]
    )
    if not found:
        return Diagnosis(
            code="no_order",
            confidence="likely",
            move="hand",
            next_step=Label("The account has no order: ask whether it was another account", "账户内无委托，请确认是否为其他账户"),
            wording=Label(
                "In this account we find no order. A colleague is looking at it with you.",
                "我们在该账户中没有查到委托，同事会与您一起核对。",
            ),
        )  # fmt: skip
    unknown = Proof(
        label=Label("Order number as stated", "客户所述委托号"), value=reference or NONE, source="customer", verdict="bad",
    )  # fmt: skip
    return Diagnosis(
        code="which_order",
        confidence="certain",
        move="ask",
        evidence=((unknown, *shown) if reference else shown),
        next_step=Label("Ask for the number of the order", "请客户提供委托号"),
        wording=Label(
            "Which of your orders is it? Please send its number as text; it stands in the order history. No screenshot is needed.",
            "请问是哪一笔委托？请以文字发送委托号（可在历史委托中查看），无需截图。",
        ),
    )  # fmt: skip


def described(order: Order) -> Label:
    """Write an order in one line."""
    price = order.price or order.trigger
    line = Label("{side} {amount} {symbol}{at}, {state}", "{side} {amount} {symbol}{at}，{state}")
    at = f" @ {digits(Decimal(price))}" if price else ""
    return filled(
        line, side=SIDES[order.side], amount=digits(Decimal(order.amount)), symbol=order.symbol, at=at,
        state=STATES[order.state],
    )  # fmt: skip


def values(order: Order, found: OrderFinding, now: datetime) -> dict[str, object]:
    """Give what the words about an order speak of."""
    extreme = found.reach.extreme if found.reach else None
    passed = found.reach.at if found.reach else None
    return {
        "side": SIDES[order.side],
        "symbol": order.symbol,
        "price": _digits(order.price),
        "amount": _digits(order.amount),
        "filled": digits(found.filled),
        "left": digits(found.left),
        "average": _digits(order.average),
        "extreme": digits(extreme) if extreme is not None else NONE,
        "extreme_name": extreme_name(order, found),
        "trigger": _digits(order.trigger),
        "series": SERIES[order.trigger_by or "last"],
        "at": moment(passed) if passed else NONE,
        "ended": moment(orders.window_of(order, now).end),
        "code": found.code or NONE,
    }


def extreme_name(order: Order, found: OrderFinding, *, long: bool = False) -> Label:
    """Name the price that matters: the lowest for a buy, the highest for a sell; of a trigger, where it waits."""
    low = order.side == "buy" if found.rising is None else not found.rising
    if long:
        return Label(
            f"{'Lowest' if low else 'Highest'} price meanwhile", f"期间{'最低' if low else '最高'}价"
        )
    return Label("lowest" if low else "highest", "最低" if low else "最高")


def order_proofs(order: Order, found: OrderFinding) -> Iterator[Proof]:
    """Show the record of an order."""
    yield Proof(label=Label("Order", "委托"), value=order.id, source="exchange")
    yield Proof(label=Label("As recorded", "记录内容"), value=described(order), source="exchange")
    if found.code:
        yield Proof(
            label=Label("Reason given by the exchange", "交易所给出的原因"), value=found.code, source="exchange"
        )  # fmt: skip
    if found.bound is not None and found.stated is not None:
        yield Proof(label=Label("Limit that holds", "适用限制"), value=digits(found.bound), source="market")


def book_proofs(found: OrderFinding, at: datetime | None) -> Iterator[Proof]:
    """Show what the book said, now: the exchange keeps no book of the past."""
    if found.ahead is not None:
        yield Proof(
            label=Label("Waiting in the book at this price or better, now", "当前同价或更优价的挂单量"),
            value=digits(found.ahead),
            source="market",
            read_at=at,
        )
    if found.walk is not None and found.walk.left > 0:
        yield Proof(
            label=Label("Would fill at once at this price, now", "当前该价格可立即成交的数量"),
            value=digits(found.walk.filled),
            source="market",
            read_at=at,
        )
    if found.would_take is not None:
        yes, no = Label("yes", "会"), Label("not now", "当前不会")
        yield Proof(
            label=Label("Would trade at once, by the book now", "按当前盘口会立即成交"),
            value=yes if found.would_take else no,
            source="market",
            read_at=at,
        )


def titled(order: Order) -> Label:
    """Name the drawing: an order that was turned away never lay in the book."""
    if order.state == "rejected":
        return Label("Prices around the order", "委托前后的价格")
    return Label("Prices while the order lay there", "挂单期间的价格")


def moments(order: Order, now: datetime) -> list[Level]:
    """Draw when an order came and, if it has, when it ended."""
    window = orders.window_of(order, now)
    start, end = charts.seconds(window.start), charts.seconds(window.end)
    if order.state == "rejected":
        return [Level(Label("Order turned away", "委托被拒"), end, "muted", across=False)]
    levels = [Level(Label("Order placed", "挂单"), start, "muted", across=False)]
    if order.state in orders.FINAL:
        levels.append(Level(Label("Order ended", "结束"), end, "muted", across=False))
    return levels


def noted(order: Order, found: OrderFinding, read_at: datetime) -> Label:
    """Say in words what the candles show."""
    extreme = found.reach.extreme if found.reach else None
    price = order.price or order.trigger
    parts = [
        filled(Label("Price of the order {price}.", "委托价格 {price}。"), price=_digits(price)) if price else None,
        None
        if extreme is None
        else filled(
            Label("{name}: {extreme}.", "{name}：{extreme}。"),
            name=extreme_name(order, found, long=True), extreme=digits(extreme),
        ),
        filled(Label("Prices read at {at}.", "行情读取时间 {at}。"), at=moment(read_at)),
    ]  # fmt: skip
    said = [one for one in parts if one is not None]
    return Label(" ".join(one.en for one in said), "".join(one.zh for one in said))


def book_noted(read_at: datetime) -> Label:
    """Say when the book was read: it is not the book of the time of the order."""
    return filled(
        Label(
            "The book as it was read at {at}, not at the time of the order.",
            "盘口读取时间 {at}，并非下单时的盘口。",
        ),
        at=moment(read_at),
    )


def moment(at: datetime) -> str:
    """Write a moment, to the minute, with its zone."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _digits(text: str | None) -> str:
    return NONE if text is None else digits(Decimal(text))
