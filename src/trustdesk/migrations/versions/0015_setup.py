"""Setup: what the operator has set for each line, and every earlier version of it."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    run_sql_beside(__file__)
