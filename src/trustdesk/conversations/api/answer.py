"""How a write is answered over HTTP."""

from litestar import Response

from trustdesk.conversations.model import Outcome, Receipt


def answered(outcome: Outcome) -> Response[Receipt]:
    """Answer a write: 201, and 200 with the same receipt when it had been stored before."""
    return Response(outcome.receipt, status_code=200 if outcome.again else 201)
