"""What the guard has hidden, by keyed hash, and what a look-up has settled."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    run_sql_beside(__file__)
