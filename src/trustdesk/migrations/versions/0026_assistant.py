"""How far the assistant is, what it did and rested on, what its calls took; macros by topic."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    run_sql_beside(__file__)
