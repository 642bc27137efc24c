"""Work of the assistant that takes its time: finding, writing, answering; and what is scheduled."""

from trustdesk.assistant.jobs.scheduled import jobs

__all__ = ["jobs"]
