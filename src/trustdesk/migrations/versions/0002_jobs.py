"""The job queue's own schema, as its package ships it, opened to the application."""

from procrastinate.schema import SchemaManager

from trustdesk.kit.migrate import run_sql, run_sql_beside

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    run_sql(SchemaManager.get_schema())
    run_sql_beside(__file__)
