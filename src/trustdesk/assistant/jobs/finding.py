"""What of ours answers a question: articles with the lines that fit, announcements and incidents."""

from trustdesk import knowledge
from trustdesk.assistant.actions.parts import Parts
from trustdesk.assistant.actions.wording import passage
from trustdesk.assistant.model import Passage, Question
from trustdesk.assistant.rules.choosing import ordered

MOST = 4
SHORT = 8  # words under which a question leans on what was said before


async def find(parts: Parts, tenant: str, asked: Question) -> list[Passage]:
    """Find what answers a question, the best first, with its own words."""
    wanted = asked.text
    if asked.clarified and asked.earlier and len(asked.text.split()) < SHORT:
        wanted = f"{asked.text}\n{asked.earlier[-1]}"
    hits = await parts.articles.find(tenant, wanted, asked.locale, MOST)
    found = [one for source in parts.sources for one in await source.find(tenant, asked)]
    async with parts.db.transaction(tenant) as tx:
        for hit in hits:
            quote = await knowledge.quote(tx, parts.brands[tenant], hit.slug, asked.locale, asked.text)
            if quote is not None:
                found.append(passage(parts, quote, hit.score))
    return ordered(found)
