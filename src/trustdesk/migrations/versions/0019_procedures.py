"""Procedures: guided cases, everything that happened in them, and recoveries that happen once."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run_sql_beside(__file__)
