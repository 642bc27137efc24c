"""Verbs of the room: ask for a document, take it in, show it once, decide, destroy."""

import os
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from trustdesk import conversations, evidence
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Conflict, Expired, NotFound, Refused
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action
from trustdesk.vault import rules, store
from trustdesk.vault.model import Decision, Document, DocumentKind
from trustdesk.vault.views import AskedView, Doors

PURPOSE = "vault.key"
KEY_BYTES, NONCE_BYTES = 32, 12


class Sealed(msgspec.Struct, frozen=True):
    """A document's bytes as they are kept and where, and its own key, sealed by the server's."""

    body: bytes
    key: bytes
    blob: str


def seal(keys: Keys, tenant: str, id: UUID, body: bytes) -> Sealed:
    """Encrypt a document with a key of its own."""
    key, nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
    closed = nonce + AESGCM(key).encrypt(nonce, body, f"{tenant}|{id}".encode())
    # A place of its own for each attempt: of two at once, the one that counts is not written over.
    blob = f"{tenant}/{id}/{uuid7()}"
    return Sealed(closed, keys.seal(PURPOSE, key, bound=f"{tenant}|{id}"), blob)


def unseal(keys: Keys, tenant: str, document: Document, closed: bytes) -> bytes:
    """Decrypt a document."""
    bound = f"{tenant}|{document.id}"
    key = keys.open(PURPOSE, document.sealed_key or b"", bound=bound)
    return AESGCM(key).decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], bound.encode())


async def ask(tx: Tx, actor: Actor, wanted: tuple[str, DocumentKind, str, bytes], now: datetime) -> Document:
    """Ask the customer for a document, as who holds the conversation; the chat says how to send it.

    ``wanted`` is (conversation, kind, client id, fingerprint). Raises ``Conflict`` while one is asked for.
    """
    number, kind, client_id, asked = wanted
    case = await conversations.open_for(tx, actor, number, now, Action.REVEAL)
    document = Document(
        id=uuid7(),
        conversation=case.id,
        number=case.number,
        kind=kind,
        state="asked",
        asked_by=UUID(actor.id),
        asked_name=actor.name,
        asked_at=now,
        until=now + rules.LASTS,
    )
    if not await store.insert(tx, document, client_id, asked):
        before = await store.asked(tx, document.asked_by, client_id)
        if before is None:
            raise Conflict("a document is asked for already")
        check_same(before[0], asked)
        return await _found(tx, before[1])
    await _say(tx, case, document, "ask", now)
    await _note(tx, actor, "document.asked", document)
    return document


class Papers:
    """The vault for other rooms: asks for a paper, and tells which were accepted; never shows one."""

    async def ask(self, tx: Tx, actor: Actor, asked: tuple[str, str, str], now: datetime) -> None:
        """Ask the customer for a paper; ``asked`` is conversation, kind and client id."""
        number, kind, client_id = asked
        named = msgspec.convert(kind, DocumentKind)
        await ask(tx, actor, (number, named, client_id, f"{kind}/{number}".encode()), now)

    async def accepted(self, tx: Tx, conversation: UUID) -> set[str]:
        """Name the kinds of papers that were looked at and accepted."""
        return {one.kind for one in await store.of(tx, conversation) if one.state == "accepted"}

    async def waiting(self, tx: Tx, conversation: UUID) -> set[str]:
        """Name the kinds that are asked for, or wait to be looked at."""
        return {one.kind for one in await store.of(tx, conversation) if one.state in {"asked", "sent"}}


async def listed(tx: Tx, actor: Actor, number: str, now: datetime) -> list[Document]:
    """List what was asked for in a conversation, for who may read it."""
    case = await conversations.open_for(tx, actor, number, now)
    return await store.of(tx, case.id)


async def asked_of(tx: Tx, doors: Doors, customer: UUID, now: datetime) -> AskedView | None:
    """Tell a customer what they are asked for, with the address at which to send it."""
    document = await store.waiting_for(tx, customer, now)
    return None if document is None else doors.asked(tx.tenant, document)


async def expected(tx: Tx, id: UUID, now: datetime) -> Document:
    """Find a document that may still be sent; raises ``Expired``."""
    document = await store.find(tx, id)
    if document is None or not rules.may_send(document, now):
        raise Expired
    return document


async def keep(tx: Tx, id: UUID, sealed: Sealed, size: int, now: datetime) -> None:
    """Put down that a document has come, once; its bytes are stored already."""
    document = await store.lock(tx, id)
    if document is None or not rules.may_send(document, now):
        raise Expired
    come = msgspec.structs.replace(
        document, media_type="image", size=size, blob=sealed.blob, sealed_key=sealed.key, sent_at=now
    )
    await store.sent(tx, come)
    await _note(tx, system(tx.tenant), "document.sent", come)
    states = await conversations.states_of(tx, [document.conversation])
    await _say(tx, states[document.conversation], document, "arrived", now)


async def viewable(tx: Tx, actor: Actor, id: UUID, now: datetime) -> Document:
    """Find a document that who holds the conversation may look at; raises ``Conflict`` after the one time."""
    document = await _held(tx, actor, id, now)
    if not rules.may_view(document, now):
        raise Conflict("it can be looked at once, while it waits for a decision")
    return document


async def look(tx: Tx, actor: Actor, id: UUID, reason: str, now: datetime) -> Document:
    """Use up the one look, with a reason that is on record before anything is shown."""
    document = await viewable(tx, actor, id, now)
    await store.viewed(tx, id, UUID(actor.id), now)
    await _note(tx, actor, "document.viewed", document, reason)
    return document


async def decide(tx: Tx, actor: Actor, id: UUID, verdict: Decision, now: datetime) -> Document:
    """Accept or refuse a document; its key goes in this same transaction."""
    document = await _held(tx, actor, id, now)
    if document.state == verdict:
        return document
    if document.state != "sent":
        raise Conflict(f"it is {document.state}")
    await store.end(tx, [id], verdict, UUID(actor.id), now)
    await _note(tx, actor, f"document.{verdict}", document)
    return await _found(tx, id)


async def expire(tx: Tx, now: datetime, most: int) -> list[UUID]:
    """Destroy the keys of what has run out; gives whose bytes are to be dropped."""
    over = await store.overdue(tx, now, most)
    await store.end(tx, [one.id for one in over], "expired", None, now)
    for document in over:
        await _note(tx, system(tx.tenant), "document.expired", document)
    return [one.id for one in over]


async def keyless(tx: Tx, blobs: Sequence[str]) -> set[str]:
    """Tell which stored bytes no key opens any more."""
    return set(blobs) - await store.kept(tx, blobs)


async def _held(tx: Tx, actor: Actor, id: UUID, now: datetime) -> Document:
    document = await store.lock(tx, id)
    if document is None:
        raise NotFound
    await conversations.open_for(tx, actor, document.number, now, Action.REVEAL)
    return document


async def _found(tx: Tx, id: UUID) -> Document:
    document = await store.find(tx, id)
    if document is None:
        raise NotFound
    return document


async def _say(
    tx: Tx, case: conversations.Conversation, document: Document, what: str, now: datetime
) -> None:
    """Tell the customer in the chat, in the conversation's language."""
    words = i18n.words(i18n.spoken(case.language))
    text = words.text(f"vault.{what}", kind=words.text(f"vault.kind.{document.kind}"))
    desk, client_id = system(tx.tenant), f"{what}:{document.id}"
    said = conversations.Say(actor=desk, client_id=client_id, conversation=case.id, text=text)
    # The prefix is for new conversations; this one has its number.
    [outcome] = await conversations.perform(tx, [said], case.number[:2], now)
    if isinstance(outcome, Refused):
        raise outcome


async def _note(tx: Tx, actor: Actor, action: str, document: Document, reason: str = "") -> None:
    told = {"conversation": document.number, "kind": document.kind}
    about = evidence.About("document", str(document.id))
    await evidence.append(tx, actor, action, about, told, evidence.Why(reason))
