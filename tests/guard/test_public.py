"""What is never said where others read along, and what may be."""

import pytest

from trustdesk.guard import personal


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Your UID 88231904 is fine", "contact"),
        ("order 123456", "number"),
        ("ref AB1234567X", "number"),
        ("We sent 250 USDT", "amount"),
        ("0.5 btc are on their way", "amount"),
        ("$40 were credited", "amount"),
        ("已退 300 元", "amount"),
        ("￥ 20 已到账", "amount"),
        ("it went to 0x52908400098527886E0F7030069857D2E4169EE7", "chain"),
        ("TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf", "chain"),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "chain"),
        ("write to mei@example.com", "contact"),
        ("call 020 7946 0958", "contact"),
    ],
)
def test_personal(text: str, kind: str) -> None:
    assert personal(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are looking into it and will be back within 24 hours.",
        "Your case is BG-7K3-M9QX.",
        "Withdrawals open again on 2026-01-31 at 12:00 UTC.",
        "请私下联系我们，您的会话编号是 BG-7K3-M9QX。",
        "Version 2.40.1 mends it; please update.",
        "Please write to us privately: https://t.me/brand_support_bot",
    ],
)
def test_nobodys_own_business(text: str) -> None:
    assert personal(text) is None
