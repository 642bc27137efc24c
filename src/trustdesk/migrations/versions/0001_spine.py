"""The spine: who writes, who answers, what was said, what happened."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_sql_beside(__file__)
