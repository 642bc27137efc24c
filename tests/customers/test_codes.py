"""Proving an address: a code goes there, comes back once, in time, and after at most five wrong tries."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cluster import Database
from tests.world import BRAND, World, fresh
from trustdesk import customers
from trustdesk.customers import Asking, CodeToSend, Level, Proof, Sender, mail_address
from trustdesk.kit import clock
from trustdesk.kit.actors import Actor
from trustdesk.kit.errors import CodeRefused, Invalid, RateLimited


def address() -> str:
    return f"{fresh()}@mail.example"


async def asked(world: World, to: str, *, decoy: bool = False, letter: UUID | None = None) -> UUID:
    asking = Asking(line="email", address=to, purpose="form", language="en", decoy=decoy, letter=letter)
    async with world.house.db.transaction(BRAND) as tx:
        return await customers.ask_code(tx, world.house.keys, asking, clock.utc_now())


async def sent(world: World, id: UUID, now: datetime | None = None) -> CodeToSend | None:
    async with world.house.db.transaction(BRAND) as tx:
        return await customers.code_to_send(tx, world.house.keys, id, now or clock.utc_now())


async def code(world: World, id: UUID) -> CodeToSend:
    found = await sent(world, id)
    assert found is not None
    return found


async def prove(
    world: World, id: UUID, given: str, now: datetime | None = None, **more: Any
) -> Proof | CodeRefused:
    async with world.house.db.transaction(BRAND) as tx:
        return await customers.prove_contact(tx, world.house.keys, id, given, now or clock.utc_now(), **more)


def why(refused: Proof | CodeRefused) -> str:
    assert isinstance(refused, CodeRefused)
    return refused.detail


def other_than(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


async def test_the_code_proves_the_address_once(world: World) -> None:
    to = address()
    id = await asked(world, to)
    carried = await code(world, id)
    assert (carried.address, len(carried.code), carried.code.isdigit()) == (to, 6, True)
    proof = await prove(world, id, f" {carried.code[:3]} {carried.code[3:]} ")
    assert isinstance(proof, Proof)
    assert (proof.level, proof.via) == (Level.CONTACT, "email")
    async with world.house.db.transaction(BRAND) as tx:
        [handle] = await customers.handles_of(tx, proof.customer)
        assert (handle.line, handle.external_id, handle.proved_at) == ("email", to, proof.at)
        assert await customers.recognise(tx, [Sender("email", to)]) == [proof.customer]
        assert await customers.proof_of(tx, proof.customer) == proof
    assert why(await prove(world, id, carried.code)) == "over"
    assert await sent(world, id) is None


async def test_the_link_proves_the_same_and_cannot_be_guessed(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    page, _, token = carried.path.partition("&t=")
    assert page == f"/{BRAND}/form/confirm?c={carried.id}"
    assert len(token) == 22  # 128 bits in base64
    assert isinstance(await prove(world, carried.id, token), Proof)


async def test_nothing_that_could_be_typed_or_followed_is_kept(
    world: World, module_database: Database
) -> None:
    to = address()
    carried = await code(world, await asked(world, to))
    with psycopg.connect(module_database.admin_url) as db:
        rows = db.execute("select * from contact_codes where id = %s", (carried.id,)).fetchall()
        facts = db.execute("select body::text from events where about = %s", (carried.id,)).fetchall()
    kept = repr((rows, facts))
    assert len(rows) == len(facts) == 1
    assert to not in kept
    assert carried.code not in kept.replace(str(carried.id), "")
    assert carried.path.partition("&t=")[2] not in kept


async def test_after_five_wrong_tries_the_right_one_is_refused(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    wrong = other_than(carried.code)
    answers = [why(await prove(world, carried.id, wrong)) for _ in range(6)]
    assert answers == ["wrong"] * 5 + ["tries"]
    assert why(await prove(world, carried.id, carried.code)) == "tries"


async def test_tries_at_the_same_moment_are_all_counted(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    wrong = other_than(carried.code)
    answers = await asyncio.gather(*(prove(world, carried.id, wrong) for _ in range(9)))
    assert sorted(why(one) for one in answers) == ["tries"] * 4 + ["wrong"] * 5


async def test_two_right_answers_at_the_same_moment_prove_once(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    answers = await asyncio.gather(*(prove(world, carried.id, carried.code) for _ in range(4)))
    assert sorted(isinstance(one, Proof) for one in answers) == [False, False, False, True]


async def test_a_code_holds_for_a_quarter_of_an_hour(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    late = carried.until
    assert why(await prove(world, carried.id, carried.code, late)) == "over"
    assert await sent(world, carried.id, late) is None
    assert isinstance(await prove(world, carried.id, carried.code, late - timedelta(microseconds=1)), Proof)


async def test_the_link_of_a_letter_is_as_patient_as_the_letter(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    token = carried.path.partition("&t=")[2]
    assert carried.link_until - carried.until == timedelta(days=3) - timedelta(minutes=15)
    assert why(await prove(world, carried.id, token, carried.link_until)) == "over"
    late = carried.link_until - timedelta(microseconds=1)
    assert why(await prove(world, carried.id, carried.code, late)) == "over"
    assert isinstance(await prove(world, carried.id, token, late), Proof)


async def test_another_code_goes_to_the_same_address(world: World) -> None:
    to = address()
    first = await asked(world, to, letter=UUID(int=3))
    async with world.house.db.transaction(BRAND) as tx:
        second = await customers.ask_again(tx, world.house.keys, first, clock.utc_now())
        assert await customers.letter_of(tx, second) == UUID(int=3)
    carried = await code(world, second)
    assert (carried.id != first, carried.address) == (True, to)


async def test_a_decoy_is_sent_to_nobody_and_proves_nothing(world: World, module_database: Database) -> None:
    id = await asked(world, address(), decoy=True)
    assert await sent(world, id) is None
    answers = [why(await prove(world, id, f"{number:06}")) for number in range(6)]
    assert answers == ["wrong"] * 5 + ["tries"]
    with psycopg.connect(module_database.admin_url) as db:
        assert db.execute("select count(*) from events where about = %s", (id,)).fetchone() == (0,)


async def test_an_address_is_asked_four_times_an_hour(world: World, module_database: Database) -> None:
    to = address()
    ids = {await asked(world, to) for _ in range(4)}
    with pytest.raises(RateLimited):
        await asked(world, to)
    assert len(ids) == 4
    await asked(world, address())


async def test_another_brand_knows_nothing_of_it(world: World) -> None:
    carried = await code(world, await asked(world, address()))
    async with world.house.db.transaction("bitp") as tx:
        given = await customers.prove_contact(tx, world.house.keys, carried.id, carried.code, clock.utc_now())
        assert why(given) == "over"
    assert isinstance(await prove(world, carried.id, carried.code), Proof)


async def test_a_free_address_becomes_the_visitors_and_a_taken_one_stays_whose_it_is(world: World) -> None:
    visitor = await world.visitor()
    to = address()
    first = await code(world, await asked(world, to))
    proof = await prove(world, first.id, first.code, visitor=UUID(visitor.id))
    assert isinstance(proof, Proof)
    assert str(proof.customer) == visitor.id
    other = await world.visitor()
    second = await code(world, await asked(world, to))
    again = await prove(world, second.id, second.code, visitor=UUID(other.id))
    assert isinstance(again, Proof)
    assert again.customer == proof.customer
    async with world.house.db.transaction(BRAND) as tx:
        assert [one.line for one in await customers.handles_of(tx, UUID(other.id))] == ["webchat"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Wang.Wei@Mail.Example ", "wang.wei@mail.example"),
        ("王伟@例子.中国", "王伟@xn--fsqu00a.xn--fiqs8s"),
        ("a+b@mail.example.", "a+b@mail.example"),
        ("nobody", None),
        ("@mail.example", None),
        ("a@b", None),
        ("a b@mail.example", None),
        ("a..b@mail.example", None),
        ("a@mail..example", None),
        ('"a"@mail.example', None),
        ("a@mail.example\r\nBcc: b@mail.example", None),
        ("a@-mail.example", None),
        (f"{'a' * 65}@mail.example", None),
        (f"a@{'b.' * 130}example", None),
    ],
)
def test_an_address_is_written_one_way(written: str, kept: str | None) -> None:
    assert mail_address(written) == kept


@given(st.text(max_size=80))
def test_what_is_kept_is_kept_as_it_is(written: str) -> None:
    kept = mail_address(written)
    assert kept is None or (mail_address(kept) == kept and len(kept.split()) == 1)


def test_a_link_to_a_case_is_for_one_case_of_one_brand(world: World) -> None:
    now, keys = clock.utc_now(), world.house.keys
    link = customers.CaseLink(UUID(int=1), UUID(int=2))
    token = customers.case_token(keys, BRAND, link, now)
    read = customers.read_case_token
    assert read(keys, BRAND, token, now) == link
    assert read(keys, "bitp", token, now) is None
    assert read(keys, BRAND, token, now + timedelta(days=30)) is None
    assert read(keys, BRAND, token.replace("2.", "3.", 1), now) is None
    assert read(keys, BRAND, "", now) is None


async def test_a_customers_anti_phishing_code_is_kept_sealed_and_on_record(
    world: World, module_database: Database
) -> None:
    visitor = await world.visitor()
    actor = Actor(tenant=BRAND, kind="customer", id=visitor.id, name="")
    async with world.house.db.transaction(BRAND) as tx:
        assert await customers.anti_phishing_code(tx, UUID(visitor.id)) is None
        for written, kept in ((" blue   river ", "blue river"), ("绿色竹林", "绿色竹林")):
            assert await customers.set_anti_phishing_code(tx, actor, written, clock.utc_now()) == kept
            assert await customers.anti_phishing_code(tx, UUID(visitor.id)) == kept
    with psycopg.connect(module_database.admin_url) as db:
        sql = "select code from anti_phishing_codes where customer = %s"
        [(stored,)] = db.execute(sql, (visitor.id,)).fetchall()
        audited = db.execute(
            "select detail from audit where action = 'customer.anti_phishing_set'"
        ).fetchall()
    assert "竹" not in stored
    assert len(audited) == 2
    assert "river" not in repr(audited)


@pytest.mark.parametrize("written", ["abc", "x" * 21, "<b>bold</b>", "a\nb\x00cd", "----", "a@b.example"])
async def test_what_is_no_anti_phishing_code_is_refused(world: World, written: str) -> None:
    visitor = await world.visitor()
    actor = Actor(tenant=BRAND, kind="customer", id=visitor.id, name="")
    async with world.house.db.transaction(BRAND) as tx:
        with pytest.raises(Invalid):
            await customers.set_anti_phishing_code(tx, actor, written, clock.utc_now())
        assert await customers.anti_phishing_code(tx, UUID(visitor.id)) is None
