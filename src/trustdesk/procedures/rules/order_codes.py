"""What the codes of exchanges say about an order: documented names and numbers, each with its cause. Pure.

Facts of the public interfaces of Bybit (enumerations and error codes), Binance and OKX, looked up in November
2026. A code that is not here stays what it is: it is shown as the exchange wrote it, and nothing is guessed.
"""

from typing import Literal, get_args

Cause = Literal[
    "post_only", "ioc_remainder", "fok_remainder", "no_liquidity", "too_small", "too_large", "below_notional",
    "wrong_step", "wrong_tick", "price_limit", "funds", "margin", "reduce_only", "halted", "by_customer",
    "liquidation", "deleveraged", "settled", "self_trade", "disconnected", "position_closed", "other_leg",
    "maker_protection", "by_exchange", "too_many_orders", "risk_limit", "duplicate", "replaced",
    "most_trades",
    "auction", "account_blocked", "trigger_passed", "malformed", "not_there",
    "done_before", "overloaded",
    "worth_nothing", "expired",
]  # fmt: skip
CAUSES: tuple[str, ...] = get_args(Cause)

# Each cause, and the names under which exchanges and the connector contract give it.
_NAMES: dict[Cause, str] = {
    "post_only": "EC_PostOnlyWillTakeLiquidity EC_MarketOrderCannotBePostOnly post_only_would_take post_only"
    " GTX_ORDER_REJECT GTX",
    "ioc_remainder": "EC_NoImmediateQtyToFill ioc_remainder ioc IOC_REMAINDER_CANCELLED",
    "fok_remainder": "EC_CancelForNoFullFill fok_remainder fok FOK_ORDER_REJECT",
    "no_liquidity": "EC_NoEnoughQtyToFill no_liquidity MARKET_ORDER_REJECT UNABLE_TO_FILL",
    "too_small": "EC_QtyCannotBeZero EC_EcInvalidQty too_small amount_too_small min_amount",
    "below_notional": "EC_InvalidAmount EC_InvalidBaseValue below_notional min_notional NOTIONAL",
    "wrong_step": "wrong_step lot_size LOT_SIZE MARKET_LOT_SIZE wrong_lot",
    "wrong_tick": "EC_InvalidPriceScale EC_LimitOrderInvalidPrice wrong_tick PRICE_FILTER",
    "price_limit": "EC_ReachRiskPriceLimit EC_ReachMarketPriceLimit price_limit PERCENT_PRICE"
    " PERCENT_PRICE_BY_SIDE CancelByRebalance",
    "funds": "funds insufficient_funds insufficient_balance CancelByCannotAffordOrderCost",
    "margin": "margin insufficient_margin CancelByPmTrialMmOverEquity",
    "reduce_only": "CancelByReduceOnly reduce_only reduce_only_reject REDUCE_ONLY_REJECT",
    "halted": "EC_InvalidSymbolStatus EC_SecurityStatusFail halted symbol_halted suspended market_closed",
    "by_customer": "CancelByUser EC_PerCancelRequest by_customer by_user cancelled_by_customer",
    "liquidation": "CancelByPrepareLiq CancelAllBeforeLiq before_liquidation liquidation",
    "deleveraged": "CancelByPrepareAdl CancelAllBeforeAdl adl deleveraged",
    "settled": "CancelBySettle CancelByDelivery delisted settled delivery",
    "self_trade": "CancelBySmp EC_BySelfMatch EC_StopBySelfMatch CancelByCrossSelfMuch EC_InvalidSmpType smp"
    " self_trade EXPIRED_IN_MATCH",
    "disconnected": "CancelByDCP dcp disconnected cancel_all_after",
    "position_closed": "CancelByTpSlTsClear CancelByPzSideCh position_closed",
    "other_leg": "CancelByOCOTpCanceledBySlTriggered CancelByOCOSlCanceledByTpTriggered oco other_leg",
    "maker_protection": "EC_CancelByMMP CancelByMmpTriggered mmp",
    "by_exchange": "CancelByAdmin EC_LoadOrderCancel by_exchange by_admin EC_Others",
    "replaced": "EC_CancelReplaceOrder replaced amended",
    "most_trades": "EC_ReachMaxTradeNum CancelByCrossReachMaxTradeNum",
    "auction": "EC_InCallAuctionStatus call_auction",
    "account_blocked": "CancelByAccountBlocking account_blocked frozen",
    "malformed": "EC_UnknownMessageType EC_MissingClOrdID EC_MissingOrigClOrdID EC_UnknownOrderType"
    " EC_ClOrdIDOrigClOrdIDAreTheSame EC_UnknownSide EC_UnknownTimeInForce EC_WronglyRouted"
    " EC_MarketOrderPriceIsNotZero EC_MarketOrderNoSupportTIF EC_BitIndexInvalid EC_InvalidUserType"
    " EC_InvalidMirrorOid EC_InvalidMirrorUid EC_MarketQuoteNoSuppSell EC_DisorderOrderID"
    " EC_LoadOrderCanMatch",
    "duplicate": "EC_DuplicatedClOrdID duplicate",
    "not_there": "EC_OrigClOrdIDDoesNotExist EC_OrderNotExist",
    "done_before": "EC_TooLateToCancel",
    "worth_nothing": "EC_CancelByOrderValueZero EC_CancelByMatchValueZero",
    "too_many_orders": "too_many_orders MAX_NUM_ORDERS MAX_NUM_ALGO_ORDERS",
    "risk_limit": "risk_limit MAX_POSITION position_limit",
    "trigger_passed": "trigger_passed would_trigger_at_once",
    "expired": "expired EXPIRED time_in_force_ended",
}
_NUMBERS: dict[str, dict[Cause, str]] = {
    "bybit": {
        "not_there": "110001 170143 170213 170142",
        "price_limit": "110003 170132 170133 170193 170194",
        "funds": "110004 110012 110045 110052 170131 170033",
        "margin": "110006 110007 110014 110044",
        "done_before": "110008 110010 170139 170190",
        "too_many_orders": "110009 110020 170005 170810",
        "liquidation": "110011 110046",
        "risk_limit": "110013 110021 110022 110031 110047",
        "reduce_only": "110017 110023",
        "duplicate": "110030 110072 170141",
        "trigger_passed": "110092 110093",
        "below_notional": "110094 170140",
        "malformed": "110032 170115 170116 170117 170202",
        "too_large": "170124 170135",
        "too_small": "170136",
        "wrong_step": "170137 170148",
        "wrong_tick": "170134",
        "halted": "170121 170151 170157",
        "auction": "170159",
        "post_only": "170217 170218",
        "overloaded": "170007 170146 170147 170222 110079",
    },
    "binance": {
        "wrong_tick": "-4014",
        "wrong_step": "-1111 -4023",
        "too_small": "-4003 -4004",
        "too_large": "-4005",
        "below_notional": "-4164",
        "price_limit": "-4016 -4024 -4131",
        "funds": "-2018",
        "margin": "-2019 -4050 -4051",
        "no_liquidity": "-2020",
        "trigger_passed": "-2021",
        "reduce_only": "-2022 -4118",
        "too_many_orders": "-1015 -2025",
        "risk_limit": "-2027",
        "halted": "-1121 -4140",
        "fok_remainder": "-5021",
        "post_only": "-5022",
        "not_there": "-2011 -2013",
        "duplicate": "-4116",
    },
    "okx": {
        "price_limit": "51006 51136 51137 51138 51139",
        "funds": "51008 51131",
        "too_small": "51020",
        "wrong_step": "51121",
        "reduce_only": "51112 51169 51170",
        "halted": "51021 51027 51028 51030",
        "too_many_orders": "51024 51025",
        "duplicate": "51016",
        "not_there": "51400 51603",
        "done_before": "51401 51402",
    },
}


def folded(code: str) -> str:
    """Write a code as it is compared: letters and digits only, and the sign of a number."""
    text = "".join(sign for sign in code.casefold() if sign.isalnum())
    return f"-{text}" if code.startswith("-") else text


_BY_NAME: dict[str, Cause] = {
    folded(name): cause for cause, names in _NAMES.items() for name in names.split()
}
_BY_NUMBER: dict[str, dict[str, Cause]] = {
    exchange: {number: cause for cause, numbers in causes.items() for number in numbers.split()}
    for exchange, causes in _NUMBERS.items()
}


def cause_of(code: str | None, exchange: str = "") -> Cause | None:
    """Tell the cause that a reject or cancel code stands for; None for a code that is not known.

    Names are known of every exchange; a number is looked up at its own exchange, and when that is not named,
    at all of them, where only one has it.
    """
    text = folded(code or "")
    if found := _BY_NAME.get(text):
        return found
    if exchange in _BY_NUMBER:
        return _BY_NUMBER[exchange].get(text)
    given: set[Cause] = {table[text] for table in _BY_NUMBER.values() if text in table}
    return given.pop() if len(given) == 1 else None


def known_codes() -> list[str]:
    """List every code that is known, as documented."""
    names = [name for said in _NAMES.values() for name in said.split()]
    return names + [n for causes in _NUMBERS.values() for said in causes.values() for n in said.split()]
