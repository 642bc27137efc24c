"""Requests to see or to steer the customer's screen: with a hand on it nobody needs a password any more."""

import re

from trustdesk.guard.model import Reason, Refusal
from trustdesk.guard.rules.clauses import FORBIDS
from trustdesk.guard.rules.gates import guarded
from trustdesk.guard.rules.handing import STORY
from trustdesk.guard.rules.paying import LONGEST_EXCERPT
from trustdesk.guard.rules.said import Said

TOOLS = r"(?:any ?desk|team ?viewer|\brust ?desk|\bto ?desk|ultra ?viewer|quick support|log ?me ?in|向日葵|远程(?:软件|工具|协助|桌面|控制))"
SCREEN = guarded(
    "control|desk|viewer|support|logme|log me|screen|remote|computer|phone|device|laptop|pc|mobile|向日葵|远程|屏幕|录屏",
    rf"\b(?:accept|install|download|open|start|run|launch|give|get|use|try|set up|need|have|want|send|tell|share)\b[^.!?\n]{{0,24}}?{TOOLS}|{TOOLS}[^.!?\n]{{0,60}}?\b(?:tell|give|send|share|so (?:that )?(?:i|we)|id|code|number|address)\b"
    r"|\b(?:start|begin|enable|turn on|open|do|allow|accept|join|need|set up|have)\b(?: \w+){0,3} (?:screen[ -]?shar(?:e|ing)|remote (?:session|control|access|desktop|connection))"
    r"|\b(?:share|show me|mirror|broadcast) (?:your|ur|the) (?:\w+ )?screen\b"
    r"|\b(?:i|we)(?:'ll|'d| will| would| can| could| am going to|'m going to)? (?:like to |have to |need to |ask to |want to |request to )?(?:take over|steer|control|operate|connect to|access|log ?in ?to) (?:your|ur) (?:computer|phone|screen|device|desktop|laptop|pc|mobile)"
    r"|\b(?:let|allow|permit) (?:me|us)(?: to)? (?:take over|control|connect to|access|see|operate|steer) (?:your|ur) (?:computer|phone|screen|device|desktop|laptop|pc)|\b(?:give|grant|allow) (?:me|us) (?:\w+ )?(?:remote )?access (?:to (?:your|ur) (?:computer|phone|screen|device|desktop))|\bremote access\b|\bremote in\b|\bgive (?:me|us) control\b"
    rf"|(?:安装|下载|打开|开启|启动|用|装|麻烦|请)[^,，。！？]{{0,6}}?{TOOLS}|(?:打开|开启|共享|分享|share|开一?下|允许|接受|投)(?:一?下|您的|你的|手机|电脑)*(?:屏幕|录屏)|接受[^,，。]{{0,4}}?远程(?:请求|连接|协助)|(?:看|观看)(?:一?下)?(?:您|你)的屏幕|(?:请求|要求|申请)?(?:控制|操作|查看)(?:您的)?屏幕[^。]{{0,8}}?(?:允许|同意|接受)|屏幕(?:共享|分享)(?:一?下|打开|给)|(?:我|我们|客服|技术|工程师)[^,，。]{{0,6}}?远程(?:控制|操作|协助|连接|登录|帮)",
)
PASSING = re.compile(
    r"\b(?:the screen|you see on|told you|uninstall\w*|asked you|remove|delete)\b|卸载|让您|要您|要求您|对方"
)


def wants_the_screen(text: Said) -> Refusal | None:
    """Tell whether a text wants to see or steer the customer's screen, or None."""
    for sentence in text.sentences:
        asked = SCREEN.search(sentence)
        if asked and not any(one.search(sentence) for one in (FORBIDS, STORY, PASSING)):
            return Refusal(Reason.ASKS_SCREEN, asked[0].strip()[:LONGEST_EXCERPT])
    return None
