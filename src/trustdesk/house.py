"""One node's working parts, shared by its web side and its worker: reactions and jobs plugged in."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import structlog

from trustdesk import (
    assistant,
    assisting,
    brands,
    conversations,
    exchange,
    procedures,
    staff,
    surge,
    surging,
)
from trustdesk.assistant import jobs as assistant_jobs
from trustdesk.assistant import reactions as assistant_reactions
from trustdesk.channels import form, status, webchat
from trustdesk.channels.api import jobs as api_jobs
from trustdesk.channels.api import reactions as api_reactions
from trustdesk.channels.email import jobs as email_jobs
from trustdesk.channels.email import reactions as email_reactions
from trustdesk.channels.form import reactions as form_reactions
from trustdesk.channels.health import Watch, Watched
from trustdesk.channels.health import api as health_api
from trustdesk.channels.health import reactions as health_reactions
from trustdesk.channels.post import api as post_api
from trustdesk.channels.post import jobs as post_jobs
from trustdesk.channels.post import reactions as post_reactions
from trustdesk.channels.setup import Check
from trustdesk.channels.setup.api import Panel
from trustdesk.channels.telegram import jobs as telegram_jobs
from trustdesk.channels.webchat.api import demo
from trustdesk.conversations import jobs as conversation_jobs
from trustdesk.conversations import reactions as conversation_reactions
from trustdesk.conversations.api import feeds, signs
from trustdesk.customers import jobs as customer_jobs
from trustdesk.evidence import jobs as evidence_jobs
from trustdesk.exchange import jobs as exchange_jobs
from trustdesk.exchange import reactions as exchange_reactions
from trustdesk.files import jobs as file_jobs
from trustdesk.foundation import Foundation
from trustdesk.incidents import reactions as incident_reactions
from trustdesk.kit import i18n, replays
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import KEYS_CHANGED, News, Tx
from trustdesk.kit.events import Reaction
from trustdesk.kit.jobs import Job
from trustdesk.kit.live import Feed, Hub, PostgresWire
from trustdesk.kit.reactor import Reactor
from trustdesk.kit.rounds import Rounds
from trustdesk.kit.settings import Settings
from trustdesk.knowledge import jobs as knowledge_jobs
from trustdesk.oversight import api as oversight_api
from trustdesk.procedures import api as procedures_api
from trustdesk.procedures import jobs as procedures_jobs
from trustdesk.procedures import reactions as procedures_reactions
from trustdesk.replies import reactions as replies_reactions
from trustdesk.retention import jobs as retention_jobs
from trustdesk.routing import api as routing_api
from trustdesk.routing import reactions as routing_reactions
from trustdesk.staff import api as staff_api
from trustdesk.staff import jobs as staff_jobs
from trustdesk.subscriptions import api as subscriptions_api
from trustdesk.subscriptions import jobs as subscription_jobs
from trustdesk.subscriptions import reactions as subscription_reactions
from trustdesk.surge import api as surge_api
from trustdesk.surge import jobs as surge_jobs
from trustdesk.triage import Reader
from trustdesk.triage import jobs as triage_jobs
from trustdesk.triage import reactions as triage_reactions
from trustdesk.vault import jobs as vault_jobs
from trustdesk.vault import reactions as vault_reactions

log = structlog.get_logger()

ATTENDANCE_SECONDS = 20
DRAIN_SECONDS = 0.5  # for the last frames to leave


class House(Foundation):
    """One node's working parts, shared by its web side and its worker."""

    def __init__(self, settings: Settings) -> None:
        """Put the parts together; nothing is opened yet."""
        super().__init__(settings)
        self._go_live()
        self.reactor = Reactor(self.db, sorted(self.brands), self.reactions())
        self.hub.woken.append(self.reactor.wake)
        self.keysets = demo.keysets(settings, self.brands, self.egress)
        self.sender = api_jobs.Sender(self.db, self.keys, sorted(self.brands), self.egress)
        self.hub.woken.append(self.sender.wake)
        self.arrivals = post_jobs.Arrivals(self.db, self.keys, sorted(self.brands), self.translators)
        self.deliveries = post_jobs.Deliveries(self.db, self.keys, sorted(self.brands), self.carriers)
        self.hub.woken += [self.arrivals.wake, self.deliveries.wake, self.setup.wake]
        self.circulars = self._circulars()
        self.panel = Panel(self.db, self.keys, self.setup, self.checks())
        watched = Watched(self.setup, self._lines(), {form.SECTION.line: form.health})
        self.watch = Watch(self.db, sorted(self.brands), watched)
        self.sealer = self._sealer(settings)
        self.lobby = staff_api.lobby_of(self.db, self.keys, settings, self.brands)
        self.providers = staff.Providers(self.egress, self.brands, settings.base_url)
        self.draining = False

    def _assistant(self) -> assistant.Parts:
        return assistant.Parts(
            db=self.db,
            brands=self.brands,
            articles=self.library,
            sources=(assistant.Notices(self.db, assisting.told),),
            settled=assisting.SettledBy(self.setup),
            procedures=assisting.ProceduresAbout(),
            account=assistant.AccountBehind(self.db, self.window),
            endpoint=assisting.endpoint(self.settings, self.egress),
            base_url=self.settings.base_url,
        )

    async def _held(self, tx: Tx, ids: Sequence[UUID]) -> set[UUID]:
        """Tell which conversations the assistant still has, so that they wait for nobody yet."""
        return await assistant.held(tx, self.assistant, ids)

    def _go_live(self) -> None:
        reader = Reader(self.db, self.library.meaning)
        self.triage = triage_jobs.Desk(self.db, self.brands, reader, self.library.find)
        self.letters = form.Parts(self.db, self.keys, self.desk, self.shelf, self.intake)
        self.cases = status.Parts(self.db, self.keys, self.desk, self.shelf, self.intake, self.links)
        self.surge = surge.Parts(self.brands, surging.SettledBy(self.setup))
        self.board = surge_api.Board(self.db, self.surge)
        self.heard_by = webchat.Heard(self.admission.look_up, frozenset(self.brands))
        self.hub = Hub(self.db, PostgresWire(self.db), self.heard_by.look_up)
        self.thread = feeds.ThreadFeed(self.db, self.hub, self.links)
        self.hub.feeds += self._feeds()
        self.hub.woken.append(self._keys_changed)
        self.hub.woken.append(self.board.woken)
        self.hub.caught_up += [self.db.forget_keys, self.board.forget]
        self.signs = signs.Signs(self.db, self.hub, place=0)
        self.window, self.looker = self._window()
        self.assistant = self._assistant()

    def _window(self) -> tuple[exchange.Window, procedures.Looker]:
        """Make what looks into exchanges and chains, and who looks into procedures with it."""
        window = exchange.window(self.brands, self.settings, self.keys, self.egress)
        inspect = email_jobs.Inspecting(self.db, self.keys, self.brands, self.mail.run)
        aids = procedures.Aids(inspect, self.articles)
        out = procedures.outlook(window, aids, self.settings.brands_dir, sorted(self.brands))
        looker = procedures.Looker(self.db, out, sorted(self.brands))
        self.hub.woken.append(looker.wake)
        return window, looker

    async def articles(self, tenant: str, question: str) -> list[procedures.Article]:
        """Find the public articles that answer a question, the best first."""
        en, zh = [await self.library.find(tenant, question, locale, most=5) for locale in i18n.LOCALES]
        titles = {one.slug: one.title for one in zh}
        return [
            procedures.Article(
                one.slug, brands.Label(one.title, titles.get(one.slug, one.title)), round(100 * one.score)
            )
            for one in en
        ]

    def _circulars(self) -> Sequence[Rounds]:
        """Make what sends announcements out: who spreads them, and for each way who carries the copies."""
        ground = subscription_jobs.Ground(self.db, self.keys, self.brands, self.settings.base_url)
        spreading = subscription_jobs.Circulars(self.db, sorted(self.brands), self.heralds)
        working = [spreading, *(subscription_jobs.Copies(ground, one) for one in self.heralds)]
        self.hub.woken += [one.wake for one in working]
        return working

    def _lines(self) -> list[str]:
        """Name every line that has something to tell of itself, each once."""
        carried = [line for one in self.carriers for line in one.lines]
        translated = [one.line for one in self.translators]
        return list(dict.fromkeys([*self.setup.sections, *translated, *carried, "webchat", "api"]))

    def _sealer(self, settings: Settings) -> evidence_jobs.Sealer:
        outside = settings.checkpoints_store
        signers = evidence_jobs.signers(self.keys, settings.base_url, sorted(self.brands))
        stored = Blobs(outside) if outside else None
        return evidence_jobs.Sealer(self.db, signers, [conversations.ENTRIES], stored)

    def _feeds(self) -> list[Feed]:
        return [
            self.thread,
            feeds.CurrentFeed(self.db, self.hub),
            feeds.InboxFeed(self.db, self.hub),
            routing_api.PlaceFeed(self.db),
            routing_api.PresenceFeed(self.db),
            oversight_api.AlertsFeed(self.db),
            post_api.DeliveryFeed(self.db),
            procedures_api.ProceduresFeed(self.db),
            procedures_api.ProgressFeed(self.db),
            health_api.LinesFeed(),
            subscriptions_api.CircularsFeed(),
            surge_api.SurgeFeed(self.board),
        ]

    def reactions(self) -> list[Reaction]:
        """Name everything that listens."""
        return [
            *conversation_reactions.reactions(),
            *routing_reactions.reactions(self.brands, self._held),
            *replies_reactions.reactions(self.brands),
            *incident_reactions.reactions(self.brands),
            *triage_reactions.reactions(),
            *vault_reactions.reactions(),
            *subscription_reactions.reactions(),
            *assistant_reactions.reactions(self.assistant),
            *api_reactions.reactions(),
            *exchange_reactions.reactions(),
            *procedures_reactions.reactions(self.brands),
            *form_reactions.reactions(self.blobs),
            *email_reactions.reactions(),
            *health_reactions.reactions(),
            *post_reactions.reactions({line for one in self.carriers for line in one.lines}),
        ]

    def checks(self) -> list[Check]:
        """Name how each line is tried."""
        return [
            telegram_jobs.TelegramCheck(self.egress, self.settings.base_url),
            email_jobs.MailCheck(self.egress, self.mail.judging, self.mail.grants),
        ]

    def jobs(self) -> list[Job]:
        """Name all scheduled work."""
        return [
            *conversation_jobs.jobs(self.brands),
            *staff_jobs.jobs(),
            *customer_jobs.jobs(),
            *file_jobs.jobs(self.blobs),
            *vault_jobs.jobs(self.vault),
            *assistant_jobs.jobs(self.assistant),
            *retention_jobs.jobs_of(self.blobs, self.brands),
            *api_jobs.jobs(),
            *exchange_jobs.jobs(self.window),
            *procedures_jobs.jobs(),
            *knowledge_jobs.jobs(),
            *form.jobs(self.letters, self.blobs, self.brands),
            *email_jobs.jobs(self.mail.carrier),
            *post_jobs.jobs(),
            *triage_jobs.jobs(self.triage),
            *subscription_jobs.jobs(self.keys, self.mail.herald, self.settings.base_url),
            *surge_jobs.jobs(self.surge),
            *replays.jobs(),
        ]

    async def drain(self) -> None:
        """Stop being ready and ask every client to connect elsewhere."""
        self.draining = True
        self.hub.drain()
        await asyncio.sleep(DRAIN_SECONDS)

    async def attendance(self) -> None:
        """Remember, as long as it runs, which agents have an open socket on this node."""
        while True:
            await asyncio.sleep(ATTENDANCE_SECONDS)
            for tenant, agents in self.hub.present("agent").items():
                try:
                    async with self.db.transaction(tenant) as tx:
                        await staff.attended(tx, agents)
                except Exception:  # the next look is soon, and agents lapse only after several
                    log.exception("attendance could not be noted", tenant=tenant)

    def _keys_changed(self, _tenant: str, news: News | None) -> None:
        """Read data keys anew when one was destroyed, on whatever node."""
        if news and KEYS_CHANGED in news:
            self.db.forget_keys()
