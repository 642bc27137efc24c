"""Incidents: what is wrong for many, its updates, the conversations that are about it."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0027"
down_revision = "0018"


def upgrade() -> None:
    run_sql_beside(__file__)
