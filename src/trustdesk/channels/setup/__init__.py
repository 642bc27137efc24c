"""Setup: how each line of a brand is set up, as a screen and as a file, with nothing secret shown.

A line declares its settings once, as a frozen Struct with defaults and constraints, in a ``Section``.
From it come what is stored, the form in the console, the file of ``trustdesk config`` and what may be
said against a value. ``Setup`` gives a line its settings as they are now, on every node.
"""

from trustdesk.channels.setup.actions import (
    CHANGED,
    TROUBLES,
    Check,
    Finding,
    Trial,
    Unfit,
    differences,
    exported,
    mended,
    now_set,
    put,
    troubled,
)
from trustdesk.channels.setup.jobs import Setup
from trustdesk.channels.setup.model import Section, Wanted
from trustdesk.channels.setup.rules.file import Given, Unreadable, place_of, written
from trustdesk.channels.setup.rules.file import read as read_file
from trustdesk.channels.setup.views import fault_view

__all__ = [
    "CHANGED",
    "TROUBLES",
    "Check",
    "Finding",
    "Given",
    "Section",
    "Setup",
    "Trial",
    "Unfit",
    "Unreadable",
    "Wanted",
    "differences",
    "exported",
    "fault_view",
    "mended",
    "now_set",
    "place_of",
    "put",
    "read_file",
    "troubled",
    "written",
]
