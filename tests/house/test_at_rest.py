"""What is of class contact or account is stored sealed, or stands here with the reason why it is not."""

from collections.abc import Collection, Iterator, Mapping

from tests.house.schema import Schema, read
from tests.house.test_schema import MIGRATIONS
from tests.sealed import FIELDS

Column = tuple[str, str]
STAFF = "of the staff, who are not erased with a customer"
KEYED = "a keyed hash or fingerprint"
REASON = "a colleague's reason on record, cleaned by the guard; the record of who did what outlives what it was about"
SERVER = "sealed by the server's key, gone when its time is up"
OURS = "an id of our own or of the provider"
NUMBERS = (
    "what a text means as numbers, from which it cannot be read; deleted with the conversation that is erased"
)
COUNTED = "what was searched for, without contacts, numbers and who it was; forgotten after thirty days"
ADDRESS = "by which a mail finds its conversation; deleted with the conversation that is erased"

OTHERWISE: Mapping[Column, str] = {
    ("readings", "meaning"): NUMBERS,
    ("searches", "meaning"): COUNTED,
    ("searches", "words"): COUNTED,
    **dict.fromkeys(
        [
            ("agents", "email"),
            ("passkeys", "credential"),
            ("passkeys", "public_key"),
            ("sso_identities", "subject"),
            ("staff_sessions", "address"),
            ("staff_sessions", "user_agent"),
        ],
        STAFF,
    ),
    **dict.fromkeys(
        [
            ("customer_ties", "body_hash"),
            ("documents", "body_hash"),
            ("form_letters", "body_hash"),
            ("guard_findings", "mark"),
            ("guard_verdicts", "mark"),
            ("messages", "body_hash"),
            ("procedure_events", "body_hash"),
            ("recoveries", "txid_mark"),
            ("procedures", "body_hash"),
            ("readings", "marks"),
            ("webhooks", "body_hash"),
            ("files", "sha256"),
            ("subscribers", "lookup"),
        ],
        KEYED,
    ),
    **dict.fromkeys(
        [
            ("access_grants", "note"),
            ("approvals", "reason"),
            ("audit", "reason"),
            ("erasures", "reason"),
            ("holds", "lifted_reason"),
            ("holds", "reason"),
            ("reveals", "note"),
            ("suspensions", "lifted_reason"),
            ("suspensions", "reason"),
        ],
        REASON,
    ),
    **dict.fromkeys(
        [
            ("contact_codes", "address_sealed"),
            ("exchange_values", "sealed"),
            ("form_letters", "address_sealed"),
            ("form_letters", "said_sealed"),
            ("held_arrivals", "glimpse_sealed"),
            ("impostor_reports", "mail_sealed"),
            ("step_ups", "assertion_sealed"),
        ],
        SERVER,
    ),
    **dict.fromkeys(
        [
            ("approvals", "parameters"),
            ("arrivals", "external_id"),
            ("audit", "about_id"),
            ("audit", "once"),
            ("deliveries", "external_id"),
            ("events", "body"),
            ("files", "blob"),
            ("files", "uploaded_by"),
            ("reaction_failures", "event_body"),
        ],
        OURS,
    ),
    **dict.fromkeys(
        [
            ("mail_threads", "address"),
            ("mail_threads", "handle"),
            ("mail_threads", "message_ids"),
            ("mail_threads", "subject"),
            ("mails", "handle"),
            ("mails", "left_out"),
            ("mails", "message_id"),
            ("mails", "sender"),
            ("mails", "sender_name"),
            ("mails", "subject"),
        ],
        ADDRESS,
    ),
    **dict.fromkeys(
        [
            ("arrivals", "reason"),
            ("circular_copies", "reason"),
            ("deliveries", "reason"),
            ("line_troubles", "reason"),
            ("reaction_failures", "error"),
            ("webhook_deliveries", "last_error"),
        ],
        "what went wrong, in our words or the provider's",
    ),
    **dict.fromkeys(
        [
            ("line_settings", "given"),
            ("line_settings_history", "given"),
            ("mailboxes", "account"),
            ("webhooks", "url"),
        ],
        "of the brand's own lines",
    ),
    ("audit", "detail"): "values of these classes stand in it as salted hashes",
    ("leaves", "salt"): "of entries it is derived from the data key and not stored",
    ("limits", "name"): "an address of the network with a count",
    ("anti_phishing_codes", "code"): "chosen to be shown in every mail; no name, no address",
    ("telegram_groups", "chat"): OURS,
    ("telegram_groups", "first"): OURS,
}


def unsealed(schema: Schema, sealed: Collection[Column], otherwise: Collection[Column]) -> Iterator[str]:
    """Columns of these classes that are neither sealed nor excused."""
    for (table, column), held in sorted(schema.classes.items()):
        known = (table, column) in sealed or (table, column) in otherwise
        if held in ("contact", "account") and not known:
            yield f"{table}.{column}: {held}, neither sealed (tests/sealed.py) nor excused"


def test_what_is_held_closely_is_sealed_or_excused() -> None:
    assert list(unsealed(read(MIGRATIONS), FIELDS, OTHERWISE)) == []


def test_nothing_is_excused_that_is_not_there() -> None:
    assert OTHERWISE.keys() - read(MIGRATIONS).classes.keys() == set()
    assert OTHERWISE.keys() & FIELDS.keys() == set()


def test_a_column_that_is_forgotten_is_caught() -> None:
    schema = Schema(tables={}, forced=set(), classes={("cats", "diary"): "account", ("cats", "id"): "public"})
    assert list(unsealed(schema, (), ())) == [
        "cats.diary: account, neither sealed (tests/sealed.py) nor excused"
    ]
    assert list(unsealed(schema, [("cats", "diary")], ())) == []
