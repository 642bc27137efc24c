"""Reports: figures about the desk itself, for those who keep it running.

Health is the first of them: how far each reaction has heard, what is set aside and why, and
what the lines above say of themselves: each gives a ``Probe``, as nothing here may call them.
"""

from trustdesk.reports.model import LineHealth, Probe

__all__ = ["LineHealth", "Probe"]
