"""A small OpenID provider on loopback: real keys, codes that work once, PKCE, and whatever lies it is told to tell."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeyParameters, RSAKey

from trustdesk.kit.ids import uuid7

CLIENT, SECRET = "trustdesk", "s3cret:of the desk"
Claims = dict[str, Any]
FIRST: KeyParameters = {"kid": "first", "use": "sig"}


def honestly(claims: Claims) -> None:
    """Leave an id token's claims as they are."""


def unchanged(token: str, claims: Claims) -> str:
    """Leave the token as it is."""
    return token


class Provider:
    """Knows people by subject; ``lie`` may change an id token's claims, ``forge`` the whole token."""

    def __init__(self) -> None:
        self.url = ""
        self.keys: list[ECKey | RSAKey] = [ECKey.generate_key("P-256", FIRST)]
        self.people: dict[str, Claims] = {}
        self.codes: dict[str, tuple[str, Claims]] = {}
        self.asked: list[str] = []
        self.calls_itself = ""
        self.lie: Callable[[Claims], None] = honestly
        self.forge: Callable[[str, Claims], str] = unchanged

    def rotate(self, *, rsa: bool = False) -> None:
        """Sign with a new key from now on; the old one is gone from the published set."""
        kid: KeyParameters = {"kid": uuid7().hex, "use": "sig"}
        self.keys = [RSAKey.generate_key(2048, kid) if rsa else ECKey.generate_key("P-256", kid)]

    def authorise(self, url: str, subject: str) -> tuple[str, str]:
        """What happens in the browser at the provider: somebody signs in; state and code for the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{self.url}/authorize?")
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert (asked["code_challenge_method"], asked["max_age"]) == ("S256", "600")
        code = uuid7().hex
        self.codes[code] = (subject, asked)
        return asked["state"], code

    def page(self, path: str) -> tuple[str, str]:
        """What a browser sees: the people one may be, or, once somebody is chosen, the way back."""
        query = parse_qs(urlsplit(path).query)
        if chosen := query.get("who"):
            state, code = self.authorise(f"{self.url}{path}", chosen[0])
            return f"{query['redirect_uri'][0]}?state={state}&code={code}", ""
        ways = "".join(f'<p><a id="{who}" href="{path}&amp;who={who}">{who}</a>' for who in self.people)
        return "", f"<!doctype html><title>Sign in</title>{ways}"

    def exchange(self, form: Claims, authorization: str) -> tuple[int, Claims]:
        """Give an id token for a code, once, to the client that asked, with its verifier."""
        name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        subject, asked = self.codes.pop(form.get("code", ""), ("", {}))
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode() == asked.get("code_challenge")
        client = (unquote(name), unquote(secret)) == (CLIENT, SECRET)
        if not (client and proved and form.get("redirect_uri") == asked.get("redirect_uri")):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": subject, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], "auth_time": now} | self.people[subject]
        self.lie(claims)
        key = self.keys[0]
        header = {"alg": "RS256" if isinstance(key, RSAKey) else "ES256", "kid": key.kid}
        return 200, {"id_token": self.forge(jwt.encode(header, claims, key), claims), "token_type": "Bearer"}

    def answer(self, path: str) -> Claims | None:
        """The documents anybody may read."""
        self.asked.append(path)
        if path == "/keys":
            return {"keys": [key.as_dict(private=False) for key in self.keys]}
        if path != "/.well-known/openid-configuration":
            return None
        return {
            "issuer": self.calls_itself or self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }


def door_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    """How a provider is spoken to over HTTP."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/authorize?"):
                return self._show(*provider.page(self.path))
            found = provider.answer(self.path)
            return self._say(404 if found is None else 200, found or {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*provider.exchange(form, self.headers.get("authorization", "")))

        def _show(self, location: str, page: str) -> None:
            name, value = ("location", location) if location else ("content-type", "text/html")
            self._send(303 if location else 200, name, value, page.encode())

        def _say(self, status: int, said: Claims) -> None:
            self._send(status, "content-type", "application/json", json.dumps(said).encode())

        def _send(self, status: int, name: str, value: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the server's own name
            """Say nothing."""

    return Door


@contextmanager
def serving() -> Iterator[Provider]:
    """Run a provider in a thread of its own."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), door_of(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
