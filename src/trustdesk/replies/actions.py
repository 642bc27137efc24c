"""Verbs of the room: keep macros, keep drafts, acknowledge what a customer wrote."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from trustdesk import conversations, customers, guard, knowledge
from trustdesk.brands import Brand, Hours, hours_view
from trustdesk.evidence import About, append
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor, system
from trustdesk.kit.db import Tx, UniqueViolation
from trustdesk.kit.errors import ClientIdReused, Conflict, Invalid, NotFound, Refused, Unsafe
from trustdesk.kit.events import Event
from trustdesk.kit.ids import uuid7
from trustdesk.kit.repeats import check_same, fingerprint
from trustdesk.replies import rules, store
from trustdesk.replies.model import Macro, MacroBody, MacroTexts, NewMacro
from trustdesk.replies.views import DraftView, FilledView, PreviewsView, PreviewView
from trustdesk.staff import Action, check

ARTICLE = "article."
BLOCK = "block."


async def add_macro(
    tx: Tx, screen: guard.Guard, actor: Actor, body: NewMacro, now: datetime
) -> tuple[Macro, bool]:
    """Add a macro; returns it, and whether it had been added before under this client id."""
    check(actor, Action.MANAGE_MACROS)
    clean, hidden = checked(tx.tenant, screen, body)
    macro = Macro(uuid7(), clean.title, clean.shortcut, clean.texts, clean.actions, clean.topics)
    asked = fingerprint(body)
    if await store.insert_macro(tx, macro, actor.key, body.client_id, asked):
        await screen.record(tx, macro.id, "macro", hidden, now)
        await append(tx, actor, "macro.add", About("macro", str(macro.id)), {"title": macro.title})
        return macro, False
    before = await store.find_added(tx, actor.key, body.client_id)
    if before is None:
        raise Conflict("the shortcut is taken")
    check_same(before[0], asked)
    return before[1], True


async def change_macro(
    tx: Tx, screen: guard.Guard, actor: Actor, id: UUID, body: MacroBody, now: datetime
) -> Macro:
    """Replace a macro; raises ``Conflict`` when another has the shortcut."""
    check(actor, Action.MANAGE_MACROS)
    clean, hidden = checked(tx.tenant, screen, body)
    try:
        found = await store.save_macro(tx, id, clean, actor.key)
    except UniqueViolation as error:
        raise Conflict("the shortcut is taken") from error
    if not found:
        raise NotFound
    await screen.record(tx, id, "macro", hidden, now)
    await append(tx, actor, "macro.change", About("macro", str(id)), {"title": clean.title})
    return Macro(id, clean.title, clean.shortcut, clean.texts, clean.actions, clean.topics)


async def remove_macro(tx: Tx, actor: Actor, id: UUID) -> None:
    """Remove a macro."""
    check(actor, Action.MANAGE_MACROS)
    if not await store.delete_macro(tx, id):
        raise NotFound
    await append(tx, actor, "macro.remove", About("macro", str(id)))


def checked(tenant: str, screen: guard.Guard, body: MacroBody) -> tuple[MacroBody, tuple[guard.Finding, ...]]:
    """Give the macro, cleaned, and what was hidden; raises unless an agent may send it as it stands."""
    texts = (body.texts.en, body.texts.zh)
    if not any(text.strip() for text in texts):
        raise Invalid("a macro needs a text")
    for text in texts:
        if wrong := rules.wrong_placeholders(text):
            raise Invalid(f"not a placeholder: {', '.join(wrong)}")
        if refusal := guard.check_reply(text):
            raise Unsafe(refusal.reason, reason=refusal.reason)
    if screen.clean(tenant, body.shortcut).findings:
        raise Invalid("shortcut: looks like a secret")
    cleaned = [screen.clean(tenant, word) for word in (*texts, body.title, *body.actions.tags)]
    en, zh, title, *tags = (one.text for one in cleaned)
    clean = msgspec.structs.replace(
        body,
        texts=MacroTexts(en, zh),
        title=title,
        actions=msgspec.structs.replace(body.actions, tags=tags),
    )
    return clean, tuple(found for one in cleaned for found in one.findings)


def previewed(brand: Brand, texts: MacroTexts, agent: str) -> PreviewsView:
    """Show how texts of a macro would read, for somebody invented, and what would stop them."""

    def shown(text: str, words: i18n.Words) -> PreviewView:
        values = (
            _of_brand(brand, words)
            | knowledge.shipped_blocks(words)
            | {
                "customer.name": words.text("macro.sample.name"),
                "agent.name": agent,
                "conversation.number": f"{brand.prefix}-4QR-CQV9",
                "conversation.topic": brand.topics[0].code,
                "conversation.line": "webchat",
                "hours": "open",
            }
        )
        wrong = rules.wrong_placeholders(text)
        values |= {
            name: words.text("macro.sample.article") for name in rules.named(text) if name.startswith(ARTICLE)
        }
        refusal = guard.check_reply(text)
        return PreviewView(rules.filled(text, values).text, wrong, refusal.reason if refusal else None)

    return PreviewsView(shown(texts.en, i18n.words("en")), shown(texts.zh, i18n.words("zh-CN")))


async def fill(
    tx: Tx, place: tuple[Brand, str], actor: Actor, asked: tuple[str, UUID], now: datetime
) -> FilledView:
    """Fill a macro in for a conversation the agent may read, in its customer's language if it has one.

    ``place`` is the brand and where the desk is; ``asked`` the conversation's number and the macro.
    """
    (brand, base_url), (number, id) = place, asked
    case = await conversations.open_for(tx, actor, number, now)
    macro = await store.find_macro(tx, id)
    if macro is None:
        raise NotFound
    locale = i18n.spoken(case.language)
    by_locale: dict[i18n.Locale, str] = {"en": macro.texts.en, "zh-CN": macro.texts.zh}
    written: list[i18n.Locale] = [one for one in i18n.LOCALES if by_locale[one].strip()]
    spoken = locale if locale in written else written[0]
    words, text = i18n.words(spoken), by_locale[spoken]
    customer = await customers.get(tx, case.customer)
    values = _of_brand(brand, words) | {
        "customer.name": customer.name,
        "agent.name": actor.name,
        "conversation.number": case.number,
        "conversation.topic": case.topic or "",
        "conversation.line": case.line,
        "hours": "open" if hours_view(brand.hours, now).open else "closed",
    }
    asked_for = rules.named(text)
    if any(name.startswith(BLOCK) for name in asked_for):
        values |= await knowledge.block_texts(tx, spoken)
    for name in asked_for:
        if name.startswith(ARTICLE):
            quote = await knowledge.quote(tx, brand, name.removeprefix(ARTICLE), spoken, "")
            values[name] = f"{quote.title} ({base_url}{quote.path})" if quote else ""
    done = rules.filled(text, values)
    return FilledView(done.text, spoken, done.missing)


def _of_brand(brand: Brand, words: i18n.Words) -> dict[str, str]:
    figures = {
        f"figure.{name}": words.text("macro.figure", value=one.value.of(words.locale), day=one.at.isoformat())
        for name, one in brand.figures.items()
    }
    return figures | {"brand.name": brand.name.of(words.locale), "brand.host": brand.official.host}


async def draft_of(tx: Tx, actor: Actor, number: str, now: datetime) -> DraftView:
    """Read the agent's own draft for a conversation they may read."""
    case = await conversations.open_for(tx, actor, number, now)
    return await store.draft(tx, UUID(actor.id), case.id) or DraftView()


async def keep_draft(
    tx: Tx, screen: guard.Guard, actor: Actor, number: str, text: str, now: datetime
) -> DraftView:
    """Keep the agent's draft, secrets masked, and say what would stop it; an empty one is removed."""
    case = await conversations.open_for(tx, actor, number, now)
    agent = UUID(actor.id)
    if text.strip():
        cleaned = screen.clean(tx.tenant, text)
        await guard.record(tx, [guard.Hidden(case.id, "draft", cleaned.findings, case.id)], now)
        kept = await store.save_draft(tx, agent, case.id, cleaned.text) or DraftView()
        refusal = guard.check_reply(text)
        return msgspec.structs.replace(kept, stopped_for=refusal.reason if refusal else None)
    await store.delete_draft(tx, agent, case.id)
    return DraftView()


async def acknowledge(tx: Tx, brand: Brand, events: Sequence[Event], now: datetime) -> None:
    """Say one word to each customer whose conversation began or goes on; once for each event."""
    latest = {event.fact.about: event for event in events}
    cases = await conversations.states_of(tx, list(latest))
    said = [
        conversations.Say(
            actor=system(tx.tenant),
            client_id=f"acknowledgement:{latest[case.id].xid}.{latest[case.id].id}",
            conversation=case.id,
            text=acknowledgement(case, latest[case.id], brand, now),
        )
        for case in cases.values()
        if rules.awaits_a_word(case)
    ]
    answers = await conversations.perform(tx, said, brand.prefix, now) if said else []
    for answer in answers:
        # Heard again at another hour, the same event would say something else: it has been said.
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer


async def warn(tx: Tx, brand: Brand, events: Sequence[Event], now: datetime) -> None:
    """Tell each customer whose message held a secret what to do, where no page has told them."""
    places = [
        (event.fact.about, fact.seq)
        for event in events
        if isinstance(fact := event.fact, conversations.MessageReceived)
    ]
    hidden = await store.hidden_in(tx, places)
    if not hidden:
        return
    cases = await conversations.states_of(tx, [conversation for conversation, _, _ in hidden])
    said = [
        conversations.Say(
            actor=system(tx.tenant),
            client_id=f"secrets:{conversation}.{seq}",
            conversation=conversation,
            text=warning(case, kinds, brand),
        )
        for conversation, seq, found in hidden
        if (case := cases.get(conversation))
        and case.line not in ON_A_PAGE
        and (kinds := [kind for kind in found if kind not in NO_DANGER])
    ]
    answers = await conversations.perform(tx, said, brand.prefix, now) if said else []
    for answer in answers:
        if isinstance(answer, Refused) and not isinstance(answer, ClientIdReused):
            raise answer


def warning(case: conversations.Conversation, kinds: Sequence[str], brand: Brand) -> str:
    """Word what was hidden and what to do now, in the conversation's language."""
    words = i18n.words(i18n.spoken(case.language, brand.locales))
    return "\n".join(words.text(f"guard.advice.{kind}") for kind in kinds)


# Every mail's signature holds these: hidden they are, but nobody has to move anything for them.
NO_DANGER = frozenset({guard.Kind.PHONE_NUMBER, guard.Kind.EMAIL_ADDRESS})
ON_A_PAGE = frozenset({"webchat", "api", "app"})
CODES: Mapping[type[object], str] = {
    conversations.ConversationOpened: "acknowledgement.received",
    conversations.ConversationReopened: "acknowledgement.reopened",
}


def acknowledgement(case: conversations.Conversation, event: Event, brand: Brand, now: datetime) -> str:
    """Word it in the conversation's language: the number, and the hours when nobody is on duty."""
    words = i18n.words(i18n.spoken(case.language, brand.locales))
    code = CODES[type(event.fact)]
    # There is no page to close where there is none.
    own = code if case.line in ON_A_PAGE else f"{code}.elsewhere"
    said = words.text(own if own in words.catalogue else code, number=case.number)
    return "\n".join((said, *_absence(words, brand.hours, now)))


def _absence(words: i18n.Words, hours: Hours, now: datetime) -> list[str]:
    view = hours_view(hours, now)
    if view.open:
        return []
    if view.opens_at is None:
        return [words.text("hours.closed")]
    return [words.text("hours.closed_until", opens_at=words.moment(view.opens_at, view.time_zone))]
