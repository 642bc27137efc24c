"""Work of the post: reading what has arrived, sending what is due, forgetting old bodies."""

from trustdesk.channels.post.jobs.arrivals import Arrivals, jobs
from trustdesk.channels.post.jobs.deliveries import Deliveries

__all__ = ["Arrivals", "Deliveries", "jobs"]
