"""What readers search for and do not find; answers that did not help; articles' texts known as questions."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    run_sql_beside(__file__)
