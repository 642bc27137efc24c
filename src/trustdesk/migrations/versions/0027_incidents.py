"""Incidents with their updates and conversations; announcements."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    run_sql_beside(__file__)
