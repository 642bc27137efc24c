"""The part of S3 that a store of bytes needs, in memory: put, get, list, delete; unsigned requests are refused."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY_ID = "AKIATESTONLY"
LISTING = (
    '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
    "<IsTruncated>false</IsTruncated>{}</ListBucketResult>"
)
ENTRY = (
    "<Contents><Key>{}</Key><LastModified>{}</LastModified><ETag>&quot;e&quot;</ETag>"
    "<Size>{}</Size></Contents>"
)


class S3(BaseHTTPRequestHandler):
    """One request; what is kept hangs on the server."""

    server: "Server"  # pyright: ignore[reportIncompatibleVariableOverride] - the narrower one it is
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self._signed():
            self.server.kept[self._path()] = body
            self._answer(200, b"", etag='"e"')

    def do_GET(self) -> None:
        if not self._signed():
            return
        asked = parse_qs(urlsplit(self.path).query)
        if "list-type" in asked:
            bucket, prefix = self._path().strip("/"), asked.get("prefix", [""])[0]
            self._answer(200, self._listing(bucket, prefix))
        elif self._path() in self.server.kept:
            self._answer(200, self.server.kept[self._path()], etag='"e"')
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_DELETE(self) -> None:
        if self._signed():
            self.server.kept.pop(self._path(), None)
            self._answer(204, b"")

    def do_POST(self) -> None:
        """Delete several, as clients do even for one."""
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        if self._signed():
            keys = [part.partition("</Key>")[0] for part in body.split("<Key>")[1:]]
            for key in keys:
                self.server.kept.pop(f"{self._path().rstrip('/')}/{key}", None)
            done = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self._answer(200, f"<DeleteResult>{done}</DeleteResult>".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has above
        """Keep quiet."""

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _signed(self) -> bool:
        wanted = f"AWS4-HMAC-SHA256 Credential={KEY_ID}/"
        if signed := self.headers.get("authorization", "").startswith(wanted):
            return signed
        self._answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return False

    def _listing(self, bucket: str, prefix: str) -> bytes:
        start, now = f"/{bucket}/", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
        found = sorted(path for path in self.server.kept if path.startswith(start + prefix))
        entries = (
            ENTRY.format(escape(path.removeprefix(start)), now, len(self.server.kept[path])) for path in found
        )
        return LISTING.format("".join(entries)).encode()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("last-modified", self.date_time_string())
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Holds what was put, by bucket and key."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), S3)
        self.kept: dict[str, bytes] = {}


@contextmanager
def serving() -> Iterator[str]:
    """Serve until the block ends; gives the endpoint."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
