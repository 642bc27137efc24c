"""Staff security: passkeys, step-up, suspensions, single sign-on, and three more roles."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    run_sql_beside(__file__)
