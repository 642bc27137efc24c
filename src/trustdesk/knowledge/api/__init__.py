"""The help centre's doors: pages for people, answers for programs, a desk for editors."""

from trustdesk.knowledge.api import editing, page, pictures, public, shared
from trustdesk.knowledge.api.editing import Workshop

ROUTES = [*public.ROUTES, *page.ROUTES, *pictures.ROUTES, *editing.ROUTES, *shared.ROUTES]
__all__ = ["ROUTES", "Workshop"]
