"""What was set aside is judged by a person, who sees what it says it is."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0037"
down_revision = "0035"


def upgrade() -> None:
    run_sql_beside(__file__)
