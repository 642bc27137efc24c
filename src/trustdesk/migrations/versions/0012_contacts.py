"""Contacts that prove themselves: codes, crossings between lines, anti-phishing codes."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    run_sql_beside(__file__)
