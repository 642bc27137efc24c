"""Ratings: what customers thought of the help they got, with whom it is to be discussed.

A rating belongs to a conversation; a later one of the same conversation replaces it.
"""

from trustdesk.ratings.actions import rate
from trustdesk.ratings.model import RatingBody
from trustdesk.ratings.store import UNSEALED

__all__ = ["UNSEALED", "RatingBody", "rate"]
