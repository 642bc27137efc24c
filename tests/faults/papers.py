"""Documents handed to a desk, and whether it still has what it has thanked for."""

import json
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.faults.ground import KEY
from tests.faults.nodes import Node
from tests.faults.wire import Line

PATIENCE = 20.0  # a document is read by a child process before it is kept


@dataclass(frozen=True)
class Paper:
    """A document that was handed in, and what the desk said of it."""

    body: bytes
    status: int
    retry_after: str
    told: dict[str, str]


async def handed_in(node: Node, size: int = 60_000) -> Paper:
    """Hand in a document of nobody's."""
    body = b"%PDF-1.4\n%" + os.urandom(size // 2).hex().encode() + b"\n%%EOF"
    line = Line(node.port, KEY, patience=PATIENCE)
    try:
        path = "/api/v1/files?name=statement.pdf"
        answer = await line.send("POST", path, body, content_type="application/octet-stream")
    finally:
        line.close()
    return Paper(body, answer.status, answer.headers.get("retry-after", ""), answer.json())


async def gone(node: Node, papers: list[Paper]) -> list[str]:
    """Name what was thanked for and is not given back byte for byte."""
    line = Line(node.port + 1, patience=PATIENCE)
    try:
        missing: list[str] = []
        for paper in papers:
            if paper.status == 201:
                url = urlsplit(paper.told["url"])
                answer = await line.ask("GET", f"{url.path}?{url.query}")
                if (answer.status, answer.body) != (200, paper.body):
                    missing.append(f"{answer.status} {json.dumps(paper.told)}")
        return missing
    finally:
        line.close()
