"""Answers a customer gives by a tap: where nearly everybody answers one of a few things."""

from collections.abc import Mapping

from trustdesk.brands import Label

# What is sent names what it answers: it stands in the conversation like any other message.
SAYS: Mapping[str, Label] = {
    "network": Label("Network: {choice}", "网络：{choice}"),
    "asset": Label("Coin: {choice}", "币种：{choice}"),
    "when": Label("It happened {choice}", "发生时间：{choice}"),
    "device": Label("Device: {choice}", "设备：{choice}"),
    "means": Label("By {choice}", "方式：{choice}"),
    "seen": Label("I met it in: {choice}", "遇到的渠道：{choice}"),
}
OFFERED: Mapping[str, tuple[Label, ...]] = {
    "network": (
        # By the standard alone: a chain's own name is that of its coin as well.
        Label("TRC-20", "TRC-20"),
        Label("ERC-20", "ERC-20"),
        Label("BEP-20", "BEP-20"),
        Label("Polygon", "Polygon"),
        Label("Solana", "Solana"),
    ),
    "asset": (Label("USDT", "USDT"), Label("BTC", "BTC"), Label("ETH", "ETH"), Label("USDC", "USDC")),
    "when": (
        Label("within the last hour", "最近一小时内"),
        Label("earlier today", "今天早些时候"),
        Label("yesterday", "昨天"),
        Label("more than two days ago", "两天前或更早"),
    ),
    "device": (
        Label("iPhone or iPad", "iPhone 或 iPad"),
        Label("Android", "Android"),
        Label("web browser", "网页浏览器"),
        Label("desktop app", "电脑客户端"),
    ),
    "means": (
        Label("text message", "短信"),
        Label("e-mail", "邮箱"),
        Label("bank card", "银行卡"),
        Label("bank transfer", "银行转账"),
    ),
    "seen": (
        Label("an e-mail", "邮件"),
        Label("a chat group", "聊天群"),
        Label("a call", "电话"),
        Label("a web site", "网站"),
    ),
}
