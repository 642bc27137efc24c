"""What would help whoever answers, and the answers that need but a tap."""

from litestar import get

from trustdesk import conversations, procedures, triage
from trustdesk.customers import Thing, allows
from trustdesk.kit import i18n
from trustdesk.kit.actors import Actor
from trustdesk.kit.db import Database, Tx


@get("/api/v1/widget/intake", opt={"policy": "visitor"})
async def get_intake(db: Database, actor: Actor) -> triage.IntakeView:
    """Tell a customer what would help whoever answers; nothing once somebody has."""
    async with db.transaction(actor.tenant) as tx:
        case = await conversations.current_of(tx, actor)
        if case is None or case.staff_seq or case.status != "open":
            return triage.IntakeView([])
        asked = await triage.intake(tx, case, known=allows(actor.level, Thing.ACCOUNT_DATA))
        return triage.IntakeView([*await _of_procedures(tx, case), *asked])


async def _of_procedures(tx: Tx, case: conversations.Conversation) -> list[triage.AskView]:
    locale = i18n.spoken(case.language)
    return [
        triage.AskView(
            f"procedure_{one.name}",
            one.question.of(locale),
            [triage.QuickReply(choice.label.of(locale), choice.label.of(locale)) for choice in one.choices],
        )
        for one in await procedures.to_choose(tx, case.id)
    ]


ROUTES = [get_intake]
