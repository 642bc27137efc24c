"""The routes of the room: for everybody, for the page, for the desk."""

from trustdesk.official.api import desk, page, public

ROUTES = [*public.ROUTES, *page.ROUTES, *desk.ROUTES]
