"""Answers in parts, answers mailed to who left a chat, when a line was last alive, tokens of mail servers."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    run_sql_beside(__file__)
