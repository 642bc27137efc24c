"""Passwords and one-time codes given in prose: a word that announces one, and a value after it.

The word alone proves nothing: most who write "password" or 验证码 have lost theirs or wait for
one. What follows must have the form of a value, joined to the word as people join them.
"""

from collections.abc import Iterator

from trustdesk.guard.model import Span
from trustdesk.guard.rules.codes import codes
from trustdesk.guard.rules.hints import SECRETS, Mark
from trustdesk.guard.rules.nearby import nearby
from trustdesk.guard.rules.passwords import passwords

# Patterns begin with letters, so that the search can leap from one to the next.
HINTED = SECRETS.any_of(
    (
        "pas",
        "p@s",
        "p4s",
        "pa$",
        "pa5",
        *(f"p{one}a{other}s" for one in " ._-" for other in " ._-"),
        "log",
        "sign in",
        "signin",
        "sign-in",
        "signed",
        "credential",
        "パスワード",
        "暗証",
        "認証",
        "確認コ",
        "ワンタイム",
        "비밀",
        "패스워드",
        "인증",
        "код",
        "digo",
        "@",
        "pwd",
        "pw",
        "psw",
        "psd",
        "pssw",
        "pin",
        "code",
        "otp",
        "2fa",
        "digit",
        "number in",
        "number from",
        "number on",
        "sms",
        "authenticat",
        "google",
        "mima",
        "p/w",
        "verif",
        "one-time",
        "one time",
        "2-step",
        "two-step",
        "2 step",
        "two step",
        "factor",
        "两步",
        "兩步",
        "mail",
        "text",
        "whatsapp",
        "telegram",
        "邮件",
        "郵件",
        "验证",
        "驗證",
        "动态",
        "動態",
        "短信",
        "簡訊",
        "密",
        "码",
        "碼",
        "口令",
        "谷歌",
        "六位",
        "6位",
        "六 位",
        "6 位",
        "contrase",
        "senha",
        "парол",
        "passwort",
        "mot de",
        "mdp",
        "told",
        "read",
        "报",
        "報",
        "念",
    )
)


def spoken(text: str, low: str, marks: Mark) -> Iterator[Span]:
    """Find passwords and codes in a folded text; ``low`` is the same in lower case."""
    yield from passwords(text, low, marks)
    yield from codes(low, marks)
    yield from nearby(text, low)
