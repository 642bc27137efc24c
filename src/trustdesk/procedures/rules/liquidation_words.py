"""What an agent does and a customer reads about a liquidation. Education only: no promise, no advice to trade. Pure."""

from collections.abc import Mapping

from trustdesk.brands import Label
from trustdesk.procedures.rules.order_words import Said

SIDES = {"long": Label("long", "多"), "short": Label("short", "空")}
MODES = {"isolated": Label("isolated margin", "逐仓"), "cross": Label("cross margin", "全仓")}
EXTREMES = {"long": Label("lowest", "最低"), "short": Label("highest", "最高")}
ESTIMATE = Label(
    "What we compute is an estimate; the exchange's record decides.", "以上计算为估算，以交易所记录为准。"
)
TOOLS = Label(
    "Tools that limit a loss are stop and plan orders, trailing orders and a lower leverage. This explains what happened and is no "
    "advice to trade.",
    "可用于控制亏损的工具包括止损与计划委托、跟踪委托以及更低的杠杆。以上仅为事后说明，不构成任何交易建议。",
)  # fmt: skip
STOP = Label(
    "With a stop {distance} % away from the entry, at {stop}, about {kept} {coin} of the margin would have been left, and more was lost "
    "without it; a fast market may fill a stop at a worse price.",
    "若当时在距开仓价 {distance} % 处（{stop}）设有止损，保证金约可保留 {kept} {coin}；行情剧烈时，止损成交价可能更差。",
)  # fmt: skip
HELD = Label(
    "With a leverage of {held}x or lower the mark price would not have reached the liquidation price.",
    "若杠杆为 {held} 倍或更低，标记价格当时不会触及强平价。",
)  # fmt: skip

WORDS: Mapping[str, Said] = {
    "liquidation_explained": Said(
        Label("Explain, with the chart; say what could have limited it, promise nothing", "结合图表说明，可介绍风险控制工具，不作任何承诺"),
        Label(
            "Your {side} position of {amount} {symbol}, opened at {entry} with {leverage}x, was liquidated on {at}. Its liquidation price "
            "was {recorded}. What triggers a liquidation is the mark price, which came to {mark}; the last price that charts show was at "
            "the {extreme_name} {worst_last}. From your entry, leverage and maintenance rate we compute {computed}, as recorded.",
            "您于 {entry} 以 {leverage} 倍开的 {amount} {symbol} {side}仓于 {at} 被强平，强平价为 {recorded}。触发强平的是标记价格，当时为 {mark}；"
            "K 线显示的最新成交价{extreme_name}为 {worst_last}。按您的开仓价、杠杆与维持保证金率计算，强平价为 {computed}，与记录一致。",
        ),
    ),
    "liquidation_differs": Said(
        Label(
            "The recorded price is not the one we compute: ask for added margin, funding and the tier at that time",
            "记录的强平价与计算不符：请核实追加保证金、资金费用与当时的维持保证金档位",
        ),
        Label(
            "Your {side} position of {amount} {symbol} was liquidated on {at} at a liquidation price of {recorded}. From what we know "
            "we compute {computed}; margin that was added, funding or another tier move it. A colleague is checking which of these it was.",
            "您的 {amount} {symbol} {side}仓于 {at} 被强平，记录的强平价为 {recorded}。按现有信息计算为 {computed}；追加保证金、资金费用或不同档位"
            "都会使其变化，同事正在核实。",
        ),
    ),
    "mark_never_reached": Said(
        Label(
            "Escalated by itself: by its public record the mark price never reached the liquidation price",
            "已自动升级：公开的标记价格从未触及强平价",
        ),
        Label(
            "Your {side} position of {amount} {symbol} was liquidated on {at} at {recorded}, and by the prices that we can read the mark "
            "price did not come that far: it was at the {extreme_name} {worst_mark}. That must not be without a reason. A colleague is "
            "looking into it with the risk team, and you will hear from us.",
            "您的 {amount} {symbol} {side}仓于 {at} 按 {recorded} 被强平，而我们读取到的标记价格{extreme_name}为 {worst_mark}，并未触及。这不应没有原因，"
            "同事正与风控团队核查，有结果会告知您。",
        ),
    ),
    "no_mark_prices": Said(
        Label("No mark prices to be read: look again, or on the exchange's own chart", "无法读取标记价格：请重查，或查看交易所自有图表"),
        Label(
            "Your {side} position of {amount} {symbol} was liquidated on {at}; the recorded liquidation price is {recorded}. The mark prices "
            "of that time cannot be read at this moment; we look again by ourselves.",
            "您的 {amount} {symbol} {side}仓于 {at} 被强平，记录的强平价为 {recorded}。当时的标记价格暂时无法读取，系统会自动再次核查。",
        ),
    ),
    "cross_margin": Said(
        Label(
            "Cross margin: not computed from this position alone; the exchange's record of the whole account decides",
            "全仓：不能仅凭该仓位计算，以交易所对整个账户的记录为准",
        ),
        Label(
            "Your {side} position of {amount} {symbol} was held with cross margin and liquidated on {at} at {recorded}. With cross margin the whole "
            "account stands behind every position, so this price depends on all the others and on the balance at that moment; we do not "
            "compute it from one position. A colleague explains it from the account's record.",
            "您的 {amount} {symbol} {side}仓为全仓模式，于 {at} 按 {recorded} 被强平。全仓模式下整个账户共同承担风险，该价格取决于当时所有仓位与余额，"
            "我们不会仅凭单个仓位推算。同事会根据账户记录向您说明。",
        ),
    ),
    "closed_by_own_stop": Said(
        Label("Explain: it was the customer's own stop, not a liquidation", "说明：为客户自设止损平仓，并非强平"),
        Label(
            "By the exchange's record this position was not liquidated. Your own stop order {order} was triggered at {trigger} by the {series} and "
            "filled at {average} on {at}. Its liquidation price would have been {recorded}.",
            "根据交易所记录，该仓位并非被强平，而是您设置的止损委托 {order} 于 {at} 按{series}触发（触发价 {trigger}），成交均价 {average}。"
            "该仓位的强平价为 {recorded}。",
        ),
    ),
    "closed_by_order": Said(
        Label("Explain: it was closed by an order, not liquidated", "说明：由委托平仓，并非强平"),
        Label(
            "By the exchange's record this position was not liquidated. It was closed by your order {order}, filled at {average} on {at}.",
            "根据交易所记录，该仓位并非被强平，而是由您的委托 {order} 于 {at} 平仓，成交均价 {average}。",
        ),
    ),
    "position_open": Said(
        Label("Explain: the position is open", "说明：仓位仍在持有"),
        Label(
            "By the exchange's record this position has not been liquidated: it is open, and its liquidation price is {recorded}.",
            "根据交易所记录，该仓位未被强平，目前仍在持有，强平价为 {recorded}。",
        ),
    ),
    "not_liquidated": Said(
        Label("No liquidation and no position: ask whether it was another account", "无强平记录与仓位，请确认是否为其他账户"),
        Label(
            "In this account we find no liquidation. A colleague is looking at it with you.",
            "我们在该账户中没有查到强平记录，同事会与您一起核对。",
        ),
    ),
}  # fmt: skip
