"""What a message wants besides an answer: a person, help at once, or only to say hello."""

import re
import unicodedata
from typing import Literal

from trustdesk.triage import urgency

Wish = Literal["person", "urgent", "upset", "greeting", "thanks", ""]

DANGER = frozenset({"theft", "freeze", "scam"})
_PERSON = re.compile(
    r"\b(?:human|real person|live (?:agent|person|chat)|(?:talk|speak|chat) (?:to|with) (?:an? )?"
    r"(?:agent|person|someone|somebody|human|representative|operator|staff)"
    r"|customer service representative|real agent)\b"
    r"|^\s*(?:agent|person|operator)[.!]?\s*$"
    r"|转人工|人工客服|人工服务|找人工|要人工|真人|^\s*人工\s*[。！!]?\s*$",
    re.IGNORECASE,
)
_UPSET = re.compile(
    r"\b(?:scammers?|thieves|ridiculous|unacceptable|disgusting|furious|fed up|sue you|lawyer|police report"
    r"|(?:useless|stupid|idiot|fucking?|shit|bullshit)\b|third time"
    r"|for (?:days|weeks) now|still no (?:answer|reply))"
    r"|骗子|垃圾|坑人|气死|受够|起诉|律师|报警|曝光你们|什么破|滚|他妈|傻逼|一直没人|还没人回|第三次",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|good (?:morning|day|evening|afternoon)|is anyone there|anyone there"
    r"|你好|您好|在吗|有人吗|哈喽|嗨)(?:\s+there)?\s*[.!?。！？~～]*\s*",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\s*(?:ok(?:ay)?[,. ]*)?(?:thanks|thank you|thx|great|perfect|got it|谢谢|多谢|感谢|好的|知道了|明白了)"
    r"(?:\s*(?:so much|a lot|very much|你|您|了))?\s*[.!。！~～]*\s*",
    re.IGNORECASE,
)
_FIRST: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    ("person", _PERSON),
    ("upset", _UPSET),
)
_CHINESE = re.compile(r"[㐀-鿿]")
_SYLLABLES = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")  # Japanese and Korean
_OTHER = re.compile(r"[\u0370-\u1fff]")  # from Greek to the scripts of South-East Asia
_LATIN = re.compile(r"[A-Za-z]")


def wish(text: str) -> Wish:
    """Tell what a message wants first of all; danger goes before everything else."""
    if urgency(text) in DANGER:
        return "urgent"
    plain = unicodedata.normalize("NFKC", text)
    for found, pattern in _FIRST:
        if pattern.search(plain):
            return found
    if _GREETING.fullmatch(plain):
        return "greeting"
    return "thanks" if _THANKS.fullmatch(plain) else ""


def written_in(text: str, otherwise: str) -> str:
    """Tell the language of a message: Chinese by its characters, else what is known of the customer.

    A customer known as Chinese who writes in Latin letters alone, in several words, writes English.
    Letters of other scripts are a language in which we have no words (``und``).
    """
    if len(_OTHER.findall(text)) > len(_CHINESE.findall(text)) or _SYLLABLES.search(text):
        return "und"
    if _CHINESE.search(text):
        return "zh-CN"
    several = len(text.split()) >= 3  # noqa: PLR2004 - a coin or a hash is no language
    return "en" if otherwise.startswith("zh") and several and _LATIN.search(text) else otherwise
