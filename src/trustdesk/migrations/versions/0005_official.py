"""Reports of impostors, and what the desk found them to be."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run_sql_beside(__file__)
