"""What the console is told of the mails in a conversation."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

import msgspec

from trustdesk.channels.email.model import JoinedBy, Lane, Mail, Vouched
from trustdesk.kit.fields import ACCOUNT, CONTACT, mask, mask_name


class MailView(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the mail that became entry ``seq``: who says they wrote it and what speaks for that.

    ``joined_by`` says why it stands in this conversation; ``offered`` is the number of one that may belong to
    the same person: nothing but the address says so. ``left_out`` are files that only the raw mail holds;
    ``folded`` is what it says besides its new words: a signature, the history, mails inside, an invitation.
    """

    arrival: UUID
    seq: int
    sender: Annotated[str, CONTACT]
    subject: Annotated[str, ACCOUNT]
    lane: Lane
    dmarc: Vouched
    dkim: Vouched
    spf: Vouched
    joined_by: JoinedBy
    offered: str | None
    left_out: Annotated[list[str], ACCOUNT]
    folded: Annotated[str, ACCOUNT]
    warnings: list[str]


class MailsView(msgspec.Struct, frozen=True):
    """The mails of a conversation, in order."""

    items: Sequence[MailView]


def mail_view(mail: Mail, numbers: Mapping[UUID, str]) -> MailView:
    """Show a mail to staff: the address is masked like everywhere."""
    return MailView(
        arrival=mail.arrival,
        seq=mail.seq or 0,
        sender=mask(mail.sender),
        subject=mail.subject,
        lane=mail.lane,
        dmarc=mail.dmarc,
        dkim=mail.dkim,
        spf=mail.spf,
        joined_by=mail.joined_by,
        offered=numbers.get(mail.offered) if mail.offered else None,
        folded=mail.folded,
        left_out=[mask_name(name) for name in mail.left_out],
        warnings=mail.warnings,
    )
