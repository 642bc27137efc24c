"""What is still plain is found without looking at every row, and may be sealed, never changed otherwise."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    run_sql_beside(__file__)
