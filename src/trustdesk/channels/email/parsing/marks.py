"""Single lines judged: do they begin history? No pattern here looks at anything twice."""

import re

from trustdesk.channels.email.parsing.phrases import FORWARD, FROM, ORIGINAL, OTHER, STARTERS, VERBS

LONGEST = 400
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.hH時时시]\s?\d{2}(?!\d{2})|[٠-٩۰-۹]{1,2}:[٠-٩۰-۹]{2}")
_DIGIT = re.compile(r"[0-9٠-٩۰-۹]")
_DATED = re.compile(r"\d{1,4}\s?[-/.年년]\s?\d{1,2}|(?<!\d)(?:19|20)\d{2}(?!\d)|٢٠[٠-٩]{2}|۲۰[۰-۹]{2}")
_UNSEEN = dict.fromkeys(
    [0x200B, 0xFEFF, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_RULE = frozenset("-_=—─━*~ ")
_LEAST_RULE, _LEAST_DRAWN = 8, 3
_DASHES = {"--", "__", "==", "——", "──", "━━"}
_BY_LONGEST = 80
_DIGITS_OF_A_TIME = 4
_ALL_LABELS = {label: kind for kind, labels in OTHER.items() for label in labels} | dict.fromkeys(
    FROM, "from"
)
_AHEAD = 8
_ON = " On "


def bare(line: str) -> str:
    """Write a line without what clients wrap around it: blanks of all kinds, bold stars."""
    # QQ writes its no-break blanks as entities, even where there is no HTML.
    return " ".join(line.replace("&nbsp;", " ").translate(_UNSEEN).split()).strip("* ")


def is_rule(line: str) -> bool:
    """Whether a line is surely drawn rather than written."""
    return is_drawn(line) and len(line.strip()) >= _LEAST_RULE


def is_drawn(line: str) -> bool:
    """Whether a line may be drawn, as a few dashes are."""
    stripped = line.strip()
    return len(stripped) >= _LEAST_DRAWN and set(stripped) <= _RULE


def announced(line: str) -> str:
    """Whether a line announces history ("original"), something passed on ("forward"), or nothing."""
    text = bare(line)
    if not text or len(text) > LONGEST:
        return ""
    words = text.strip("-_=—─━*~> :：\t").casefold()
    dashed = text[:2] in _DASHES or text.startswith(("—", "─"))
    if words in FORWARD and (dashed or text.endswith((":", "："))):
        return "forward"
    if dashed and any(words.startswith(p) and len(words) < _BY_LONGEST for p in ("forwarded by", "转发邮件")):
        return "forward"
    # Zoho: ---- On Fri, 05 Jan 2024 10:30:00 +0800 Ann <a@b.example> wrote ----
    dated = _DATED.search(words) is not None and (
        _verb(words) or ("@" in words and _TIME.search(words) is not None)
    )
    # An app of old telephones: ---- Ann Lee wrote ----
    framed = text[-2:] in _DASHES and _verb(words) and len(words) < _BY_LONGEST
    return "original" if dashed and (words in ORIGINAL or dated or framed) else ""


def attribution(text: str) -> str:
    """Whether ``text`` says who wrote what follows: "sure", "maybe" (if a quotation follows) or nothing."""
    # Yahoo's app begins the quotation on the same line, after a gap.
    head, gap, _ = text[: 2 * LONGEST].partition(":   ")
    text = bare(head + ":" if gap else text)
    if not text or len(text) > LONGEST:
        return ""
    folded = text.casefold()
    if text[-1] not in ":：" and not folded.endswith(("写道", "寫道")):
        # 2024/1/5 Support <help@desk.example>
        return "maybe" if text[-1] == ">" and "@" in folded and _DATED.match(text) else ""
    has_address = "@" in folded
    verb = _verb(folded)
    if not _DIGIT.search(text):
        return "maybe" if verb and has_address else ""
    timed = _TIME.search(text) is not None and (
        _DATED.search(text) is not None or len(_DIGIT.findall(text)) > _DIGITS_OF_A_TIME
    )
    if timed and ((has_address and (verb or "<" in text)) or (verb and _starts(folded))):
        return "sure"
    if verb and has_address and _DATED.search(text) and _starts(folded) and "<" in text:
        return "sure"  # a date without its time
    return "maybe" if verb or has_address else ""


def shared(text: str) -> int:
    """Where an attribution begins on a line that begins with words; 0 when none does."""
    place = text[:LONGEST].find(_ON) + 1
    words = text[: max(place, 0)].strip("-_> ")
    return place if words and attribution(text[place:]) == "sure" else 0


def may_begin_attribution(line: str) -> bool:
    """Whether an attribution broken over lines could begin with this line."""
    text = bare(line).casefold()
    return bool(text) and (_starts(text) or "@" in text or "年" in text[:12] or _weekday(text))


def goes_on(line: str, following: str) -> bool:
    """Whether a name with its address stands before the rest, as Chinese clients break it."""
    return bare(line).endswith(">") and "<" in line and bare(following)[:1] in {"于", "於", "在"}


def _weekday(text: str) -> bool:
    return len(text.split(",", maxsplit=1)[0].split(".", maxsplit=1)[0]) <= 4 and "," in text[:6]  # noqa: PLR2004 - "пт, 5 янв.", "pt., 5 sty"


def _starts(folded: str) -> bool:
    if _DIGIT.match(folded) or folded[0] in "在于於":
        return True
    return any(folded.startswith(starter + " ") for starter in STARTERS) or _weekday(folded)


def _verb(folded: str) -> bool:
    tail = folded.rstrip(":：- ")
    padded = f" {folded} "
    return any(tail.endswith(verb) for verb in VERBS) or any(
        f" {verb} " in padded
        for verb in ("schrieb", "schreef", "skrev", "wrote", "写道", "писал", "писала", "писали")
    )


def label(line: str) -> str:
    """Which header a line repeats: from, date, to, subject, cc, or none."""
    text = bare(line).lstrip("|> ").casefold()
    for mark in (":", "：", "|"):
        name, found, _ = text[:80].partition(mark)
        kind = _ALL_LABELS.get(name.strip("* \u3000").replace("\u3000", ""), "")
        if found and kind:
            return kind
    return ""


def is_header_block(lines: list[str]) -> bool:
    """Whether a repeated header begins with the first of these lines: From and two more, in a few lines.

    Customers list their transfers so too (From, To, Date, Amount): a mail has a subject, or names an address.
    """
    first = label(lines[0])
    if not first or first == "cc":
        return False
    seen = {first}
    named = "@" in lines[0]
    blanks = 0
    for line in lines[1:_AHEAD]:
        if not line.strip():
            blanks += 1
        found = label(line) or ("from" if attribution(line) == "sure" else "")
        seen |= {found}
        named = named or (found != "" and "@" in line)
        if "from" in seen and len(seen - {""}) >= 3 and (named or "subject" in seen):  # noqa: PLR2004
            return True
        if blanks > 3:  # noqa: PLR2004 - clients put one between at most
            return False
    return False
