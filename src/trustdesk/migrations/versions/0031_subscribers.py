"""Who wants to hear of announcements, and the keys by which push services know us."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0031"
down_revision = "0028"


def upgrade() -> None:
    run_sql_beside(__file__)
