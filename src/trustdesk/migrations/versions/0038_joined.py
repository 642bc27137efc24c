"""A conversation that goes on in another one of the same person."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    run_sql_beside(__file__)
