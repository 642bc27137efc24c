"""Networks on which brands have handles: the hosts of their links, and the words that announce a handle."""

import re

PLACES = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "x.com": "x",
    "twitter.com": "x",
    "mobile.twitter.com": "x",
    "facebook.com": "facebook",
    "m.facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "m.me": "facebook",
    "discord.gg": "discord",
    "discord.com": "discord",
    "discordapp.com": "discord",
    "u.wechat.com": "wechat",
    "weixin.qq.com": "wechat",
    "qm.qq.com": "qq",
    "jq.qq.com": "qq",
    "instagram.com": "instagram",
    "youtube.com": "youtube",
    "tiktok.com": "tiktok",
    "linkedin.com": "linkedin",
    "reddit.com": "reddit",
    "medium.com": "medium",
    "weibo.com": "weibo",
    "line.me": "line",
    "github.com": "github",
}
SCHEMES = {"weixin": "wechat", "tg": "telegram"}
CALLS = frozenset({"wa.me", "api.whatsapp.com", "whatsapp.com"})
# Parts of a link before the handle itself.
STEPS = frozenset({"invite", "s", "user", "company", "in", "r", "u", "channel", "c", "add"})
# Such a link leads to whoever made it, however it is called.
INVITES = frozenset({"joinchat"})
WORDS = {
    "telegram": "telegram|tg|电报|飞机|电报群",
    "x": "twitter|推特|x",
    "facebook": "facebook|fb|脸书",
    "discord": "discord",
    "wechat": "wechat|weixin|微信|vx|wx|威信|薇信",
    "qq": "qq群|qq|扣扣",
    "instagram": "instagram",
    "whatsapp": "whatsapp",
}
ANNOUNCED = re.compile(
    r"(?<![a-z0-9])(?P<name>"
    + "|".join(f"(?:{words})" for words in WORDS.values())
    + r")\s*(?P<sign>(?:号码|号|账号|帐号|群号|群|公众号|id|account|handle|user(?:name)?|contact)?"
    r"\s*(?:[:=]|是|为|\bis\b)|号码|号|群号|群|公众号|id)?"
    r"\s*@?(?P<handle>[^\W_\u2e80-\ud7ff\uf900-\ufaff](?:[^\W\u2e80-\ud7ff\uf900-\ufaff]|[.-]){2,63})",
    re.IGNORECASE,
)


def place_of(word: str) -> str:
    """Tell which network a word means."""
    low = word.lower()
    return next((place for place, words in WORDS.items() if low in words.split("|")), "")


def handle_in(host: str, path: str) -> tuple[str, str]:
    """Read (network, handle) off a link; both are empty when it is none."""
    place = PLACES.get(host.removeprefix("www."), "")
    steps = [step for step in re.split(r"[/?#]", path) if step]
    while len(steps) > 1 and steps[0].lower() in STEPS:
        steps = steps[1:]
    if len(steps) > 1 and steps[0].lower() in INVITES:
        return (place, f"+{steps[1].lower()}") if place else ("", "")
    return (place, steps[0].lower().removeprefix("@")) if place and steps else ("", "")
