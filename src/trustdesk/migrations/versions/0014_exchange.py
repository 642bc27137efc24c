"""The exchange: values shown masked, requests, step-ups, proofs bound to one act."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    run_sql_beside(__file__)
