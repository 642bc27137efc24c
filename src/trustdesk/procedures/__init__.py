"""Procedures: guided cases of the trade, from what somebody wrote to what is the matter and what is next."""
