"""The page around a transcript: its style, what is said of its proof, and the script that checks it.

One file that needs nothing else. Everything but the bundle is signed as part of the bundle.
"""

import base64
import hashlib
from pathlib import Path

import msgspec

from trustdesk.conversations.actions.pages import Main, Sheet, escaped, title
from trustdesk.conversations.rules import papers
from trustdesk.conversations.rules.records import PageDigest

STYLE = Path(__file__).with_name("transcript.css").read_text("utf-8").strip()
SCRIPT = Path(__file__).with_name("check.js").read_text("utf-8").strip()


class Told(msgspec.Struct, frozen=True):
    """What the page says of its proof: the public key, where it is published, which entries are too new."""

    key: str
    key_url: str
    unsealed: str


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


POLICY = f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}"
STATES = ("unchecked", "checking", "unable", "verified", "around")


def page(sheet: Sheet, main: Main, told: Told) -> tuple[papers.Paper, PageDigest]:
    """Write the whole page but its bundle, and hash it for the bundle."""
    name = escaped(title(sheet))
    verdict = _verdict(sheet, told)
    paper = papers.Paper(
        f'<!doctype html><html lang="{sheet.words.locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{name}</title><style>{STYLE}</style></head><body>{verdict}",
        main.content,
        papers.OPENING,
        f"{papers.CLOSING}<script>{SCRIPT}</script></body></html>\n",
    )
    return paper, _digest(paper, main, title(sheet) + verdict)


def _digest(paper: papers.Paper, main: Main, over: str) -> PageDigest:
    return PageDigest(
        entries=[(seq, papers.sha256(item)) for seq, item in main.entries],
        main=papers.sha256(paper.main),
        over=papers.sha256(over),
        rest=papers.sha256(paper.rest),
    )


def _verdict(sheet: Sheet, told: Told) -> str:
    words = sheet.words
    states = "".join(
        f'<p class="{state}">{escaped(words.text(f"transcript.verdict.{state}"))}</p>' for state in STATES
    )
    first = escaped(words.text("transcript.verdict.entry"))
    new = f"<br>{escaped(words.text('transcript.unsealed', numbers=told.unsealed))}" if told.unsealed else ""
    key = escaped(words.text("transcript.key", url=told.key_url))
    return (
        f'<div id="verdict" data-state="unchecked" role="status"><div>{states}'
        f'<p class="entry-bad">{first} <b id="bad"></b></p>'
        f'</div></div><div id="key"><p>{key}<br><code>{escaped(told.key)}</code>{new}</p></div>'
    )
