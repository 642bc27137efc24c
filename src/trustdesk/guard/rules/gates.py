"""Gates: the cheap question before a dear pattern, which finds nothing where the answer is no."""

import re

import msgspec

from trustdesk.guard.rules.hints import Holds, any_of


class Guarded(msgspec.Struct, frozen=True):
    """A dear pattern, and the hints without one of which it finds nothing."""

    pattern: re.Pattern[str]
    holds: Holds

    def search(self, text: str) -> re.Match[str] | None:
        """Search where it is worth it."""
        return self.pattern.search(text) if self.holds(text) else None


def guarded(hints: str, pattern: str) -> Guarded:
    """Make a pattern that is asked only where one of these hints is there."""
    return Guarded(re.compile(pattern), one_of(hints))


def one_of(hints: str) -> Holds:
    """Make the question whether a text holds one of these hints, each set apart by a bar."""
    return any_of(hints.split("|"))
