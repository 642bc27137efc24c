"""Opening: the desk's database together with its keys, as every process of it does."""

from trustdesk.kit import secrets
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.ids import uuid7
from trustdesk.kit.keyring import Keyring
from trustdesk.kit.settings import Settings


def database(settings: Settings, *, size: int = 10) -> Database:
    """Put the database and its keyring together; nothing is opened yet."""
    keyring = Keyring(secrets.load(settings), Blobs(settings.keys_store))
    return Database(settings.database_url, node=uuid7().hex[-12:], size=size, keyring=keyring)
