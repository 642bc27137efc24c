"""More than eight hundred texts of the trade without a secret: not a letter of them may change."""

import base64
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import product
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits

import base58

from tests.guard.anew.keys import ALNUM, bech32, hexes, some

B58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _checked(prefix: bytes, size: int = 20) -> Callable[[Random], str]:
    return lambda chance: base58.b58encode_check(prefix + chance.randbytes(size)).decode()


def _segwit(hrp: str, size: int) -> Callable[[Random], str]:
    return lambda chance: bech32(hrp, b"\x00" + chance.randbytes(size))


def _ton(chance: Random) -> str:
    return chance.choice(("EQ", "UQ")) + some(chance, ALNUM + "_-", 46)


def _ripple(chance: Random) -> str:
    return base58.b58encode_check(b"\x00" + chance.randbytes(20), alphabet=base58.RIPPLE_ALPHABET).decode()


ADDRESSES: dict[str, Callable[[Random], str]] = {
    "btc": _checked(b"\x00"), "p2sh": _checked(b"\x05"), "ltc": _checked(b"\x30"), "doge": _checked(b"\x1e"),
    "tron": _checked(b"\x41"), "dash": _checked(b"\x4c"), "zec": _checked(b"\x1c\xb8"), "segwit": _segwit("bc", 20),
    "taproot": _segwit("bc", 32), "cosmos": _segwit("cosmos", 20), "osmo": _segwit("osmo", 20), "cardano": _segwit("addr", 56),
    "inj": _segwit("inj", 20), "kaspa": lambda chance: "kaspa:q" + some(chance, "qpzry9x8gf2tvdw0s3jn54khce6mua7l", 60),
    "eth": lambda chance: "0x" + hexes(chance, 20), "sui": lambda chance: "0x" + hexes(chance, 32),
    "solana": lambda chance: base58.b58encode(chance.randbytes(32)).decode(), "ton": _ton, "xrp": _ripple,
    "xlm": lambda chance: "G" + some(chance, ascii_uppercase + "234567", 55), "near": lambda chance: some(chance, ascii_lowercase, 9) + ".near",
    "dot": lambda chance: "1" + some(chance, B58, 46), "algo": lambda chance: some(chance, ascii_uppercase + "234567", 58),
    "xmr": lambda chance: "4" + some(chance, B58, 94), "fil": lambda chance: "f1" + some(chance, ascii_lowercase + "234567", 39),
    "tezos": lambda chance: "tz1" + some(chance, B58, 33), "hedera": lambda chance: f"0.0.{chance.randrange(10**6, 10**7)}",
    "xpub": lambda chance: base58.b58encode_check(bytes.fromhex("0488b21e") + chance.randbytes(74)).decode(),
}  # fmt: skip
HASHES: dict[str, Callable[[Random], str]] = {
    "0x": lambda chance: "0x" + hexes(chance, 32), "bare": lambda chance: hexes(chance, 32), "caps": lambda chance: hexes(chance, 32).upper(),
    "solana": lambda chance: base58.b58encode(chance.randbytes(64)).decode(), "ton": lambda chance: base64.b64encode(chance.randbytes(32)).decode(),
    "sui": lambda chance: base58.b58encode(chance.randbytes(32)).decode(), "algo": lambda chance: some(chance, ascii_uppercase + "234567", 52),
}  # fmt: skip
TO = (
    "I sent 250 USDT to {} and it never arrived", "is {} your deposit address?", "充值地址 {} 没到账", "提到 {} 三个小时了", "withdrawal address: {}",
    "my address {} was not whitelisted", "contract {} , is this the real token?", "合约地址{}能充吗", "he told me to send to {}, I did not",
)  # fmt: skip
TX = (
    "txid {}", "the transaction hash is {}", "TxID: {} still pending", "交易哈希 {} 没有确认", "哈希值：{}", "withdraw hash {} 3 confirmations",
    "https://explorer.example/tx/{}", "see tx {} please", "block explorer shows {} as success", "充值的交易哈希是{}", "转账哈希{}，查一下",
)  # fmt: skip


def _order(chance: Random) -> str:
    return chance.choice(
        (
            some(chance, "123456789", 1) + some(chance, digits, 18), f"P2P{some(chance, digits, 17)}", f"ORD-{some(chance, digits, 4)}-{some(chance, digits, 6)}",
            some(chance, "123456789", 1) + some(chance, digits, 15), f"{hexes(chance, 4)}-{hexes(chance, 2)}-{hexes(chance, 2)}-{hexes(chance, 2)}-{hexes(chance, 6)}",
            f"W{some(chance, digits, 12)}", f"#{some(chance, digits, 7)}",
        )
    )  # fmt: skip


ORDERS = (
    "order {} stuck", "订单号 {} 一直处理中", "P2P order id {} the seller does not release", "订单{}对方不放币", "withdrawal id {} failed",
    "ticket {} no answer", "工单 {} 没人回", "order no. {} was cancelled", "提现单号：{}", "reference number {}",
)  # fmt: skip
UIDS = (
    "my UID is {}",
    "UID: {}",
    "uid {} kyc pending",
    "用户ID {}",
    "我的UID是{}",
    "account id {} frozen",
    "推荐人 UID {}",
    "sub-account {}",
)
TIMES = (
    "at 1763971200123 the candle jumps", "timestamp 1763971200", "2026-11-24 08:15:33 UTC+8", "从 2026/11/20 到 2026/11/24", "time=1763971200123456",
    "server time 1763971200999 differs by 5000 ms", "24.11.2026 23:59:59", "Nov 24 2026 10:00:00 GMT", "2026年11月24日 15:30 提的", "recvWindow=60000 timestamp=1763971299000",
    "epoch 1700000000", "20261124153000", "T+1 since 20261124", "14:03:22.123456", "2026-11-24T08:15:33.123Z",
)  # fmt: skip
AMOUNTS = (
    "12345678.12345678 SHIB", "I bought 0.00012345 BTC at 98765.43", "余额 1,234,567.89 USDT", "少了 123456 个 PEPE", "fee 0.000482913 ETH", "买了 482913 SHIB",
    "deposit of 500000 VND", "withdraw 100000 JPY", "100000 USDT 不到账", "price 98765.43", "lot 0.01 x 125", "margin 482.913 USDT liquidated at 61234.5", "total 3,000,000,000 BTT",
    "转了 250000 元", "¥482913", "$1,482,913.00", "9051 7734 SATS", "amount=482913000000000000 wei", "gas 482913 limit", "gasPrice 30000000000",
)  # fmt: skip
ERRORS = (
    "error code 130021", "错误码 700003 是什么", "API error -1021", "code -2015 invalid api-key ip or permissions", "retCode 10004", '{"code": 40014, "msg": "invalid"}', "ErrCode=33004",
    "HTTP 403 with cf-ray 8a1b2c3d4e5f6a7b-HKG", "0x80070005", "error 51008 when ordering", "status 429", "response code 200000", "错误代码：0x0000007B", '{"code":"50113","msg":"Invalid Sign"}',
    "error code: 110007", "system shows code 600123 risk control", "提示 130032", "exit code 137", "SWIFT code DEUTDEFF500", "zip code 482913", "promo code WELCOME2026", "invitation code 482913",
    "邀请码 482913", "referral code ABCD1234", "coupon code 91827364", "QR code does not scan", "country code +86", "postal code 100000", "邮编 518000", "code of conduct 2026",
)  # fmt: skip
TALK = (
    "I forgot my password, how do I reset it?", "密码忘了怎么办", "验证码收不到", "I do not receive the verification code", "the code expired", "2FA lost since yesterday", "谷歌验证器丢了怎么重置", "change my phone number please",
    "where do I find my API key?", "API key permissions: read only", "Is my private key stored with you?", "私钥你们会保管吗", "助记词是什么", "What is a seed phrase?", "should I ever give my 12 words to anyone?", "my passport was rejected twice",
    "身份证照片一直审核不通过", "bank card binding fails", "银行卡被冻结", "He asked for my password, I refused", "someone pretends to be support and asks for codes", "code not valid, tried three times", "password must have 8 characters", "密码要求8位以上",
    "I changed my password 24 hours ago and cannot withdraw", "after password reset withdrawals are locked 24h", "my card is declined", "which ID can I use, passport or licence?", "Can I pay by bank account?", "IBAN transfers supported?", "does SEPA need an IBAN",
    "verification takes 3 days", "KYC level 2 pending 48 hours", "the app version 3.45.2 build 8812 crashes", "iPhone 15 Pro Max iOS 19.1", "Xiaomi 14 Android 16", "Chrome 142.0.7444.61", "ping 192.168.1.20", "IP 203.0.113.77 blocked", "2001:db8::7334",
    "leverage 125x cross", "funding rate 0.0100% every 8h", "PnL -482.913 USDT (-91.3%)", "stop loss at 61,234.5", "BTCUSDT perp 3x long", "ETH/USDT 3,482.91", "TRC20 or ERC20?", "选TRC20还是BEP20", "network: Arbitrum One", "memo 482913077", "Memo: 1048291377", "tag 3482913",
    "充XRP忘填标签 482913", "备注 108829133", "block 21482913", "区块高度 861234", "12/64 confirmations", "nonce 482913", "chain id 42161", "token id 48291", "slot 298374651", "epoch 482", "第三个问题还没回答我", "一二三四步我都做了", "我有两个账号", "三天了没人理", "十一月十二号提的币",
    "one two three, nobody answers", "first I waited, second I wrote, third I called", "I have tried one, two, three and four times", "eleven or twelve days ago", "A. B. C. none of the options fit", "U.S.A. resident", "e.g. i.e. a.k.a. etc.", "- [x] done\n- [x] restarted\n- [ ] waiting",
    "page 1\npage 2\npage 3\npage 4\npage 5\npage 6\npage 7\npage 8", "C:\\Users\\new\\table.txt", "path \\\\server\\share", "regex \\u{1F600}", "see https://support.example/hc/en-us/articles/360012345678-How-to", "https://t.me/example/12345678", "v1.2.3.4.5.6", "6.0.0.1.2.3 firmware", "ISBN 978-3-16-148410-0", "EAN 4006381333931", "tracking 1Z999AA10123456784",
    "flight CA1234 tomorrow", "room 482913", "seat 12A", "我在第2排", "client order id x-TBzTen1X-482913", "clientOid: a1b2c3d4e5f6", "strategyId 482913", "position id 7712345678901", "Δ 5 µs", "αβγ tests pass", "π≈3.14159", "МСК время 10:30", "Москва USDT пара",
    "Здравствуйте, депозит USDT не пришёл", "bонус", "①先登录 ②再提币 ③等待", "1️⃣ 打开 2️⃣ 点击 3️⃣ 提交", "support@example-exchange.com wrote me, is it you?", "a mail from no-reply@scam.example asked me to log in", "he used the mail helpdesk@fake.example", "客服邮箱 help@fake.example 是你们的吗",
)  # fmt: skip


def _digest(chance: Random) -> str:
    return sha256(chance.randbytes(8)).hexdigest()


def everything() -> Iterator[str]:
    chance = Random("harmless, written anew")
    for (name, make), frame in product(ADDRESSES.items(), TO):
        # Sixty-four hex digits are left alone only where they are called an address.
        if name != "sui" or "address" in frame or "地址" in frame:
            yield frame.format(make(chance))
    for make, frame in product((*HASHES.values(), _digest), TX):
        yield frame.format(make(chance))
    for frame in ORDERS * 18:
        yield frame.format(_order(chance))
    for frame in UIDS * 9:
        yield frame.format(some(chance, "123456789", 1) + some(chance, digits, chance.choice((5, 7, 8, 9))))
    yield from TIMES + AMOUNTS + ERRORS + TALK
    for one, other in zip(TALK, ERRORS + AMOUNTS + TIMES, strict=False):
        yield f"{one}. {other}."
    for frame in ORDERS:
        yield f"{chance.choice(TALK)}. {frame.format(_order(chance))}"
