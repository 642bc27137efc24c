"""The HTTP routes of the room: for the staff, for everybody, and the pages."""

from trustdesk.announcements.api import desk, public

ROUTES = [*desk.ROUTES, *public.ROUTES]
