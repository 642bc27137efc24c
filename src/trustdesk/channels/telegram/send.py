"""The Bot API over HTTP, through the one way out."""

from typing import Annotated, Any
from uuid import uuid4

import msgspec

from trustdesk.channels.telegram.model.settings import TelegramSettings
from trustdesk.channels.telegram.translate import LARGEST
from trustdesk.kit.egress import Egress, Refused, Unreachable
from trustdesk.kit.errors import Invalid
from trustdesk.kit.fields import ACCOUNT

OK = 200


class Parameters(msgspec.Struct, frozen=True):
    """What helps with an error."""

    retry_after: float | None = None
    migrate_to_chat_id: int | None = None


class Answer(msgspec.Struct, frozen=True):
    """What the Bot API answers, whatever the method."""

    ok: bool
    result: Annotated[Any, ACCOUNT] = None
    error_code: int = 0
    description: str = ""
    parameters: Parameters = Parameters()


class Bot:
    """One bot of one brand."""

    def __init__(self, egress: Egress, settings: TelegramSettings) -> None:
        """Take the way out and how the line is set up."""
        self._egress = egress
        self._base = settings.base_url.rstrip("/")
        self._token = settings.token

    async def call(self, method: str, **given: object) -> Answer:
        """Call a method; what cannot be reached is an answer too, with no error code."""
        return await self._post(method, msgspec.json.encode(given), "application/json")

    async def upload(self, method: str, field: str, file: tuple[str, str, bytes], **given: str) -> Answer:
        """Call a method with a file, as (name, media type, content)."""
        border = uuid4().hex
        name, kind, content = file
        shown = name.replace('"', "_").replace("\r", "_").replace("\n", "_")
        parts = [
            f'--{border}\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in given.items()
        ]
        head = f'--{border}\r\ncontent-disposition: form-data; name="{field}"; filename="{shown}"\r\n'
        parts += [head.encode(), f"content-type: {kind}\r\n\r\n".encode(), content]
        body = b"".join((*parts, f"\r\n--{border}--\r\n".encode()))
        return await self._post(method, body, f"multipart/form-data; boundary={border}")

    async def fetch(self, file_id: str) -> bytes:
        """Fetch a file; raises ``Invalid`` for what is gone or too large, ``Unreachable`` to try again."""
        found = await self.call("getFile", file_id=file_id)
        if not found.ok:
            if found.error_code in (0, 429) or found.error_code >= 500:  # noqa: PLR2004 - HTTP's own
                raise Unreachable(found.description)
            raise Invalid(found.description)
        path = str(found.result["file_path"])
        answer = await self._egress.get(f"{self._base}/file/bot{self._token}/{path}", {}, most=LARGEST + 1)
        if answer.status != OK:
            raise Unreachable(f"the file was answered {answer.status}")
        if len(answer.body) > LARGEST:
            raise Invalid("the file is too large")
        return answer.body

    async def _post(self, method: str, body: bytes, kind: str) -> Answer:
        url = f"{self._base}/bot{self._token}/{method}"
        try:
            answer = await self._egress.post(url, body, {"content-type": kind})
        except (Refused, Unreachable) as error:
            # The address holds the token: nothing of it may stand in a reason.
            return Answer(ok=False, description=f"{error}".replace(self._token, "…"))
        try:
            return msgspec.json.decode(answer.body, type=Answer)
        except msgspec.DecodeError:
            return Answer(ok=False, error_code=answer.status, description="not an answer of the Bot API")
