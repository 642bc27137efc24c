"""Shapes that leave the house, and the links that open them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

import msgspec

from trustdesk.files.model import File
from trustdesk.kit import ids
from trustdesk.kit.actors import Actor
from trustdesk.kit.errors import Expired, NotFound
from trustdesk.kit.fields import ACCOUNT, mask_name
from trustdesk.kit.secrets import Keys

LINK_LASTS = timedelta(minutes=15)
PURPOSE = "file"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # when no signature of ours had run out


class Attachment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file as browsers see it; ``url`` is private and stops working at ``expires_at``.

    To staff the name is masked; ``ref`` is what to reveal it by. ``held`` names the kinds of secret for which
    a picture was veiled before it was kept; ``unread``, told to staff, that nobody could look for any.
    """

    id: UUID
    name: Annotated[str, ACCOUNT]
    media_type: str
    size: int
    url: str
    expires_at: datetime
    width: int | None = None
    height: int | None = None
    ref: str | None = None
    held: Sequence[str] = ()
    unread: bool = False


class Links:
    """Makes private links on the files' own origin."""

    def __init__(
        self, keys: Keys, files_url: str, clock: Callable[[], datetime], lasts: timedelta = LINK_LASTS
    ) -> None:
        """Take the keys to sign with, the origin of the files, the clock, and how long links hold."""
        self._keys = keys
        self._files_url = files_url
        self._clock = clock
        self._lasts = lasts

    def lasting(self, lasts: timedelta) -> "Links":
        """Make links that hold longer, for what is read later: a mail lies in a mailbox over the weekend."""
        return Links(self._keys, self._files_url, self._clock, lasts)

    def subject(self, token: str) -> tuple[str, UUID, UUID | None]:
        """Read what a link stands for: tenant, file, and the agent it was made for, if it was for one.

        Raises ``NotFound`` or ``Expired``.
        """
        tenant, id, viewer, signature = [*token.split(".", 3), "", "", ""][:4]
        subject, file = f"{tenant}.{id}.{viewer}", ids.parse(id)
        if file is None or not self._keys.verify(PURPOSE, subject, signature, LONG_AGO):
            raise NotFound
        if not self._keys.verify(PURPOSE, subject, signature, self._clock()):
            raise Expired
        return tenant, file, ids.parse(viewer)

    def attachment(self, file: File, viewer: Actor) -> Attachment:
        """Show a file as ``viewer`` may see it, with a link that holds for a while.

        Staff see a masked name, also in the link, and their link says whose it is.
        """
        expires = self._clock() + self._lasts
        name = file.name if viewer.kind == "customer" else mask_name(file.name)
        subject = f"{viewer.tenant}.{file.id}.{viewer.id if viewer.kind == 'agent' else '-'}"
        token = f"{subject}.{self._keys.sign(PURPOSE, subject, expires)}"
        return Attachment(
            id=file.id,
            name=name,
            media_type=file.media_type,
            size=file.size,
            url=f"{self._files_url}/f/{token}/{quote(name, safe='')}",
            expires_at=expires,
            width=file.width,
            height=file.height,
            held=file.held,
            unread=file.unread and viewer.kind != "customer",
        )
