"""One attempt to deliver: signed as Standard Webhooks has it, through the one way out."""

from datetime import datetime

from standardwebhooks import Webhook as Signer

from trustdesk import guard
from trustdesk.channels.api.model import Parcel, Result
from trustdesk.kit.egress import Egress, Refused, Unreachable

MOST_TOLD = 300


def signed(parcel: Parcel, secret: str, now: datetime) -> dict[str, str]:
    """Make the headers: the id stays the same over all attempts, the time is that of this one."""
    id = str(parcel.id)
    return {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(secret).sign(id, now, parcel.body),
    }


async def attempt(egress: Egress, parcel: Parcel, secret: str, now: datetime) -> Result:
    """Try once; whatever happens out there is a result."""
    try:
        answer = await egress.post(parcel.url, parcel.body.encode(), signed(parcel, secret, now))
    except (Refused, Unreachable) as error:
        return Result(None, f"{error}"[:MOST_TOLD])
    said = answer.body.decode(errors="replace").replace("\0", "")
    return Result(answer.status, guard.clean(" ".join(said.split())[:MOST_TOLD]).text)
