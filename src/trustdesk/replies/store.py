"""The SQL of macros and drafts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from trustdesk.kit.db import Tx
from trustdesk.kit.key_pages import MARKS
from trustdesk.kit.unsealed import Unsealed, columns
from trustdesk.replies.model import Macro, MacroActions, MacroBody, MacroTexts
from trustdesk.replies.views import DraftView


async def hidden_in(tx: Tx, places: Sequence[tuple[UUID, int]]) -> list[tuple[UUID, int, list[str]]]:
    """Tell which kinds of secret were hidden in these entries, pictures included; only where some were."""
    rows = await tx.rows(
        """select one.conversation, one.seq, array(
            select distinct kind from guard_findings found
            where found.tenant = $1 and found.about = one.id and found.place = 'message'
            union select unnest(held) from files
            where files.tenant = $1 and files.id = any(one.attachments) order by 1) as kinds
        from messages one join unnest($2::uuid[], $3::bigint[]) as wanted (conversation, seq)
            on one.conversation = wanted.conversation and one.seq = wanted.seq
        where one.tenant = $1""",
        tx.tenant,
        [conversation for conversation, _ in places],
        [seq for _, seq in places],
    )
    return [(row["conversation"], row["seq"], row["kinds"]) for row in rows if row["kinds"]]


async def macros(tx: Tx) -> list[Macro]:
    """List the macros by title."""
    rows = await tx.rows(
        "select id, title, shortcut, texts, actions, topics from macros where tenant = $1 order by title, id",
        tx.tenant,
    )
    return [_macro(row) for row in rows]


async def find_macro(tx: Tx, id: UUID) -> Macro | None:
    """Read a macro."""
    row = await tx.row(
        "select id, title, shortcut, texts, actions, topics from macros where tenant = $1 and id = $2",
        tx.tenant,
        id,
    )
    return None if row is None else _macro(row)


async def insert_macro(tx: Tx, macro: Macro, who: str, client_id: str, body_hash: bytes) -> bool:
    """Add a macro; False when its shortcut or the client id is taken."""
    added = await tx.do(
        """insert into macros (tenant, id, title, shortcut, texts, actions, topics, actor, client_id,
            body_hash, updated_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8) on conflict do nothing""",
        tx.tenant,
        macro.id,
        macro.title,
        macro.shortcut,
        *_encoded(macro),
        list(macro.topics),
        who,
        client_id,
        body_hash,
    )
    return added == 1


async def find_added(tx: Tx, who: str, client_id: str) -> tuple[bytes, Macro] | None:
    """Find the macro an actor added under a client id, with the hash of what was asked."""
    row = await tx.row(
        """select id, title, shortcut, texts, actions, topics, body_hash from macros
        where tenant = $1 and actor = $2 and client_id = $3""",
        tx.tenant,
        who,
        client_id,
    )
    return None if row is None else (row["body_hash"], _macro(row))


async def save_macro(tx: Tx, id: UUID, body: MacroBody, who: str) -> bool:
    """Replace a macro; False when there is none. Raises ``UniqueViolation`` for a taken shortcut."""
    touched = await tx.do(
        """update macros set title = $3, shortcut = $4, texts = $5, actions = $6, topics = $7,
            updated_by = $8, updated_at = clock_timestamp()
        where tenant = $1 and id = $2""",
        tx.tenant,
        id,
        body.title,
        body.shortcut,
        *_encoded(body),
        list(body.topics),
        who,
    )
    return touched == 1


async def delete_macro(tx: Tx, id: UUID) -> bool:
    """Remove a macro; False when there is none."""
    return await tx.do("delete from macros where tenant = $1 and id = $2", tx.tenant, id) == 1


async def draft(tx: Tx, agent: UUID, conversation: UUID) -> DraftView | None:
    """Read an agent's draft."""
    found = await tx.one(
        DraftView,
        "select text, updated_at from drafts where tenant = $1 and agent = $2 and conversation = $3",
        tx.tenant,
        agent,
        conversation,
    )
    return None if found is None else await _opened(tx, agent, conversation, found)


async def save_draft(tx: Tx, agent: UUID, conversation: UUID, text: str) -> DraftView | None:
    """Keep an agent's draft; the last one wins."""
    key = await tx.value(
        "select key from conversations where tenant = $1 and id = $2", tx.tenant, conversation
    )
    [sealed] = await tx.sealed([(key, _draft(agent, conversation), text)])
    saved = await tx.one(
        DraftView,
        """insert into drafts (tenant, agent, conversation, text) values ($1, $2, $3, $4)
        on conflict (tenant, agent, conversation)
        do update set text = excluded.text, updated_at = clock_timestamp()
        returning text, updated_at""",
        tx.tenant,
        agent,
        conversation,
        sealed,
    )
    return None if saved is None else msgspec.structs.replace(saved, text=text)


async def _opened(tx: Tx, agent: UUID, conversation: UUID, stored: DraftView) -> DraftView:
    [text] = await tx.opened([(_draft(agent, conversation), stored.text)])
    return msgspec.structs.replace(stored, text="" if text in MARKS else text)


def _draft(agent: UUID, conversation: UUID) -> str:
    return f"drafts|{agent}/{conversation}|text"


async def delete_draft(tx: Tx, agent: UUID, conversation: UUID) -> None:
    """Remove an agent's draft, if there is one."""
    await tx.do(
        "delete from drafts where tenant = $1 and agent = $2 and conversation = $3",
        tx.tenant,
        agent,
        conversation,
    )


async def delete_drafts(tx: Tx, conversations: Sequence[UUID]) -> None:
    """Remove all drafts about these conversations."""
    await tx.do(
        "delete from drafts where tenant = $1 and conversation = any($2)", tx.tenant, list(conversations)
    )


def _encoded(macro: Macro | MacroBody) -> Sequence[str]:
    return [msgspec.json.encode(part).decode() for part in (macro.texts, macro.actions)]


def _macro(row: Mapping[str, Any]) -> Macro:
    texts = msgspec.json.decode(row["texts"], type=MacroTexts)
    actions = msgspec.json.decode(row["actions"], type=MacroActions)
    return Macro(row["id"], row["title"], row["shortcut"], texts, actions, row["topics"])


async def _count_unsealed(tx: Tx) -> int:
    return await tx.value("select count(*) from drafts where tenant = $1 and is_plain(text)", tx.tenant)


async def _seal(tx: Tx, most: int) -> int:
    """Seal drafts from before there were keys, by the key of their conversation."""
    rows = await tx.rows(
        """select d.agent || '/' || d.conversation as row, d.agent, d.conversation, c.key, d.text
        from drafts d join conversations c on c.tenant = $1 and c.id = d.conversation and c.key <> ''
        where d.tenant = $1 and is_plain(d.text)
        order by d.conversation, d.agent limit $2 for no key update of d skip locked""",
        tx.tenant,
        most,
    )
    [texts] = await columns(tx, "drafts", ("text",), rows)
    return await tx.do(
        """update drafts d set text = new.text
        from unnest($2::uuid[], $3::uuid[], $4::text[]) as new (agent, conversation, text)
        where d.tenant = $1 and d.agent = new.agent and d.conversation = new.conversation""",
        tx.tenant,
        [row["agent"] for row in rows],
        [row["conversation"] for row in rows],
        texts,
    )


UNSEALED = (Unsealed("drafts", _count_unsealed, _seal),)
