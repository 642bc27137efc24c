"""Blocks: what many articles say in the same words, written once."""

from collections.abc import Sequence
from datetime import datetime

from trustdesk.evidence import About, append
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import LOCALES, Locale, Words, words
from trustdesk.knowledge.actions.editing import ArticleChanged
from trustdesk.knowledge.actions.facts import BLOCK
from trustdesk.knowledge.store import articles, shared
from trustdesk.knowledge.store.shared import Block
from trustdesk.staff import Action, check

LONG_AGO = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


async def blocks(tx: Tx, actor: Actor) -> list[Block]:
    """List every block in every language: its own, else (version 0) the one we ship."""
    check(actor, Action.MANAGE_ARTICLES)
    shipped = [one for locale in LOCALES for one in _shipped(words(locale))]
    own = await shared.all_blocks(tx)
    found = {(one.name, one.locale): one for one in (*shipped, *own)}
    return [found[key] for key in sorted(found)]


async def block_texts(tx: Tx, locale: Locale) -> dict[str, str]:
    """Read what each block says in a language, as ``block.<name>``: the brand's own words, else ours."""
    return shipped_blocks(words(locale)) | {
        f"block.{name}": text for name, text in (await shared.blocks(tx, locale)).items()
    }


def shipped_blocks(spoken: Words) -> dict[str, str]:
    """Name what our own blocks say."""
    return {f"block.{one.name}": one.text for one in _shipped(spoken)}


async def earlier(tx: Tx, actor: Actor, name: str, locale: Locale) -> Sequence[Block]:
    """List how a block stood before, the newest first; the text it is shipped with comes last."""
    check(actor, Action.MANAGE_ARTICLES)
    shipped = [one for one in _shipped(words(locale)) if one.name == name]
    return [*await shared.block_versions(tx, name, locale), *shipped]


async def set_block(tx: Tx, actor: Actor, block: Block, now: datetime) -> Block:
    """Write a block anew; ``version`` is the one the writer has seen. Said twice it is kept once."""
    check(actor, Action.MANAGE_ARTICLES)
    await articles.new_edition(tx)  # the lock as well: two writers wait for each other
    newest = next(iter(await shared.block_versions(tx, block.name, block.locale)), None)
    last = newest.version if newest else 0
    if newest and last == block.version + 1 and newest.text == block.text:
        return newest
    if last != block.version:
        raise ArticleChanged(revision=last)
    made = Block(block.name, block.locale, last + 1, block.text, actor.key, now)
    await shared.add_block(tx, made)
    await append(
        tx, actor, "block.change", About("block", block.name), {"locale": block.locale, "version": last + 1}
    )
    return made


def _shipped(spoken: Words) -> list[Block]:
    return [
        Block(code.removeprefix(BLOCK), spoken.locale, 0, text, "system", LONG_AGO)
        for code, text in spoken.catalogue.items()
        if code.startswith(BLOCK)
    ]
