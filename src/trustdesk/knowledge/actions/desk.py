"""An article as its editor sees it: every language as it stands, who wrote it, what has changed since."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import msgspec

from trustdesk import staff
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Tx
from trustdesk.kit.i18n import LOCALES, Locale
from trustdesk.kit.ids import parse
from trustdesk.knowledge.actions.editing import OTHER, open_for
from trustdesk.knowledge.model import Card, Draft, Listed, Unhelpful, Version
from trustdesk.knowledge.rules.compare import fresh
from trustdesk.knowledge.store import articles, drafts, shared, versions
from trustdesk.knowledge.store.drafts import Known, Wanted
from trustdesk.knowledge.views import EditedView, TextView, VersionView
from trustdesk.staff import Action, check

LEAST_UNHELPFUL = 2  # one reader's displeasure is none of the article's


async def listed(tx: Tx, actor: Actor, wanted: Wanted, today: date) -> list[Listed]:
    """List articles for editors."""
    check(actor, Action.MANAGE_ARTICLES)
    return await drafts.listed(tx, wanted, today, LEAST_UNHELPFUL)


async def unhelpful(tx: Tx, since: datetime, most: int = 50) -> list[Unhelpful]:
    """List public articles that more readers since then say do not help than do, the worst first."""
    return await shared.unhelpful(tx, since, LEAST_UNHELPFUL, most)


async def edited(tx: Tx, actor: Actor, slug: str) -> EditedView:
    """Read an article with all its languages."""
    kept = await open_for(tx, actor, slug)
    texts: dict[Locale, TextView] = {locale: await text(tx, kept, locale) for locale in LOCALES}
    helpful, unhelpful = await articles.votes(tx, kept.id)
    return EditedView(
        slug=slug,
        revision=kept.revision,
        card=msgspec.convert(
            msgspec.to_builtins({n: getattr(kept, n) for n in Card.__struct_fields__}), Card
        ),
        texts=texts,
        helpful=helpful,
        unhelpful=unhelpful,
        url=f"/help/{tx.tenant}/{{locale}}/{slug}",
    )


async def text(tx: Tx, kept: Known, locale: Locale) -> TextView:
    """Read one language of an article."""
    place = (kept.id, locale)
    draft = await drafts.find(tx, place)
    standing = [one for one in await versions.of(tx, place) if one.state in {"published", "scheduled"}]
    named = await names(tx, [draft.written_by, *(one.written_by for one in standing)])
    by_state = {one.state: version_view(one, named) for one in standing}
    public = by_state.get("published")
    read = draft if draft.open else public or by_state.get("scheduled") or Draft()
    return TextView(
        locale=locale,
        revision=draft.revision,
        open=draft.open,
        base=draft.base if draft.open else public.version if public else 0,
        title=read.title,
        summary=read.summary,
        questions=read.questions,
        body=read.body,
        written_by=named.get(draft.written_by, draft.written_by) if draft.open else "",
        written_at=draft.written_at if draft.open else None,
        public=public,
        scheduled=by_state.get("scheduled"),
        changed=await _changed(tx, kept, locale, public),
    )


async def names(tx: Tx, actors: Iterable[str]) -> dict[str, str]:
    """Name the people behind these; who is not a person stays as it is."""
    people = {one: id for one in actors if (id := _agent(one))}
    found = await staff.names(tx, list(people.values()))
    return {one: found[id] for one, id in people.items() if id in found}


def version_view(version: Version, named: dict[str, str]) -> VersionView:
    """Show a version with its writer's name."""
    writer = named.get(version.written_by, version.written_by)
    return msgspec.convert(
        msgspec.structs.replace(version, written_by=writer), VersionView, from_attributes=True
    )


async def _changed(tx: Tx, kept: Known, locale: Locale, public: VersionView | None) -> list[int]:
    """Number the lines that the other language has not followed; none while there is no other to follow."""
    step = kept.step(locale)
    if public is None or step is None or step == public.version:
        return []
    if await versions.public(tx, (kept.id, OTHER[locale])) is None:
        return []
    before = await versions.find(tx, (kept.id, locale), step)
    return fresh(before.body if before else "", public.body)


def _agent(actor: str) -> UUID | None:
    kind, _, id = actor.partition(":")
    return parse(id) if kind == "agent" else None
