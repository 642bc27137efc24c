"""Evidence: the audit, and the tree that seals it together with what was said."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    run_sql_beside(__file__)
