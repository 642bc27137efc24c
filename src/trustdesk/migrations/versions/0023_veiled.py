"""Pictures in which a secret was found are veiled before they are kept; those nobody could read say so."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    run_sql_beside(__file__)
