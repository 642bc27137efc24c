"""By which hash a code is forgotten with its customer; the role that comes back after break-glass access."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run_sql_beside(__file__)
