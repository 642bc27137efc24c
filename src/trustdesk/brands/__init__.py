"""The exchanges whose customers are served here; each one is a tenant.

A brand is a file an operator writes, not a row: names, languages, service hours, lines that are open, topics,
needs offered as buttons, colours, official addresses. Everything is checked when the house starts; what is
wrong is named by file and key.
"""

from trustdesk.brands.model import (
    Brand,
    ChainNode,
    Connector,
    Hotlines,
    Hours,
    Identity,
    Label,
    Need,
    Official,
    OpenNow,
    Role,
    Sso,
    Topic,
)
from trustdesk.brands.rules import allows_origin, known, next_opening, open_at
from trustdesk.brands.store import Unusable, load
from trustdesk.brands.views import BrandView, HoursView, brand_view, hours_view

__all__ = [
    "Brand",
    "BrandView",
    "ChainNode",
    "Connector",
    "Hotlines",
    "Hours",
    "HoursView",
    "Identity",
    "Label",
    "Need",
    "Official",
    "OpenNow",
    "Role",
    "Sso",
    "Topic",
    "Unusable",
    "allows_origin",
    "brand_view",
    "hours_view",
    "known",
    "load",
    "next_opening",
    "open_at",
]
