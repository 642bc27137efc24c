"""Setup: how each line of a brand is set up, as a screen and as a file, with nothing secret shown.

A line declares its settings once, as a frozen Struct with defaults and constraints, in a ``Section``.
From it come what is stored, the form in the console, the file of ``trustdesk config`` and what may be
said against a value. ``Setup`` gives a line its settings as they are now, on every node.
"""

from trustdesk.channels.setup.actions import Check, Finding, Trial
from trustdesk.channels.setup.jobs import Setup
from trustdesk.channels.setup.model import Section

__all__ = ["Check", "Finding", "Section", "Setup", "Trial"]
