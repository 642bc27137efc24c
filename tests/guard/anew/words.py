"""Recovery phrases in every language, in all the ways in which frightened people write one down."""

import json
from collections.abc import Callable
from random import Random

from mnemonic import Mnemonic

LANGUAGES = tuple(Mnemonic.list_languages())
CHINESE = ("chinese_simplified", "chinese_traditional")
_GENERATORS = {language: Mnemonic(language) for language in LANGUAGES}
CYRILLIC = str.maketrans("aceopxy", "асеорху")
WIDE = {ord(one): ord(one) + 0xFEE0 for one in "abcdefghijklmnopqrstuvwxyz0123456789"}
COUNTS_EN = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "twenty-one",
    "twenty-two",
    "twenty-three",
    "twenty-four",
]
COUNTS_ZH = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
    "二十一",
    "二十二",
    "二十三",
    "二十四",
]


def phrase(chance: Random, language: str) -> list[str]:
    entropy = chance.randbytes(chance.choice((16, 16, 20, 24, 28, 32)))
    return _GENERATORS[language].to_mnemonic(entropy).replace("\u3000", " ").split(" ")


def _joined(sign: str) -> Callable[[Random, list[str]], str]:
    return lambda _, words: sign.join(words)


def _numbered(form: str, between: str, start: int = 1) -> Callable[[Random, list[str]], str]:
    return lambda _, words: between.join(form.format(at, word) for at, word in enumerate(words, start))


def _per_line(count: int, first: str = "") -> Callable[[Random, list[str]], str]:
    def set_out(_: Random, words: list[str]) -> str:
        lines = (words[at : at + count] for at in range(0, len(words), count))
        return "\n".join(first + " ".join(line) for line in lines)

    return set_out


def _table(_: Random, words: list[str]) -> str:
    half = len(words) // 2
    rows = [f"| {at + 1} | {words[at]} | {at + 1 + half} | {words[at + half]} |" for at in range(half)]
    left = [f"| {len(words)} | {words[-1]} | | |"] if len(words) % 2 else []
    return "\n".join(("| # | word | # | word |", "|---|---|---|---|", *rows, *left))


def _columns(_: Random, words: list[str]) -> str:
    half = (len(words) + 1) // 2
    left = [f"{at + 1}. {word}" for at, word in enumerate(words[:half])]
    right = [f"{at + 1 + half}. {word}" for at, word in enumerate(words[half:])] + [""]
    return "\n".join(f"{one}\t{other}" for one, other in zip(left, right, strict=False))


def _noise(chance: Random, words: list[str]) -> str:
    return "".join(
        word + chance.choice((" ... ", "  ", " - ", ", ", " .. ", "!! ", " ~ ", " 👉 ")) for word in words
    )


def _backwards(_: Random, words: list[str]) -> str:
    return "\n".join(f"{at}. {words[at - 1]}" for at in range(len(words), 0, -1))


def _counted_en(_: Random, words: list[str]) -> str:
    return ", ".join(f"{COUNTS_EN[at]} {word}" for at, word in enumerate(words))


def _counted_zh(_: Random, words: list[str]) -> str:
    return "，".join(f"第{COUNTS_ZH[at]}个 {word}" for at, word in enumerate(words))


def _invisible(_: Random, words: list[str]) -> str:
    return " ".join(word[:2] + "\u200b" + word[2:] for word in words)


def _keyed(_: Random, words: list[str]) -> str:
    return json.dumps({f"word{at}": word for at, word in enumerate(words, 1)}, ensure_ascii=False)


ANY: dict[str, Callable[[Random, list[str]], str]] = {
    "spaces": _joined(" "), "lines": _joined("\n"), "crlf": _joined("\r\n"), "commas": _joined(", "), "tight": _joined(","),
    "pipes": _joined(" | "), "dashes": _joined(" - "), "arrows": _joined(" → "), "semicolons": _joined("; "),
    "slashes": _joined(" / "), "plus": _joined(" + "), "tabs": _joined("\t"), "wide space": _joined("\u3000"),
    "zh comma": _joined("，"), "dun": _joined("、"), "stars": _joined(" * "), "underscores": _joined("_"),
    "numbered": _numbered("{}. {}", "\n"), "braces": _numbered("{}) {}", " "), "colons": _numbered("{}: {}", "\n"),
    "hashes": _numbered("#{} {}", " "), "equals": _numbered("{}={}", "; "), "in brackets": _numbered("[{}] {}", "\n"),
    "after": _numbered("{1} ({0})", ", "), "zero": _numbered("{}. {}", " ", 0), "tight numbers": _numbered("{}.{}", " "),
    "word n": _numbered("word {}: {}", "\n"), "no dot": _numbered("{} {}", " "), "zh dot": _numbered("{}、{}", " "),
    "padded": _numbered("{:02d}. {}", "   "), "four a line": _per_line(4), "three a line": _per_line(3),
    "quoted": _per_line(6, "> "), "quoted twice": _per_line(5, ">> "), "bullets": _per_line(1, "- "),
    "dots": _per_line(1, "• "), "boxes": _per_line(1, "- [x] "),
    "table": _table, "columns": _columns, "noise": _noise, "backwards": _backwards,
    "counted": _counted_en, "counted zh": _counted_zh, "keyed": _keyed,
    "json": lambda _, words: json.dumps(words, ensure_ascii=False),
    "escaped": lambda _, words: json.dumps(words), "python": lambda _, words: repr(words),
    "each quoted": lambda _, words: " ".join(f'"{word}"' for word in words),
    "curly": lambda _, words: "“" + "” “".join(words) + "”", "code": lambda _, words: "`" + "` `".join(words) + "`",
    "fence": lambda _, words: "```\n" + " ".join(words) + "\n```",
    "html list": lambda _, words: "<ol>" + "".join(f"<li>{word}</li>" for word in words) + "</ol>",
    "break": lambda _, words: "<br>".join(words), "nbsp": _joined("\u00a0"), "bold": lambda _, words: " ".join(f"**{word}**" for word in words),
}  # fmt: skip

LATIN: dict[str, Callable[[Random, list[str]], str]] = {
    "upper": lambda _, words: " ".join(words).upper(), "title": lambda _, words: " ".join(words).title(),
    "wide": lambda _, words: " ".join(words).translate(WIDE), "cyrillic": lambda _, words: " ".join(words).translate(CYRILLIC),
    "invisible": _invisible, "capital numbered": lambda _, words: "\n".join(f"{at}. {word.title()}" for at, word in enumerate(words, 1)),
    "soft": lambda _, words: " ".join(word[:3] + "\u00ad" + word[3:] for word in words),
    "camel": lambda _, words: "".join(word.title() for word in words),
    "solid": lambda _, words: "".join(words),
    "four letters": lambda _, words: " ".join(word[:4] for word in words),
    "four capitals": lambda _, words: "\n".join(f"{at} {word[:4].upper()}" for at, word in enumerate(words, 1)),
    "spelt": lambda _, words: " ".join("-".join(word) for word in words),
    "math bold": lambda _, words: " ".join("".join(chr(0x1D41A + ord(one) - 97) for one in word) for word in words),
    "circled": lambda _, words: " ".join("".join(chr(0x24D0 + ord(one) - 97) for one in word) for word in words),
    "tags": lambda _, words: " ".join("#" + word for word in words),
}  # fmt: skip

# Nothing between the words gives them away, only what is said about them.
NEED_NAME = frozenset({"camel", "solid", "four letters", "four capitals", "spelt"})

AROUND = (
    "i think i did something stupid, i gave a man on whatsapp this: {} and now my balance is 0",
    "PLEASE HELP!!! wallet emptied. backup says\n{}\nwhat now",
    "My husband keeps the backup of the wallet on paper, he typed it for you: {}",
    "hi, restoring on the new phone fails with 'invalid' although I enter {}. it worked last year",
    "ledger nano asks me again and again. i put in {} . then 'not correct'.",
    "Is one of these misspelt? {}",
    "{}\n\nthis is what the app showed when I made the account, can you open it for me?",
    "Sent from my iPhone\n> On Tue, someone wrote:\n> please confirm\n{}\nregards, Anna",
    "I found it in my notes:\n{}",
    "Вот фраза: {} помогите",
    "mi frase es {} ayuda por favor",
    "ma phrase secrète : {} merci de m'aider",
    "복구 문구: {} 도와주세요",
    "リカバリーフレーズは {} です。助けてください",
    "钱包打不开了，当时备份的是 {} 麻烦帮我看下哪里错了",
    "他让我把这个发给他：{} 我发了以后币就没了，怎么办？",
    "小狐狸换手机后导不进去，我抄的是\n{}\n是不是少了一个",
    "客服你好，備份的單字是 {} 可以幫我恢復嗎",
    "subject: lost access {}",
    "wallet_backup {} .txt",
)
NAMED = (
    "my seed phrase is {} please check",
    "recovery words: {}",
    "here are my secret words {} what do i do now",
    "Mnemonic = {}",
    "助记词：{}",
    "我的助記詞是 {} 幫我看看",
    "the 12 words of my wallet: {}",
    "backup phrase (first letters as on my steel plate): {}",
)
