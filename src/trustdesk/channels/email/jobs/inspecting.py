"""Mails that customers send in as evidence of phishing: read within bounds, and judged by the registry."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast
from uuid import UUID

import msgspec

from trustdesk import conversations, official
from trustdesk.brands import Brand
from trustdesk.channels import post
from trustdesk.channels.email.model import LINE
from trustdesk.channels.email.parsing.inspecting import Told, told
from trustdesk.kit.confined import Unreadable
from trustdesk.kit.db import Database
from trustdesk.kit.secrets import Keys
from trustdesk.procedures import Authentic, Inspected, Link, Original

READ_ORIGINAL = "trustdesk.channels.email.parsing.inspecting:confined"
READ_FORWARDED = "trustdesk.channels.email.parsing.inspecting:forwarded"
LONGEST = 5_000  # of what is judged: as much as anybody may paste

Run = Callable[[str, bytes], Awaitable[bytes]]


class Inspecting:
    """Takes what was reported in a conversation: its words, original mails, and mails that were forwarded."""

    def __init__(self, db: Database, keys: Keys, brands: Mapping[str, Brand], run: Run) -> None:
        """Take where it is kept, and the child that reads."""
        self._db = db
        self._keys = keys
        self._brands = brands
        self._run = run

    async def __call__(self, tenant: str, conversation: UUID, text: str) -> Inspected:
        """Judge everything that is named; mails are read by the child while no transaction is open."""
        async with self._db.transaction(tenant) as tx:
            case = (await conversations.states_of(tx, [conversation])).get(conversation)
            sent = [] if case is None else await official.mails_of(tx, self._keys, case.number)
            own = case and case.line == LINE and await post.latest(tx, self._keys, case.id, LINE)
        raws = [(READ_ORIGINAL, raw) for raw in sent] + ([(READ_FORWARDED, own)] if own else [])
        originals, unreadable = await self._read(raws)
        named = "\n".join([text, *(_named(one) for one in originals)])[:LONGEST]
        async with self._db.transaction(tenant) as tx:
            judged = await official.check_text(tx, self._brands[tenant], named) if named.strip() else []
        return Inspected(judged, originals, unreadable)

    async def _read(self, raws: Sequence[tuple[str, bytes]]) -> tuple[list[Original], int]:
        found: list[Original] = []
        unreadable = 0
        for reader, raw in raws:
            try:
                found += [_original(one) for one in told(await self._run(reader, raw))]
            except Unreadable:  # too much for the parser: the raw mail is kept as it came
                unreadable += 1
        return found, unreadable


def _named(one: Original) -> str:
    """Write down what a mail names: who it is from, where answers go, where its links lead, its words."""
    leads = [link.target for link in one.links]
    return "\n".join([one.sender, one.reply_to, *leads, one.subject, one.text])


def _original(one: Told) -> Original:
    read = cast("dict[str, str]", msgspec.structs.asdict(one))
    del read["links"], read["authentic"]
    authentic: Authentic = (
        "fail" if one.authentic == "fail" else "pass" if one.authentic == "pass" else "unknown"
    )
    return Original(**read, links=[Link(*pair) for pair in one.links], authentic=authentic)
