"""Verbs of the room: mask a text, judge a reply, remember what was hidden, settle what was open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk.brands import Brand
from trustdesk.guard import store
from trustdesk.guard.model import Cleaned, Finding, Hidden, Kind, Known, Refusal, Span, Spot
from trustdesk.guard.rules.asking import asks_for_secret
from trustdesk.guard.rules.clauses import clauses, sentences
from trustdesk.guard.rules.contacts import is_among
from trustdesk.guard.rules.dealing import deals_with_secret
from trustdesk.guard.rules.disguises import closed_up, on_one_line, undisguised, with_letters
from trustdesk.guard.rules.folding import fold
from trustdesk.guard.rules.paying import asks_for_payment
from trustdesk.guard.rules.pretexts import asks_roundabout
from trustdesk.guard.rules.secrets import mask, secrets, value
from trustdesk.guard.rules.wanting import wants_a_secret
from trustdesk.guard.views import SettledView, VerdictBody
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Invalid, Unsafe
from trustdesk.kit.secrets import Keys
from trustdesk.staff import Action, check

PURPOSE = "guard"
# Statements and passports hold these of necessity; a value nobody has decided about may be a transaction.
IN_PAPERS = frozenset(
    {
        Kind.PHONE_NUMBER,
        Kind.EMAIL_ADDRESS,
        Kind.IDENTITY_NUMBER,
        Kind.BANK_CARD,
        Kind.BANK_ACCOUNT,
        Kind.UNDECIDED,
    }
)
NOTHING = Known()
SHORT, MOST_REMEMBERED = 48, 10_000


def clean(text: str, keys: Keys | None = None, known: Known = NOTHING) -> Cleaned:
    """Replace every secret in ``text`` by a mask; the rest stays as it is, to the byte.

    With ``keys``, each finding is marked with a keyed hash, by which the same secret is
    known again. Runs on the hot path: an ordinary message costs microseconds.
    """
    folded = fold(text)
    spans = secrets(folded.text)
    if not spans:
        return Cleaned(text)
    parts: list[str] = []
    findings: list[Finding] = []
    done = 0
    for span in spans:
        plain = value(folded.text, span)
        mark = keys.mark(PURPOSE, plain) if keys else None
        if _no_secret(span, plain, mark, known):
            continue
        start, end = folded.back(span.start, span.end)
        parts += (text[done:start], mask(span.kind))
        findings.append(Finding(span.kind, start, end, span.certain, mark))
        done = end
    return Cleaned("".join((*parts, text[done:])), tuple(findings))


def _no_secret(span: Span, plain: str, mark: str | None, known: Known) -> bool:
    if span.kind is Kind.PHONE_NUMBER:
        return is_among(plain, known.numbers)
    if span.kind is Kind.EMAIL_ADDRESS:
        return plain.lower() in known.mails
    return span.kind is Kind.UNDECIDED and mark in known.transactions


def check_reply(text: str) -> Refusal | None:
    """Refuse a reply that asks the customer for a secret or tells them to pay; None lets it pass.

    In Chinese and English, through what a reader does not notice. There is no way around it.
    """
    for reading in _readings(text):
        parts, whole = clauses(reading), sentences(reading)
        if refusal := (
            asks_for_secret(reading, parts)
            or asks_for_payment(reading, parts)
            or asks_roundabout(reading, whole)
            or wants_a_secret(reading, whole)
            or deals_with_secret(reading, whole)
        ):
            return refusal
    return None


def _readings(text: str) -> Iterable[str]:
    """Give a text in all the ways its reader may take it, each once."""
    texts = (text,) if text.isascii() else dict.fromkeys((text, closed_up(text)))
    plains = tuple(map(undisguised, texts))
    lines = dict.fromkeys(line for plain in plains for line in (plain, on_one_line(plain)))
    return dict.fromkeys((*plains, *map(with_letters, lines)))


def kinds() -> tuple[Kind, ...]:
    """Give the codes of all kinds; their names and advice are texts ``guard.kind.*``, ``guard.advice.*``."""
    return tuple(Kind)


class Guard:
    """The guard of one desk: the key that findings are marked with, and each brand's own contacts."""

    def __init__(self, keys: Keys, brands: Mapping[str, Brand]) -> None:
        """Take the key and the brands; unpublished hotlines are hidden like anybody's number."""
        self._keys = keys
        self._known = {tenant: own_contacts(brand) for tenant, brand in brands.items()}
        self._harmless: set[tuple[str, str]] = set()

    def clean(self, tenant: str, text: str) -> Cleaned:
        """Mask every secret in a text that is written at this brand."""
        return clean(text, self._keys, self._known[tenant])

    def clean_name(self, tenant: str, name: str) -> Cleaned:
        """Mask every secret in a name or a topic, which comes again with every message.

        What was found to hide nothing is remembered, and nothing else.
        """
        if (tenant, name) in self._harmless:
            return Cleaned(name)
        cleaned = self.clean(tenant, name)
        if len(name) <= SHORT and not cleaned.findings:
            if len(self._harmless) >= MOST_REMEMBERED:
                self._harmless.clear()
            self._harmless.add((tenant, name))
        return cleaned

    def check_public(self, tenant: str, text: str) -> None:
        """Refuse a text that everybody is to read and that holds what nobody may, or asks for it.

        Raises ``Invalid`` for a secret or somebody's contact, ``Unsafe`` for what no reply may say.
        """
        if self.clean(tenant, text).findings:
            raise Invalid("everybody reads this: it holds a secret or somebody's contact")
        if refusal := check_reply(text):
            raise Unsafe(refusal.reason, reason=refusal.reason)

    async def settled(self, tx: Tx, text: str, cleaned: Cleaned) -> Cleaned:
        """Clean again with what look-ups have shown of 64 hex digits in it; most texts hold none."""
        if not cleaned.undecided:
            return cleaned
        return self.sparing(tx.tenant, text, cleaned, await store.transactions(tx, cleaned.undecided))

    def sparing(self, tenant: str, text: str, strictly: Cleaned, transactions: frozenset[str]) -> Cleaned:
        """Clean a text again in which the values with these marks are transactions."""
        known = msgspec.structs.replace(self._known[tenant], transactions=transactions)
        cleaned = clean(text, self._keys, known)
        return msgspec.structs.replace(cleaned, strict=strictly.strict or strictly.text)

    async def record(
        self, tx: Tx, about: UUID, place: Spot, findings: tuple[Finding, ...], now: datetime
    ) -> None:
        """Remember what was hidden outside a conversation's entries."""
        await record(tx, [Hidden(about, place, findings)], now)

    def clean_file_name(self, tenant: str, name: str) -> tuple[str, tuple[Finding, ...]]:
        """Mask the secrets in a file's name."""
        cleaned = self.clean(tenant, name)
        return cleaned.text, cleaned.findings

    def secrets_in(self, tenant: str, text: str) -> tuple[Kind, ...]:
        """Name the kinds of secret in a document's text that no document may hold."""
        return tuple(kind for kind in self.clean(tenant, text).kinds if kind not in IN_PAPERS)

    def found_in(self, tenant: str, text: str) -> tuple[Finding, ...]:
        """Find in a picture's text what no file may hold."""
        return tuple(one for one in self.clean(tenant, text).findings if one.kind not in IN_PAPERS)

    async def record_picture(self, tx: Tx, about: UUID, findings: Sequence[Finding], now: datetime) -> None:
        """Remember for what a picture was veiled."""
        await record(tx, [Hidden(about, "picture", tuple(findings))], now)

    async def record_file_name(self, tx: Tx, about: UUID, findings: Sequence[Finding], now: datetime) -> None:
        """Remember what was hidden in a file's name."""
        await record(tx, [Hidden(about, "file_name", tuple(findings))], now)

    async def settle(self, tx: Tx, actor: Actor, body: VerdictBody, now: datetime) -> SettledView:
        """Keep what a look-up has shown of a value; it is left alone, or hidden, whenever it comes again."""
        check(actor, Action.SETTLE)
        mark = self._keys.mark(PURPOSE, value(body.value, Span(0, len(body.value), Kind.UNDECIDED)))
        times = await store.settle(tx, mark, body.transaction, actor.key, now)
        return SettledView(body.transaction, times)


def own_contacts(brand: Brand) -> Known:
    """Tell what customers may read of a brand: its published hotlines and its official addresses."""
    lines = brand.hotlines.numbers if brand.hotlines.published else ()
    numbers = frozenset("".join(filter(str.isdecimal, line.number)) for line in lines)
    return Known(numbers, frozenset(mail.lower() for mail in brand.official.mail))


async def record(tx: Tx, hidden: Sequence[Hidden], now: datetime) -> None:
    """Remember what was hidden where; the same again changes nothing. Nothing hidden costs nothing."""
    if any(one.findings for one in hidden):
        await store.insert(tx, hidden, now)
