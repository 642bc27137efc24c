"""Reads a mail that was kept, and makes it a letter, news of a delivery, or a row that waits for a person."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from trustdesk import files, subscriptions
from trustdesk.channels.email.actions import joining, tokens
from trustdesk.channels.email.model import LINE, EmailSettings, Mail, Thread, Verdict
from trustdesk.channels.email.parsing.model import Attachment, Parsed
from trustdesk.channels.email.rules import addresses, identity, lanes, words
from trustdesk.channels.email.store import mails, threads
from trustdesk.channels.email.views.mime import LOOP_HEADER, is_message_id, one_line
from trustdesk.channels.intake import Incoming, Intake, Taken
from trustdesk.channels.post import Arrival, Glimpse, Took, bounced
from trustdesk.customers import Sender
from trustdesk.guard import Guard
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.confined import Unreadable
from trustdesk.kit.db import Database, Tx
from trustdesk.kit.errors import ClientIdReused, Closed, NotFound, Refused
from trustdesk.kit.secrets import Keys

MOST_FILES, MOST_LEFT_OUT = 10, 20
LONGEST_NAME, LONGEST_SUBJECT = 80, 300
SMALLEST_INLINE = 4_096  # bytes: smaller pictures in a text are logos and dots that tell who reads

SettingsOf = Callable[[str], Awaitable[EmailSettings]]
Read = Callable[[bytes], Awaitable[Parsed]]
Judge = Callable[[Arrival, Parsed, EmailSettings], Awaitable[Verdict]]


class Shelf(Protocol):
    """Where files are put."""

    async def take(self, actor: Actor, upload: files.Upload, now: datetime) -> files.File: ...


class Parts(msgspec.Struct, frozen=True):
    """What a mail is taken in with: the settings, who reads the bytes and who judges the sender."""

    settings_of: SettingsOf
    read: Read
    judge: Judge
    shelf: Shelf


class MailTranslator:
    """Takes mails in; comes again after a crash and then does what was left undone."""

    line = LINE

    def __init__(self, db: Database, keys: Keys, intake: Intake, guard: Guard, parts: Parts) -> None:
        """Take where letters go, and the parts that differ between the desk and its tests."""
        self._db = db
        self._keys = keys
        self._intake = intake
        self._guard = guard
        self._parts = parts

    async def take(self, tenant: str, arrival: Arrival) -> Took:
        """Take one mail in, or say why not."""
        settings = await self._parts.settings_of(tenant)
        try:
            mail = await self._parts.read(arrival.body)
        except Unreadable as error:
            return Took(state="quarantined", reason=f"unreadable: {error.detail}")
        fate = lanes.fate(mail, settings, let_in=arrival.let_in)
        if self._is_our_own(mail):
            fate = lanes.Fate("drop", "loop")
        copy = self._copy_of(tenant, arrival, mail)
        if copy or fate.way == "bounce":
            return await self._bounced(tenant, arrival, mail, copy)
        if fate.way != "take":
            return self._kept_out(tenant, mail, fate)
        begun = await self._begin(tenant, arrival, mail, settings)
        if begun is None:
            return Took(state="dropped", reason="duplicate")
        if begun.conversation is not None:
            return Took(state="taken", conversation=begun.conversation)
        return await self._become_letter(tenant, mail, begun)

    def _kept_out(self, tenant: str, mail: Parsed, fate: lanes.Fate) -> Took:
        """Drop it, or set it aside with what a person needs to judge it."""
        if fate.way == "drop":
            return Took(state="dropped", reason=fate.reason)
        subject = self._guard.clean(tenant, one_line(mail.subject)[:LONGEST_SUBJECT]).text
        glimpse = Glimpse(addresses.hinted(mail.sender.address), subject)
        may_enter = fate.reason in lanes.JUDGED
        return Took(state="quarantined", reason=fate.reason, glimpse=glimpse, may_enter=may_enter)

    async def _begin(
        self, tenant: str, arrival: Arrival, mail: Parsed, settings: EmailSettings
    ) -> Mail | None:
        """Write down what is decided of it, so that a second look decides the same."""
        async with self._db.transaction(tenant) as tx:
            before = await mails.known(tx, arrival.id)
        if before is not None:
            return before
        verdict = await self._parts.judge(arrival, mail, settings)
        kept, left_out = await self._files(tenant, mail)
        seen = joining.Seen(
            arrival=arrival.id,
            mailbox=arrival.account,
            mail=mail,
            verdict=verdict,
            recipients=[arrival.meta.get("to", "")],
        )
        async with self._db.transaction(tenant) as tx:
            place = await joining.place(tx, self._keys, seen)
            return await mails.begin(tx, self._written(tenant, arrival, seen, place, kept, left_out))

    def _written(
        self,
        tenant: str,
        arrival: Arrival,
        seen: joining.Seen,
        place: joining.Place,
        kept: list[UUID],
        left_out: list[str],
    ) -> Mail:
        mail = seen.mail
        clean = self._guard.clean
        return Mail(
            arrival=arrival.id,
            mailbox=seen.mailbox,
            identity=hashlib.sha256(identity.essence(arrival.body)).digest(),
            message_id=mail.message_id if is_message_id(mail.message_id) else "",
            sender=addresses.normal(mail.sender.address),
            sender_name=clean(tenant, one_line(mail.sender.name)[:LONGEST_NAME]).text,
            subject=clean(tenant, one_line(mail.subject)[:LONGEST_SUBJECT]).text,
            lane=place.lane,
            dmarc=seen.verdict.dmarc,
            dkim=seen.verdict.dkim,
            spf=seen.verdict.spf,
            joined_by=place.joined_by,
            handle=place.handle,
            joins=place.joins,
            offered=place.offered,
            attachments=kept,
            left_out=left_out,
            folded=clean(tenant, words.folded(mail)).text,
            warnings=mail.warnings[:MOST_LEFT_OUT],
            conversation=None,
            seq=None,
            at=arrival.received_at,
        )

    async def _become_letter(self, tenant: str, mail: Parsed, begun: Mail) -> Took:
        taken, joined = await self._taken_in(tenant, mail, begun)
        if taken is None:
            return Took(state="taken")
        async with self._db.transaction(tenant) as tx:
            receipt = taken.outcome.receipt
            found = await mails.numbered(tx, receipt.conversation)
            if found is None:
                raise NotFound(receipt.conversation)
            conversation, key = found
            settled = msgspec.structs.replace(
                begun,
                conversation=conversation,
                seq=receipt.seq,
                joined_by=begun.joined_by if joined or begun.joins == "" else "nothing",
            )
            await mails.settle(tx, settled, key)
            thread = Thread(
                ref=tokens.new_ref(),
                conversation=conversation,
                handle=begun.handle,
                mailbox=begun.mailbox,
                verified=begun.lane == "verified",
                quiet=bool(mail.loop),
                subject=begun.subject,
                message_ids=[mail.message_id] if is_message_id(mail.message_id) else [],
            )
            await threads.keep(tx, thread, begun.sender)
            tx.news.add(conversation)
        return Took(state="taken", conversation=conversation)

    async def _taken_in(self, tenant: str, mail: Parsed, begun: Mail) -> tuple[Taken | None, bool]:
        """Have it stored, where it was to go if that is still open; tells whether it is there.

        None: the entry is there already, in words of an earlier reading.
        """
        for number in dict.fromkeys((begun.joins, "")):
            letter = Incoming(
                actor=system(tenant),
                client_id=f"mail:{begun.arrival}",
                sender=Sender(LINE, begun.handle, begun.sender_name, mail.language),
                text=words.entry_text(mail, joined=bool(number)),
                attachments=begun.attachments,
                conversation=number or None,
                patient=True,
            )
            try:
                return await self._intake.take_in(letter), bool(number)
            except (Closed, NotFound):
                if not number:
                    raise
            except ClientIdReused:
                if not number:
                    return None, False
        return None, False

    async def _bounced(self, tenant: str, arrival: Arrival, mail: Parsed, copy: UUID | None) -> Took:
        if mail.bounce is None or not mail.bounce.failed:
            return Took(state="dropped", reason="report")
        reason = one_line(f"{mail.bounce.status} {mail.bounce.diagnostic}") or "returned by the other server"
        reason = self._guard.clean(tenant, reason[:300]).text
        async with self._db.transaction(tenant) as tx:
            if copy:
                gone = lanes.is_gone(mail.bounce.status)
                known = await subscriptions.came_back(tx, copy, reason, gone=gone)
                return Took(state="dropped", reason="bounce" if known else "bounce_unknown")
            id = mail.bounce.message_id.strip("<>").lower()
            if tokens.ref_of_id(self._keys, tenant, id) is None:
                id = await self._last_sent(tx, tenant, arrival)
            known = [
                await bounced(tx, line=line, external_id=id, reason=reason, now=clock.utc_now())
                for line in (LINE, "form")
                if id
            ]
        return Took(state="dropped", reason="bounce" if any(known) else "bounce_unknown")

    def _copy_of(self, tenant: str, arrival: Arrival, mail: Parsed) -> UUID | None:
        """Tell which copy of an announcement this comes back from; people write to no return path."""
        to = [arrival.meta.get("to", ""), *(one.address for one in mail.to), *mail.delivered_to]
        id = mail.bounce.message_id if mail.bounce else ""
        return tokens.copy_of(self._keys, tenant, to, id)

    async def _last_sent(self, tx: Tx, tenant: str, arrival: Arrival) -> str:
        """Give the Message-ID of the last mail whose answers come to this address of ours, or nothing."""
        ref = tokens.ref_of_address(self._keys, tenant, arrival.meta.get("to", ""))
        found = await threads.find(tx, [ref]) if ref else []
        ours = [
            id for one in found for id in one.message_ids if tokens.ref_of_id(self._keys, tenant, id) == ref
        ]
        return ours[-1] if ours else ""

    def _is_our_own(self, mail: Parsed) -> bool:
        mark = tokens.loop_mark(self._keys)
        wanted = LOOP_HEADER.lower()
        return any(one.name.lower() == wanted and one.value.strip() == mark for one in mail.headers)

    async def _files(self, tenant: str, mail: Parsed) -> tuple[list[UUID], list[str]]:
        """Keep the pictures and PDF files of a mail; what is something else stays in the raw mail."""
        kept: list[UUID] = []
        left_out: list[str] = []
        for one in sorted(mail.attachments, key=lambda file: file.inline):
            if one.inline and len(one.body) < SMALLEST_INLINE:
                continue
            id = await self._kept(tenant, one) if len(kept) < MOST_FILES else None
            if id is not None:
                kept.append(id)
            elif len(left_out) < MOST_LEFT_OUT:
                left_out.append(self._guard.clean_file_name(tenant, one_line(one.name)[:200])[0] or "?")
        return kept, left_out

    async def _kept(self, tenant: str, one: Attachment) -> UUID | None:
        try:
            upload = files.Upload(one.name or "file", one.body)
            return (await self._parts.shelf.take(system(tenant), upload, clock.utc_now())).id
        except Refused as refused:
            if refused.status >= 500:  # noqa: PLR2004 - not the file's fault
                raise
            return None
