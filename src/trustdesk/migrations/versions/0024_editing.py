"""What is being written before it is public; blocks that texts share; pictures of articles."""

from trustdesk.kit.migrate import run_sql_beside

revision = "0024"
down_revision = "0018"


def upgrade() -> None:
    run_sql_beside(__file__)
