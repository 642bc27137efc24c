"""The mail line: what arrived by mail, whom it may be answered to, and how far mailboxes are read."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    run_sql_beside(__file__)
