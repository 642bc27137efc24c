"""Which address a code was asked for, so that it can be forgotten with its customer."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_sql_beside(__file__)
