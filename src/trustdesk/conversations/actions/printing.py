"""A transcript as PDF, set by Typst. Texts travel as data, never as markup."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from trustdesk.conversations.actions.pages import Sheet, printed
from trustdesk.kit.errors import NoFont

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("transcript.typ")
CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
# Families with Chinese, the best first.
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)


def pdf(sheet: Sheet, fonts: "typst.Fonts | None" = None) -> bytes:
    """Set the transcript; raises ``NoFont`` when it holds Chinese and no font of the system can show it."""
    import typst  # noqa: PLC0415 - a printing press is large, and few ask for paper

    fonts = fonts or typst.Fonts()
    shown = msgspec.json.encode(printed(sheet)).decode()
    family = next((family for family in CHINESE if family in fonts.families()), "")
    if not family and CJK.search(shown):
        raise NoFont("no font with Chinese among the system's fonts; install fonts-noto-cjk")
    given = {"shown": shown, "family": family, "locale": sheet.words.locale}
    made = int(sheet.now.timestamp())
    return typst.compile(TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs=given, timestamp=made)
