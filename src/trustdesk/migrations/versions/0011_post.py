"""Post: what lines brought in, raw, and what is to go out on them."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0011"
down_revision = "0008"


def upgrade() -> None:
    run_sql_beside(__file__)
