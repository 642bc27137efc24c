"""Passwords and one-time codes given in prose: a word that announces one, and a value after it.

The word alone proves nothing: most who write "password" or 验证码 have lost theirs or wait for
one. What follows must have the form of a value, joined to the word as people join them.
"""

from collections.abc import Iterator

from trustdesk.guard.model import Span
from trustdesk.guard.rules.codes import codes
from trustdesk.guard.rules.hints import any_of
from trustdesk.guard.rules.nearby import nearby
from trustdesk.guard.rules.passwords import passwords

# Patterns begin with letters, so that the search can leap from one to the next.
HINTED = any_of(
    (
        "pas",
        "p@s",
        "p4s",
        "pa$",
        "pa5",
        "p a s",
        "p.a.s",
        "p-a-s",
        "p_a_s",
        "log",
        "sign in",
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


def spoken(text: str, low: str) -> Iterator[Span]:
    """Find passwords and codes in a folded text; ``low`` is the same in lower case."""
    yield from passwords(text, low)
    yield from codes(low)
    yield from nearby(text, low)
