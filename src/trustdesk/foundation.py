"""What every part of a node stands on: storage, keys, the guard, the desk, the lines with their settings."""

from trustdesk import (
    assisting,
    brands,
    conversations,
    customers,
    files,
    knowledge,
    oversight,
    staff,
    surging,
    vault,
)
from trustdesk.channels import form
from trustdesk.channels.email import jobs as email_jobs
from trustdesk.channels.intake import Intake
from trustdesk.channels.post import Carrier, Translator
from trustdesk.channels.setup import Section, Setup
from trustdesk.channels.telegram import SECTION as TELEGRAM
from trustdesk.channels.telegram import jobs as telegram_jobs
from trustdesk.conversations import Command, Outcome
from trustdesk.conversations.api.desk import Desk
from trustdesk.files import api as files_api
from trustdesk.guard import Guard
from trustdesk.kit import clock, egress, opening, secrets, web
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.clam import Scanner
from trustdesk.kit.db import Tx
from trustdesk.kit.errors import Refused
from trustdesk.kit.settings import Settings
from trustdesk.kit.sight import Sight
from trustdesk.knowledge.jobs import Library
from trustdesk.subscriptions import Herald
from trustdesk.subscriptions.jobs import PushHerald


def resolvers(settings: Settings) -> dict[str, web.Resolver]:
    """Tell, for each kind of credential, who knows whose it is."""
    return {
        "ts": oversight.resolver(settings.budgets),
        "td": staff.actor_of_key,
        "tv": customers.actor_of_visit,
    }


def sections() -> list[Section]:
    """Name the settings of every line."""
    return [email_jobs.SECTION, form.SECTION, TELEGRAM, assisting.SECTION, surging.SECTION]


def screening(guard: Guard) -> files.Names:
    """How names, documents and pictures are rid of secrets before they are kept."""
    return files.Names(
        guard.clean_file_name, guard.record_file_name, guard.secrets_in, guard.found_in, guard.record_picture
    )


class Foundation:
    """The parts that need no other node and nothing live."""

    def __init__(self, settings: Settings) -> None:
        """Put them together; nothing is opened yet."""
        self.settings = settings
        self.keys = secrets.load(settings)
        self.brands = brands.load(settings.brands_dir)
        self.db = opening.database(settings)
        self.blobs = Blobs(settings.files_store)
        self.vault = Blobs(settings.vault_store)
        self.doors = vault.Doors(self.keys, settings.files_url, clock.utc_now)
        self.links = files.Links(self.keys, settings.files_url, clock.utc_now)
        self.guard = Guard(self.keys, self.brands)
        self.library, self.gallery = Library(self.db), knowledge.Gallery(self.blobs, settings.articles_dir)
        self.desk = Desk(self.db, self._perform, self.guard)
        self.intake = Intake(self.db, self.brands, self.desk)
        self.sight = Sight(wanted=settings.read_pictures)
        self.scanner = Scanner(settings.scanner_url)
        self.shelf = files_api.Shelf(self.db, self.blobs, screening(self.guard), self.sight, self.scanner)
        cookie = web.session_cookie(settings.base_url)
        self.admission = web.Admission(self.db, frozenset(self.brands), resolvers(settings), cookie)
        self.egress = egress.load(demo=settings.demo)
        self.setup = Setup(self.db, self.keys, sections())
        self.mail = self._mail()
        telegram = self._telegram()
        self.translators: list[Translator] = [self.mail.translator, telegram_jobs.Reader(telegram)]
        self.carriers: list[Carrier] = [self.mail.carrier, telegram_jobs.Messenger(telegram)]
        pushing = PushHerald(self.db, self.keys, self.egress, settings.base_url)
        self.heralds: list[Herald] = [self.mail.herald, pushing, telegram_jobs.TelegramHerald(telegram)]

    def _telegram(self) -> telegram_jobs.Parts:
        return telegram_jobs.Parts(
            db=self.db,
            keys=self.keys,
            brands=self.brands,
            setup=self.setup,
            egress=self.egress,
            intake=self.intake,
            desk=self.desk,
            shelf=self.shelf,
            blobs=self.blobs,
            base_url=self.settings.base_url,
        )

    def _mail(self) -> email_jobs.MailLine:
        ground = email_jobs.Ground(
            db=self.db,
            keys=self.keys,
            brands=self.brands,
            setup=self.setup,
            intake=self.intake,
            guard=self.guard,
            links=self.links,
            egress=self.egress,
            settings=self.settings,
        )
        return email_jobs.MailLine(ground, self.shelf)

    async def _perform(self, tx: Tx, commands: list[Command]) -> list[Outcome | Refused]:
        return await conversations.perform(tx, commands, self.brands[tx.tenant].prefix, clock.utc_now())
