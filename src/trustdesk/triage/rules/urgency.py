"""What cannot wait: theft first, then what must be frozen, then somebody being cheated right now."""

import re

from trustdesk.triage.model import Urgency

THEFT = re.compile(
    r"\b(?:hacked|hijacked|stole|stolen|drained|emptied|robbed|sim.?swap\w*|unauthori[sz]ed)\b"
    r"|(?:wasn'?t|was not|not) (?:me|by me|mine)\b|did ?n[o']t (?:make|do|authori[sz]e|approve) (?:this|that|it|the)"
    r"|someone (?:else )?(?:is in|got into|logged in|has access|took|moved|withdrew)"
    r"|(?:all|my) (?:the )?(?:money|funds|coins|crypto|balance)\b.{0,20}\b(?:gone|disappeared|vanished)"
    r"|被盗|盗号|盗了|盗走|被黑|黑客|偷走|偷了|转走了|不是(?:我|本人)(?:操作|转|提|登|弄)?|非本人|异常登录|可疑的?登[录陆]|陌生设备"
    r"|异地登[录陆]|(?:币|钱|资产|余额)(?:全)?(?:都)?(?:没了|不见了|被转)|账户被清空",
    re.IGNORECASE,
)
FREEZE = re.compile(
    r"\b(?:freeze|disable|block|lock)\b.{0,30}\b(?:my )?(?:account|everything|funds|withdrawals?)\b.{0,20}(?:now|immediately|urgent\w*|at once|please|!)"
    r"|(?:emergency|urgent\w*) (?:freeze|lock)|(?:urgently|immediately) (?:freeze|disable|block)"
    r"|please freeze|(?:马上|立刻|立即|紧急|赶紧|快|帮我).{0,4}(?:冻结|冻上|停用|锁定)",
    re.IGNORECASE,
)
SCAM = re.compile(
    r"\b(?:scammed|scammer|fraudster|defrauded|cheated)\b|(?:told|asks?|asked|wants?) me to (?:send|transfer|move|pay)"
    r"|(?:clicked|opened|entered|typed|gave).{0,30}\b(?:phishing|fake|scam)\b|gave .{0,20}\b(?:code|seed|password|key)\b"
    r"|被骗|骗子|诈骗|让我(?:转账|转钱|把钱转|打款|汇款)|(?:要|叫)我转|点了(?:钓鱼|假|可疑)|(?:验证码|助记词|密码)(?:给|告诉|发给)了",
    re.IGNORECASE,
)
PRESSING = re.compile(
    r"\b(?:urgent|urgently|emergency|asap|immediately|right now|help me now)\b|紧急|加急|救命|急急急|十万火急|马上要",
    re.IGNORECASE,
)
ABOUT_IT = re.compile(
    r"^\W*(?:how (?:do|can|to|should)|what (?:is|are)|can i|is it|tips)\b(?!.*\b(?:my|me)\b)|^如何(?:避免|防止|识别)|^怎[么样](?:避免|防止|识别|才不会)",
    re.IGNORECASE,
)
SHAPES: tuple[tuple[Urgency, re.Pattern[str]], ...] = (
    ("theft", THEFT),
    ("freeze", FREEZE),
    ("scam", SCAM),
    ("pressing", PRESSING),
)
PRIORITY: dict[Urgency, int] = {"theft": 3, "freeze": 3, "scam": 2, "pressing": 2, "none": 1}


def urgency(text: str) -> Urgency:
    """Tell what cannot wait in a message. Who asks how to be safe is not being robbed."""
    if ABOUT_IT.search(text):
        return "none"
    for name, shape in SHAPES:
        if shape.search(text):
            return name
    return "none"
