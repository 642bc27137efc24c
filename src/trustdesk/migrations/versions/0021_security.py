"""Security cases: alerts that are about a conversation rather than about an agent."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0021"
down_revision = "0019"


def upgrade() -> None:
    run_sql_beside(__file__)
