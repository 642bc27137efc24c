"""The command ``triage``: train a new version of a brand's model, show its cards, choose which one reads."""

import argparse

from trustdesk import triage
from trustdesk.kit import opening
from trustdesk.kit.actors import system
from trustdesk.kit.settings import Settings
from trustdesk.knowledge import Meaning
from trustdesk.staffing import known_brands
from trustdesk.triage import Card


async def run(settings: Settings, given: argparse.Namespace) -> str:
    """Do one of the verbs; returns what is to be printed. A refusal for a version that is not there."""
    found = known_brands(settings, given.brand)
    db = opening.database(settings, size=2)
    meaning = Meaning()
    await db.open()
    try:
        if given.verb == "train":
            cards = [await triage.train(db, meaning, slug, "command") for slug in found]
            return "\n".join(f"{slug}: {told(card)}" for slug, card in zip(found, cards, strict=True))
        if given.verb == "activate":
            [slug] = found
            async with db.transaction(slug) as tx:
                await triage.activate(tx, system(slug), given.version)
            return f"{slug}: version {given.version} reads from now on"
        lines: list[str] = []
        for slug in found:
            async with db.transaction(slug) as tx:
                lines += [f"{slug}: {told(card)}" for card in await triage.cards(tx)]
        return "\n".join(lines)
    finally:
        await meaning.close()
        await db.close()


def told(card: Card) -> str:
    """Say in one line what a card says."""
    made = f", made {card.made_at:%Y-%m-%d %H:%M} UTC" if card.made_at else ""
    measured = ", ".join(
        f"{locale} acts on {one.kept:.0%}, right in {one.kept_right:.0%}, from"
        f" {card.calibration[locale].threshold:.2f} on"
        for locale, one in card.measured.items()
    )
    return (
        f"version {card.version} ({card.state}{made}): {card.examples} examples, {card.own} of its own,"
        f" {len(card.topics)} topics, {card.accuracy:.1%} right when an example is left out; {measured}"
    )
