"""Who the customer is: proofs, used tokens, and customers tied as one person."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    run_sql_beside(__file__)
