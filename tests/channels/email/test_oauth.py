"""Signing in by token at a real Dovecot and at a server that sends: asked for, renewed, never shown."""

import base64
import json
import smtplib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.channels.email.letters import Post, mail, somebody
from tests.channels.email.servers import Boxes, dovecot
from tests.ports import free_pair
from tests.world import BRAND

USER = "desk@customers.example"


class Tokens(ThreadingHTTPServer):
    """A token server: gives tokens for what was set up, renews the refresh token, and tells which are good."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Requests)
        self.good: set[str] = set()
        self.asked: list[dict[str, str]] = []
        self.refuse = ""
        self.refresh = "the first"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, path: str, given: dict[str, str]) -> tuple[int, dict[str, object]]:
        if path == "/introspect":
            return 200, {"active": given["token"] in self.good, "email": USER}
        self.asked.append(given)
        if self.refuse or given.get("refresh_token", self.refresh) != self.refresh:
            return 400, {"error": self.refuse or "invalid_grant"}
        token = f"token-{len(self.asked)}"
        self.good = {token}
        self.refresh = f"refresh-{len(self.asked)}" if "refresh_token" in given else self.refresh
        return 200, {"access_token": token, "expires_in": 3600, "refresh_token": self.refresh}


class Requests(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Tokens)
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        status, told = self.server.answer(self.path, {k: v[0] for k, v in parse_qs(body).items()})
        answer = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


class Sender:
    """A server that sends for who brings a good token."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.mails: list[bytes] = []

    async def auth_XOAUTH2(self, _server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 - the library's
        said = base64.b64decode(args[1]).decode()
        user, _, rest = said.removeprefix("user=").partition("\x01auth=Bearer ")
        return AuthResult(success=user == USER and rest.rstrip("\x01") in self.tokens.good)

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not session.authenticated:
            return "530 sign in first"
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 taken"


@pytest.fixture
def tokens() -> Iterator[Tokens]:
    with Tokens() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def own_boxes(tokens: Tokens) -> Iterator[Boxes]:
    with dovecot(tokens.url) as running:
        yield running


@pytest.fixture
def sender(tokens: Tokens) -> Iterator[tuple[Sender, int]]:
    handler, port = Sender(tokens), free_pair()
    controller = Controller(handler, hostname="127.0.0.1", port=port, auth_require_tls=False)
    controller.start()
    yield handler, port
    controller.stop()


def wanted(tokens: Tokens) -> dict[str, object]:
    return {
        "oauth_url": f"{tokens.url}/token",
        "oauth_client_id": "the desk",
        "oauth_client_secret": "a client's secret",
        "oauth_refresh_token": "the first",
        "oauth_scope": "mail",
    }


async def test_a_mailbox_is_read_by_token(post: Post, tokens: Tokens, own_boxes: Boxes) -> None:
    box = {"imap_host": "127.0.0.1", "imap_port": own_boxes.imap_port, "imap_security": "none"}
    await post.set_up(**wanted(tokens), **box, imap_user=USER, imap_auth="oauth")
    deliver(own_boxes, mail(somebody("wei")).as_bytes())
    settings = await post.settings()
    assert await post.house.mail.mailboxes.round(BRAND, settings, listen=False) == 1
    assert tokens.asked == [
        {
            "client_id": "the desk",
            "client_secret": "a client's secret",
            "scope": "mail",
            "grant_type": "refresh_token",
            "refresh_token": "the first",
        }
    ]
    assert await post.house.mail.mailboxes.round(BRAND, settings, listen=False) == 0
    assert len(tokens.asked) == 1  # the token is kept while it holds


def deliver(boxes: Boxes, raw: bytes) -> None:
    with smtplib.LMTP("127.0.0.1", boxes.lmtp_port) as server:
        server.sendmail("wei@customers.example", [USER], raw)


async def test_an_answer_is_sent_by_token_and_a_renewed_one_is_used(
    post: Post, tokens: Tokens, sender: tuple[Sender, int]
) -> None:
    handler, port = sender
    await post.set_up(**wanted(tokens), smtp_port=port, smtp_user=USER, smtp_auth="oauth")
    post.house.mail.grants.forget(BRAND, await post.settings())
    await post.write(mail(somebody("wei")))
    before = len(handler.mails)
    assert before > 0
    tokens.good.clear()  # the server takes the token no more: the answer waits, the next one is asked for
    await post.write(mail(somebody("mei")))
    assert len(handler.mails) == before
    async with post.house.db.transaction(BRAND) as tx:
        await tx.do("update deliveries set next_at = clock_timestamp() where next_at is not null")
    await post.settle()
    assert len(handler.mails) == before + 1
    assert tokens.asked[-1]["refresh_token"] == f"refresh-{len(tokens.asked) - 1}"


async def test_without_a_refresh_token_the_application_signs_in(
    post: Post, tokens: Tokens, sender: tuple[Sender, int]
) -> None:
    handler, port = sender
    given = wanted(tokens) | {"oauth_refresh_token": ""}
    await post.set_up(**given, smtp_port=port, smtp_user=USER, smtp_auth="oauth")
    await post.write(mail(somebody("wei")))
    assert handler.mails
    assert tokens.asked[0]["grant_type"] == "client_credentials"
    assert "refresh_token" not in tokens.asked[0]


async def test_trying_it_tells_whether_a_token_is_given(
    post: Post, tokens: Tokens, sender: tuple[Sender, int]
) -> None:
    await post.set_up(**wanted(tokens), smtp_port=sender[1], smtp_user=USER, smtp_auth="oauth", dkim_key="")
    post.house.mail.grants.forget(BRAND, await post.settings())
    admin = await post.world.agent(role="admin")
    now = (await admin.get("/api/v1/settings/lines/email")).json()
    body = {"version": now["version"], "values": now["values"]}
    tried = await admin.post("/api/v1/settings/lines/email/try", json=body)
    assert tried.status_code == 200, tried.text
    assert [(one["step"], one["ok"]) for one in tried.json()["items"]] == [("oauth", True), ("smtp", True)]
    post.house.mail.grants.forget(BRAND, await post.settings())
    tokens.refuse = "access_denied"
    refused = (await admin.post("/api/v1/settings/lines/email/try", json=body)).json()["items"]
    assert [(one["step"], one["ok"]) for one in refused] == [("oauth", False)]
    assert "access_denied" in refused[0]["said"]


async def test_tokens_without_a_place_to_get_them_are_refused(post: Post) -> None:
    admin = await post.world.agent(role="admin")
    now = (await admin.get("/api/v1/settings/lines/email")).json()
    values = {"enabled": True, "address": "a@b.example", "smtp_auth": "oauth"}
    body = {"version": now["version"], "values": values, "secrets": {}}
    refused = await admin.put("/api/v1/settings/lines/email", json=body)
    assert refused.status_code == 422
    assert "needed_for_oauth" in refused.text
