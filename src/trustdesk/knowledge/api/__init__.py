"""The help centre's doors: pages for people, answers for the widget and for other programs."""

from trustdesk.knowledge.api import page, public

ROUTES = [*public.ROUTES, *page.ROUTES]
