"""What an agent does and a customer reads about an order that was not filled, by its cause. Pure.

The words explain what happened; none of them says what to buy or sell, and none promises anything.
"""

from collections.abc import Mapping

import msgspec

from trustdesk.brands import Label


class Said(msgspec.Struct, frozen=True):
    """What comes next for the agent, and what the customer is told."""

    next_step: Label
    wording: Label


EXPLAIN = Label("Explain, with the chart", "结合图表向客户说明")
EXPLAIN_CODE = Label("Explain the exchange's own reason", "说明交易所给出的原因")
CHECK = Label("Check with the trading team, by the order's number", "凭委托号与交易团队核实")


def _told(en: str, zh: str, next_step: Label = EXPLAIN_CODE) -> Said:
    return Said(next_step, Label(en, zh))


WORDS: Mapping[str, Said] = {
    "never_reached": _told(
        "Your order to {side} {left} {symbol} at {price} waits for the market to come to {price}. As long as it has lain there the "
        "{extreme_name} price was {extreme}, so it has not been reached. The order itself is in good order: you can leave it, change "
        "its price or cancel it.",
        "您以 {price} {side} {left} {symbol} 的委托需等市场到达 {price} 才会成交。自挂单以来{extreme_name}价为 {extreme}，尚未到达您的价格。委托本身"
        "正常，您可以保留、改价或撤单。",
        EXPLAIN,
    ),
    "touched_only": _told(
        "The market touched your price of {price}, and did not trade beyond it. Orders at one price are served in the order in which "
        "they came: what there was went to those ahead of yours. Prices alone cannot show more than that.",
        "市场触及了您的价格 {price}，但没有越过。同一价格的委托按到达的先后顺序成交，当时的数量由排在您前面的委托成交。仅凭价格无法判断更多。",
        EXPLAIN,
    ),
    "traded_through": _told(
        "The market traded beyond your price of {price} at {at}, and your order was not filled. That must not be without a reason. "
        "A colleague is looking into it with the trading team, and you will hear from us; you need not send anything.",
        "市场在 {at} 越过了您的价格 {price}，而您的委托没有成交，这不应没有原因。同事正与交易团队核查，有结果会主动告知您，您无需再提供材料。",
        Label(
            "Escalated by itself: ask the trading team whether it really lay in the book, on which market, and about "
            "self-trade prevention",
            "已自动升级：请交易团队核实该委托是否实际挂在盘口、属于哪个市场，以及是否触发自成交保护",
        ),
    ),
    "edge_only": _told(
        "The market was beyond your price of {price} only in the very first or last moments of your order. Whether that was before or "
        "after it lay there can only be seen in single trades; a colleague is looking at them.",
        "市场仅在您挂单的最初或最后片刻越过 {price}。这发生在挂单前还是挂单后，需查看逐笔成交才能确定，同事正在核对。",
        Label("Look at the single trades of the first and last minute", "核对首尾一分钟的逐笔成交"),
    ),
    "part_filled": _told(
        "{filled} of your order to {side} {symbol} at {price} has been filled; {left} still waits at your price. At that moment there "
        "was no more to be had at {price}.",
        "您以 {price} {side} {symbol} 的委托已成交 {filled}，剩余 {left} 仍按您的价格挂单。当时该价格上没有更多数量可供成交。",
        EXPLAIN,
    ),
    "filled": _told(
        "By the exchange's record this order was filled: {filled} {symbol} at {average} on average. You find it under the trade history.",
        "根据交易所记录，该委托已成交：{filled} {symbol}，成交均价 {average}，可在成交历史中查看。",
        Label("Show the customer the fill", "向客户出示成交记录"),
    ),
    "post_only": _told(
        "This order was placed as post-only, which means that it must never trade at once. At {price} it would have, so the exchange "
        "turned it away, as you had chosen. Nothing was charged.",
        "该委托选择了“只做 Maker”，即不得立即成交。以 {price} 提交会立即成交，因此按您的设置被拒绝，未产生任何费用。",
    ),
    "ioc_remainder": _told(
        "This order was “immediate or cancel”: what can be filled at once is filled, the rest is cancelled. {filled} was filled and "
        "{left} was cancelled.",
        "该委托为“立即成交剩余撤销”（IOC）：能立即成交的部分成交，其余撤销。已成交 {filled}，撤销 {left}。",
    ),
    "fok_remainder": _told(
        "This order was “all or nothing”: it is filled wholly at once, or not at all. The book did not hold all of {amount} at your "
        "price, so it was cancelled.",
        "该委托为“全部成交或撤销”（FOK）：须一次全部成交，否则全部撤销。当时盘口在您的价格内不足 {amount}，因此被撤销。",
    ),
    "no_liquidity": _told(
        "There were not enough orders on the other side of the book to fill {left} of it, so the rest was cancelled.",
        "对手盘数量不足以成交剩余的 {left}，因此该部分被撤销。",
    ),
    "too_small": _told(
        "The amount of {amount} is below the least that can be traded of {symbol}.",
        "数量 {amount} 低于 {symbol} 的最小交易数量。",
    ),
    "too_large": _told(
        "The amount of {amount} is above the most that one order of {symbol} may have.",
        "数量 {amount} 超过 {symbol} 单笔委托上限。",
    ),
    "below_notional": _told(
        "What the order was worth lies below the least value of an order of {symbol}.",
        "该委托的金额低于 {symbol} 的最小下单金额。",
    ),
    "wrong_step": _told(
        "The amount of {amount} is not a multiple of the step in which {symbol} is traded.",
        "数量 {amount} 不是 {symbol} 数量步长的整数倍。",
    ),
    "wrong_tick": _told(
        "The price of {price} is not a multiple of the tick of {symbol}.",
        "价格 {price} 不是 {symbol} 最小价格变动单位的整数倍。",
    ),
    "price_limit": _told(
        "The price of {price} lay beyond the limits that hold for {symbol}: they keep orders near the market.",
        "价格 {price} 超出 {symbol} 当时的限价范围，该范围用于使委托贴近市场。",
    ),
    "funds": _told(
        "The balance that was free at that moment did not suffice for this order and its fee.",
        "下单时的可用余额不足以支付该委托及其手续费。",
    ),
    "margin": _told(
        "The margin that was free at that moment did not suffice for this order.",
        "下单时的可用保证金不足。",
    ),
    "reduce_only": _told(
        "This order may only make a position smaller. There was no position left for it to reduce, or not that much, so it was not "
        "carried out.",
        "该委托为“只减仓”。当时没有可减的仓位，或可减数量不足，因此未执行。",
    ),
    "halted": _told(
        "{symbol} was not open for trading at that moment.",
        "当时 {symbol} 暂停交易。",
        Label("Look at the exchange's notices for this symbol", "核对该交易对的公告"),
    ),
    "by_customer": _told(
        "By the exchange's record this order was cancelled from your account, at {ended}. Until then the {extreme_name} price was "
        "{extreme} and your price was {price}. If it was not you, tell us at once and we secure the account.",
        "根据交易所记录，该委托于 {ended} 由您的账户撤销。在此之前{extreme_name}价为 {extreme}，您的价格为 {price}。若非您本人操作，请立即告知，我们会先保护账户。",
        Label("Explain; if they did not cancel it, start “account stolen”", "说明；若客户否认撤单，转账户被盗流程"),
    ),
    "liquidation": _told(
        "The order was cancelled because the position came near its liquidation: open orders are cancelled first to free margin.",
        "仓位接近强平时，系统会先撤销挂单以释放保证金，该委托因此被撤销。",
    ),
    "deleveraged": _told(
        "The order was cancelled in the course of automatic deleveraging.", "该委托在自动减仓（ADL）过程中被撤销。",
    ),
    "settled": _told(
        "The order was cancelled because the contract was settled or delisted.", "该合约交割或下架，委托因此被撤销。",
    ),
    "self_trade": _told(
        "The order would have traded with another order of yours, which self-trade prevention stops.",
        "该委托会与您自己的另一笔委托成交，自成交保护因此将其撤销。",
    ),
    "disconnected": _told(
        "The order was cancelled by the protection that you had set for a lost connection.",
        "您设置的断线保护已触发，该委托因此被撤销。",
    ),
    "position_closed": _told(
        "The order belonged to a position that has been closed, and was cancelled with it.",
        "该委托随其所属仓位平仓而撤销。",
    ),
    "other_leg": _told(
        "Of the two orders tied to each other the other one was carried out, so this one was cancelled.",
        "该委托为二选一委托，另一笔已执行，此笔因此撤销。",
    ),
    "maker_protection": _told(
        "The order was cancelled by market-maker protection.", "做市商保护触发，该委托被撤销。",
    ),
    "by_exchange": _told(
        "The order was cancelled by the exchange. A colleague is asking why, and tells you.",
        "该委托由交易所撤销，同事正在核实原因并会告知您。",
        CHECK,
    ),
    "too_many_orders": _told(
        "The account had as many open orders as it may have.", "账户的未成交委托数量已达上限。",
    ),
    "risk_limit": _told(
        "The order would have taken the position beyond the limit that holds for it.", "该委托会使仓位超出风险限额。",
    ),
    "duplicate": _told("An order with the same number of your own existed already.", "已存在相同自定义编号的委托。"),
    "replaced": _told("The order was replaced by a changed one.", "该委托已被改单后的新委托取代。"),
    "most_trades": _told(
        "The order met more counterparties than one order may at once; the rest was cancelled.",
        "该委托一次匹配的对手单数达到上限，剩余部分被撤销。",
    ),
    "auction": _told(
        "{symbol} was in a call auction, in which such orders are not taken.", "{symbol} 当时处于集合竞价阶段，不接受该类委托。",
    ),
    "account_blocked": _told(
        "The account was not allowed to trade at that moment. A colleague is looking into it.",
        "账户当时被限制交易，同事正在核查。",
        CHECK,
    ),
    "trigger_passed": _told(
        "The trigger price lay on the wrong side of the market already, so the order was turned away.",
        "触发价已处于市场价的另一侧，委托因此被拒绝。",
    ),
    "trigger_not_reached": _told(
        "This order waits for its trigger: {trigger}, by the {series}. Since it was placed the {extreme_name} of that price was {extreme}, "
        "so it was not triggered. The chart of another price may look different.",
        "该委托等待触发：{series}达到 {trigger}。自提交以来该价格的{extreme_name}为 {extreme}，尚未触发。其他价格的走势图可能与之不同。",
        EXPLAIN,
    ),
    "trigger_passed_by": _told(
        "The {series} reached the trigger of {trigger} at {at}, and the order still waits. That must not be without a reason. A colleague "
        "is looking into it with the trading team, and you will hear from us.",
        "{series}已于 {at} 达到触发价 {trigger}，而委托仍在等待，这不应没有原因。同事正与交易团队核查，有结果会告知您。",
        Label("Escalated by itself: the trigger was reached and nothing happened", "已自动升级：触发价已到而未触发"),
    ),
    "trailing": _told(
        "This is a trailing order: its trigger follows the market. How far it has followed is not told to us; a colleague looks it up.",
        "该委托为跟踪委托，触发价随市场移动。系统暂未提供当前触发价，同事正在查询。",
        CHECK,
    ),
    "malformed": _told("The order was not complete or contradicted itself.", "委托参数不完整或相互矛盾。"),
    "not_there": _told("The exchange has no such order any more.", "交易所已无该委托。"),
    "done_before": _told("The order had already ended by then.", "该委托此前已结束。"),
    "overloaded": _told(
        "The exchange could not take the order in at that moment. A colleague is checking what happened.",
        "交易所当时未能受理该委托，同事正在核实。",
        CHECK,
    ),
    "worth_nothing": _told("What was left of the order was worth nothing any more.", "委托剩余部分已无价值。"),
    "expired": _told(
        "The order had an end, which came at {ended}; until then the {extreme_name} price was {extreme}.",
        "该委托设有有效期，已于 {ended} 到期；在此之前{extreme_name}价为 {extreme}。",
    ),
    "no_market_data": _told(
        "We cannot read the market's prices at this moment, and say nothing that we cannot show. We look again by ourselves.",
        "目前暂时无法读取行情数据，没有依据我们不下结论。系统会自动再次核查。",
        Label("No prices to be read: look again, or on the exchange's own chart", "无法读取行情：请重查，或查看交易所自有图表"),
    ),
    "unknown_code": _told(
        "The exchange gave the reason “{code}”, which we do not know. A colleague asks what it means and tells you.",
        "交易所给出的原因为“{code}”，我们尚不掌握其含义，同事会核实并告知您。",
        CHECK,
    ),
}  # fmt: skip
