"""What outgoing webhooks do when something happens to a conversation."""

from trustdesk.channels.api import actions, rules
from trustdesk.kit.events import Reaction


def reactions() -> list[Reaction]:
    """Plug the writing down of news in; ``jobs.Sender`` sends it."""
    return [Reaction("webhooks", tuple(rules.NEWS), actions.enqueue)]
