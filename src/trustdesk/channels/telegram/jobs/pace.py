"""Telegram's pace: a message a second in a chat, twenty a minute in a group, thirty a second in all."""

A_SECOND_IN_A_CHAT = 1.0
SECONDS_IN_A_GROUP = 3.0
SECONDS_IN_ALL = 1 / 30
MOST_REMEMBERED = 10_000


class Pace:
    """Turns of one node's bots. Other nodes have their own: what is too fast then, Telegram says."""

    def __init__(self, chat: float = A_SECOND_IN_A_CHAT, group: float = SECONDS_IN_A_GROUP) -> None:
        """Take the seconds between two messages of a chat and of a group."""
        self._gaps = (chat, group)
        self._next: dict[tuple[int, str], float] = {}

    def turn(self, bot: int, chat: str, now: float, patience: float, *, group: bool) -> float:
        """Tell in how many seconds a message may go; up to ``patience`` the turn is taken by asking."""
        gap = self._gaps[group]
        here, all_chats = (bot, chat), (bot, "")
        at = max(now, self._next.get(here, 0.0), self._next.get(all_chats, 0.0))
        if at - now <= patience:
            if len(self._next) >= MOST_REMEMBERED:
                self._next = {key: due for key, due in self._next.items() if due > now}
            self._next[here] = at + gap
            self._next[all_chats] = max(now, self._next.get(all_chats, 0.0)) + SECONDS_IN_ALL
        return at - now
