"""What is taken out of a copy that is to be shown to others, and what stays as it was written."""

import pytest

from trustdesk.conversations.rules.redaction import BAR, without

NAMES = ["Wang Wei"]
ALL = {"contact", "phone", "id", "amounts", "chain"}


@pytest.mark.parametrize(
    ("text", "shown", "hard"),
    [
        ("I am wang wei", f"I am {BAR}", f"I am {BAR}"),
        ("write a.b+c@mail.example.cn or @wangwei88", f"write {BAR} or {BAR}", f"write {BAR} or {BAR}"),
        ("+86 138-0013-8000 打给我", f"{BAR} 打给我", f"{BAR} 打给我"),
        ("UID 88231765, order AB12345678X", f"UID {BAR}, order {BAR}", f"UID {BAR}, order {BAR}"),
        ("BG-7K3-M9QX", BAR, BAR),
        ("提币 1,250.50 USDT", "提币 1,250.50 USDT", f"提币 {BAR}"),
        ("$300 or 300元", "$300 or 300元", f"{BAR} or {BAR}"),
        ("to 0x" + "a1" * 20, "to 0x" + "a1" * 20, f"to {BAR}"),
        ("on 2026-11-25 at 12:30, 3 of 20", "on 2026-11-25 at 12:30, 3 of 20", "on 2026-11-25 at 12:30, 3 of 20"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_what_is_taken_out(text: str, shown: str, hard: str) -> None:
    assert without(text, NAMES, {"contact", "phone", "id"}) == shown
    assert without(text, NAMES, ALL) == hard
