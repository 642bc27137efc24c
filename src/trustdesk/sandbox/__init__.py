"""The sandbox exchange: invented people behind the connector contract, as a process apart.

It keeps its accounts, orders, chains and accidents in a PostgreSQL schema of its own, answers exactly as
a real back office has to, signs its customers' confirmations, and has the page that stands for its app.
"""

from trustdesk.sandbox.api.serve import application, run

__all__ = ["application", "run"]
