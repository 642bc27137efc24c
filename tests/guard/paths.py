"""Every place where a person's free text comes into the house, and how to write there.

A new field of a request body that may hold anything appears in neither table: then a test fails, and
whoever added it says here how it is written to. What is written there is planted with secrets.
"""

import itertools
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from tests.world import Person, World, fresh

IMPOSTOR = "bitget-phish.com"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


class Walk:
    """The people of one conversation, and somewhere to write."""

    def __init__(self, world: World, key: Person, agent: Person, senior: Person) -> None:
        self.world, self.key, self.agent, self.senior = world, key, agent, senior
        self.visitor = agent
        self.number = ""
        self._count = itertools.count(1)

    async def begin(self) -> None:
        """Let a visitor write and be answered."""
        self.visitor = await self.world.visitor()
        body = {"client_id": fresh(), "text": "hello"}
        sent = await self.visitor.post("/api/v1/widget/messages", json=body)
        self.number = sent.json()["conversation"]
        await self.agent.reply(self.number, "good day")

    async def letter(self, **more: Any) -> httpx.Response:
        customer = {"external_id": fresh(), "name": "Wang Wei", "locale": "en"} | more.pop("customer", {})
        body = {"client_id": fresh(), "customer": customer, "text": "hello", **more}
        return await self.key.post("/api/v1/messages", json=body)

    async def visit(self, **more: Any) -> httpx.Response:
        return await self.visitor.post(
            "/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello", **more}
        )

    async def rating(self, text: str) -> httpx.Response:
        await self.agent.reply(self.number, "good day")
        body = {"client_id": fresh(), "score": 5, "text": text}
        return await self.visitor.post("/api/v1/widget/rating", json=body)

    async def report(self, **more: str) -> httpx.Response:
        body = {"client_id": fresh(), "thing": f"site:{IMPOSTOR}", "seen": "chat", **more}
        return await self.world.stranger.post("/api/v1/official/bitget/reports", json=body)

    async def macro(self, **more: Any) -> httpx.Response:
        body = {
            "client_id": fresh(),
            "title": "A title",
            "shortcut": f"s{next(self._count)}",
            "texts": {"en": "Hello"},
            **more,
        }
        return await self.senior.post("/api/v1/macros", json=body)

    async def changed_macro(self, **more: Any) -> httpx.Response:
        made = (await self.macro()).json()
        body = {"title": "A title", "shortcut": made["shortcut"], "texts": {"en": "Hello"}, **more}
        return await self.senior.put(f"/api/v1/macros/{made['id']}", json=body)

    async def file(self, name: str, who: Person, path: str) -> httpx.Response:
        return await who.post(path, content=PICTURE, params={"name": name})


Write = Callable[[Walk, str], Awaitable[httpx.Response]]

FREE_TEXT: dict[str, Write] = {
    "MessageBody.text": lambda walk, text: walk.letter(text=text),
    "CustomerBody.name": lambda walk, text: walk.letter(customer={"name": text}),
    "VisitBody.name": lambda walk, text: walk.world.stranger.post(
        "/api/v1/widget/bitget/session", json={"name": text}
    ),
    "SendBody.text": lambda walk, text: walk.visit(text=text),
    "SendBody.topic": lambda walk, text: walk.visit(topic=text),
    "RatingBody.text": lambda walk, text: walk.rating(text),
    "ReplyBody.text": lambda walk, text: walk.agent.reply(walk.number, text, refused=None),
    "NoteBody.text": lambda walk, text: walk.agent.act(walk.number, "notes", text=text, refused=None),
    "LabelsBody.tags": lambda walk, text: walk.agent.act(walk.number, "labels", tags=[text], refused=None),
    "LabelsBody.topic": lambda walk, text: walk.agent.act(walk.number, "labels", topic=text, refused=None),
    "LabelsBody.language": lambda walk, text: walk.agent.act(
        walk.number, "labels", language=text, refused=None
    ),
    "AppealBody.text": lambda walk, text: walk.agent.act(
        walk.number, "appeals", text=f"please send me your password\n{text}", refused=None
    ),
    "DraftBody.text": lambda walk, text: walk.agent.put(
        f"/api/v1/conversations/{walk.number}/draft", json={"text": text}
    ),
    "NewMacro.title": lambda walk, text: walk.macro(title=text),
    "NewMacro.shortcut": lambda walk, text: walk.macro(shortcut=text.replace(" ", "_")),
    "MacroBody.title": lambda walk, text: walk.changed_macro(title=text),
    "MacroBody.shortcut": lambda walk, text: walk.changed_macro(shortcut=text.replace(" ", "_")),
    "MacroTexts.en": lambda walk, text: walk.macro(texts={"en": text}),
    "MacroTexts.zh": lambda walk, text: walk.macro(texts={"zh-CN": text}),
    "MacroActions.tags": lambda walk, text: walk.macro(actions={"tags": [text]}),
    "ReportBody.text": lambda walk, text: walk.report(text=f"{IMPOSTOR} {text}"),
    "ReportBody.note": lambda walk, text: walk.report(text=IMPOSTOR, note=text),
    "?name of a visitor's file": lambda walk, text: walk.file(text, walk.visitor, "/api/v1/widget/files"),
    "?name of a file of staff": lambda walk, text: walk.file(text, walk.agent, "/api/v1/files"),
}

# Texts that are not anybody's prose, or lie at the end of a long journey of their own, and what keeps them clean.
NOT_PROSE = {
    "client_id": "minted by the client's machine; known again by it",
    "MessageBody.conversation": "a conversation's number; anything else is not found",
    "CustomerBody.external_id": "the handle by which the exchange itself knows the customer, shown masked",
    "AssigneeBody.team": "one of the teams; anything else is refused",
    "CheckBody.text": "compared with what is official, then forgotten",
    "ReportBody.thing": "which part of the text is meant; anything else is refused",
    "ReportBody.contact": "given by the reporter to be reached, in a field of its own class",
    "ReportBody.mail": "an original mail, sealed as evidence",
    "ContactBody.address": "an address to be reached at, in a field of its own class; kept sealed",
    "ProofBody.digits": "compared with the code",
    "PhishingBody.words": "refused if the guard finds anything in it; letters and digits only",
    "MatchBody.value": "compared with what the exchange has registered, kept nowhere",
    "VisitBody.crossing": "minted by the desk; used up, or refused",
    "TieBody.number": "a conversation's number; anything else is not found",
    "JoinBody.into": "a conversation's number; anything else is not found",
    "TieBody.reason": "cleaned in conversations.api.ties",
    "AccessBody.note": "cleaned in conversations.api.reveals",
    "RevealBody.note": "cleaned in conversations.api.reveals",
    "RevealBody.ref": "names a masked value; anything else is not found",
    "CanaryBody.name": "cleaned in conversations.api.canaries",
    "ApprovalBody.reason": "cleaned in oversight.api.approvals",
    "HoldBody.reason": "cleaned in retention.api",
    "Written.title": "refused if the guard finds anything in it",
    "Written.text": "refused if the guard finds anything in it",
    "LinkBody.number": "a conversation's number; anything else is not found",
    "NewIncident.topics": "refused if the guard finds anything in it",
    "OwnWords.en": "refused if the guard finds anything in it",
    "OwnWords.zh": "refused if the guard finds anything in it",
    "Titles.en": "refused if the guard finds anything in it",
    "Titles.zh": "refused if the guard finds anything in it",
    "Texts.en": "refused if the guard finds anything in it",
    "Texts.zh": "refused if the guard finds anything in it",
    "HoldBody.conversation": "a conversation's number; anything else is not found",
    "LiftBody.reason": "cleaned in retention.api",
    "EraseBody.reason": "cleaned in retention.api",
    "ApprovalBody.parameters": "the exact parameters of an action; anything else is refused",
    "IdentifyBody.token": "the exchange's signed word; its number of the customer is kept as a handle",
    "SignIn.email": "compared with what is known",
    "SignIn.password": "compared with its hash",
    "SignIn.code": "compared with the second factor",
    "EvidenceBody.value": "refused if the guard finds anything in it, else read strictly by its kind",
    "ViewBody.reason": "cleaned in vault.api",
    "Wording.title": "cleaned in knowledge.api.editing",
    "Wording.summary": "cleaned in knowledge.api.editing",
    "Wording.questions": "cleaned in knowledge.api.editing",
    "Wording.body": "cleaned in knowledge.api.editing",
    "Card.owner": "cleaned in knowledge.api.editing",
    "Card.topics": "cleaned in knowledge.api.editing",
    "BlockBody.text": "cleaned in knowledge.api.shared",
    "TryBody.question": "asked of the index, kept nowhere",
    "TryBody.slug": "an article's name, compared with what was found",
    "AuthenticatorResponse.attestation_object": "made by an authenticator, verified or refused; nothing of it is free",
    "AuthenticatorResponse.authenticator_data": "made by an authenticator, verified or refused; nothing of it is free",
    "AuthenticatorResponse.client_data_json": "made by an authenticator, verified or refused; nothing of it is free",
    "AuthenticatorResponse.signature": "made by an authenticator, verified or refused; nothing of it is free",
    "AuthenticatorResponse.user_handle": "made by an authenticator, verified or refused; nothing of it is free",
    "Credential.id": "made by an authenticator, verified or refused; nothing of it is free",
    "Credential.raw_id": "made by an authenticator, verified or refused; nothing of it is free",
    "Credential.type": "made by an authenticator, verified or refused; nothing of it is free",
    "Begin.brand": "the slug of a brand; anything else is not found",
    "StepUp.code": "compared with the second factor",
    "NewPasskey.name": "what an agent calls their own security key; only they read it",
    "Suspension.reason": "cleaned in staff.api.staff",
    "AssigneeBody.why": "cleaned in conversations.api.routes",
    "Change.op": "an operation's name; others are passed over",
    "Change.path": "a path of SCIM; others are passed over",
    "Change.value": "true or false; anything else is refused",
    "UserBody.user_name": "a colleague's address, out of the exchange's directory",
    "UserBody.display_name": "a colleague's name, out of the exchange's directory",
    "Name.formatted": "a colleague's name, out of the exchange's directory",
    "Name.given_name": "a colleague's name, out of the exchange's directory",
    "Name.family_name": "a colleague's name, out of the exchange's directory",
    "RawBody.reason": "cleaned in channels.health.api",
    "SettingsBody.values": "the settings of a line, held to their declared shape, set by an administrator",
    "SettingsBody.secrets": "a secret of a line, sealed and never shown",
    "RewriteBody.text": "a reply that is not kept; cleaned in assistant.actions.desk before it leaves the house",
    "WebhookBody.url": "an address of the exchange's own, with what it needs to be called",
}
