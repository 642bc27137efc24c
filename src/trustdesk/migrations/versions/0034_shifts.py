"""Hand-overs between shifts; summaries that a language model writes."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    run_sql_beside(__file__)
