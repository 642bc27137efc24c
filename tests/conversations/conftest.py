"""What several files about transcripts share."""

from tests.conversations.told import told

__all__ = ["told"]
