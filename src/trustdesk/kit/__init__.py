"""The kit: what every room stands on and no customer ever hears of.

Database, facts, jobs, live feed, web, errors, clock, ids, secrets, texts, and the embedded
PostgreSQL. Not a word of the trade. Its files are entered one by one, by name.
"""
