"""Triage: what was made of conversations, models with their cards, what editors might write."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    run_sql_beside(__file__)
