"""Documents: what their text says is looked through before anybody can open them."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from tests.files.test_uploads import upload
from tests.world import Person, World
from trustdesk.kit import confined
from trustdesk.kit.papers import MOST_LETTERS, Words

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
KEY = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
STATEMENT = """Account statement for Wang Wei, wang.wei@mail.example, +86 138 0013 8000, passport E12345678.
Card 4111 1111 1111 1111. Transaction 5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060."""


def pdf(text: str, *more: str) -> bytes:
    """A PDF as any office program writes it, one page for each text."""
    pages = "\n#pagebreak()\n".join(f"#raw({page!r})".replace("'", '"') for page in (text, *more))
    return bytes(typst.compile(f"#set page(height: auto)\n{pages}".encode(), format="pdf"))


def with_title(body: bytes, title: str) -> bytes:
    writer, out = PdfWriter(clone_from=io.BytesIO(body)), io.BytesIO()
    writer.add_metadata({NameObject("/Title"): TextStringObject(title)})
    writer.write(out)
    return out.getvalue()


def locked(body: bytes, password: str) -> bytes:
    writer, out = PdfWriter(clone_from=io.BytesIO(body)), io.BytesIO()
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


async def kept(world: World) -> tuple[int, set[str]]:
    soon = datetime.now(UTC) + timedelta(minutes=1)
    async with world.house.db.transaction("bitget") as tx:
        rows = await tx.value("select count(*) from files")
    return rows, {path async for page in world.house.blobs.pages("", soon) for path in page}


DOCUMENTS = {
    "a recovery phrase": (pdf(f"My wallet:\n{PHRASE}"), ["recovery_phrase"]),
    "on the third page": (pdf("first", "second", f"words: {PHRASE}"), ["recovery_phrase"]),
    "a private key": (pdf(f"please help, my key is {KEY}"), ["private_key"]),
    "a password": (pdf("my password is hunter2hunter2"), ["password"]),
    "in the title": (with_title(pdf("nothing here"), f"seed {PHRASE}"), ["recovery_phrase"]),
    "locked with nothing": (locked(pdf(f"My wallet: {PHRASE}"), ""), ["recovery_phrase"]),
}


@pytest.mark.parametrize("what", DOCUMENTS)
async def test_a_document_with_a_secret_is_refused_and_leaves_no_trace(world: World, what: str) -> None:
    body, kinds = DOCUMENTS[what]
    visitor, before = await world.visitor(), await kept(world)
    refused = await upload(visitor, body, "statement.pdf", "/api/v1/widget/files")
    assert (refused.status_code, refused.json()["code"]) == (422, "secret_in_file"), refused.text
    assert refused.json()["kinds"] == kinds
    assert PHRASE not in refused.text
    assert await kept(world) == before


async def test_staff_and_systems_bring_none_in_either(world: World) -> None:
    body = DOCUMENTS["a recovery phrase"][0]
    for person in (await world.agent(), await world.integration()):
        assert (await upload(person, body, "x.pdf")).json()["code"] == "secret_in_file"


async def test_it_is_said_in_the_readers_language_with_what_to_do(world: World) -> None:
    visitor = await world.visitor()
    body = DOCUMENTS["a recovery phrase"][0]
    for language, said in (("en", "move it to a new wallet"), ("zh-CN", "请尽快把资产转移到新钱包")):
        visitor.headers["accept-language"] = language
        refused = await upload(visitor, body, "x.pdf", "/api/v1/widget/files")
        assert said in refused.json()["detail"]


async def test_what_statements_hold_of_necessity_is_taken_byte_for_byte(world: World) -> None:
    visitor, body = await world.visitor(), pdf(STATEMENT)
    taken = await upload(visitor, body, "statement.pdf", "/api/v1/widget/files")
    assert taken.status_code == 201, taken.text
    served = await world.stranger.get(taken.json()["url"])
    assert hashlib.sha256(served.content).digest() == hashlib.sha256(body).digest()


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.4 not much of a document",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        b"%PDF-1.7\n" + b"1 0 obj<<" * 20_000,
        b"%PDF-1.7\nxref\n0 999999999\ntrailer<</Size 999999999/Prev 0>>\nstartxref\n9\n%%EOF",
    ],
)
async def test_what_cannot_be_read_is_taken_in_time_and_the_next_is_read(world: World, body: bytes) -> None:
    visitor: Person = await world.visitor()
    assert (await upload(visitor, body, "x.pdf", "/api/v1/widget/files")).status_code == 201
    refused = await upload(visitor, DOCUMENTS["a private key"][0], "x.pdf", "/api/v1/widget/files")
    assert refused.status_code == 422


async def test_a_locked_document_is_taken_and_only_ever_saved(world: World) -> None:
    visitor = await world.visitor()
    taken = await upload(visitor, locked(pdf(PHRASE), "secret"), "x.pdf", "/api/v1/widget/files")
    assert taken.status_code == 201
    served = await world.stranger.get(taken.json()["url"])
    assert served.headers["content-disposition"].startswith("attachment; ")


async def test_of_a_long_document_so_much_is_read_and_the_rest_said_to_be_missing() -> None:
    body = pdf("long " * 1_000)
    words = msgspec.msgpack.decode(await confined.run("trustdesk.kit.papers:words_of", body), type=Words)
    assert words.whole
    assert words.text.count("long") == 1_000
    assert len(words.text) < MOST_LETTERS
