"""The faces and the server speak of the same shapes."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from scripts.wire import TARGET, Writer, write
from trustdesk.kit.fields import CONTACT

Mood = Literal["calm", "hungry"]


class CatView(msgspec.Struct):
    """A cat as everybody sees it.

    The rest is for the cat.
    """

    id: UUID
    mood: Mood
    phone: Annotated[str, CONTACT]
    lives: int = 9
    friends: tuple["CatView", ...] = ()
    nick: str | None = None
    seen: list[str | int] | msgspec.UnsetType = msgspec.UNSET
    raw: msgspec.Raw = msgspec.Raw()
    names: dict[str, str] = msgspec.field(name="zh-CN", default_factory=dict[str, str])


class Bowl(msgspec.Struct, omit_defaults=True):
    size: int
    owner: CatView | None = None


EXPECTED = """/** A cat as everybody sees it. */
export type Cat = {
  id: string;
  mood: Mood;
  phone: string;
  lives: number;
  friends: Cat[];
  nick: string | null;
  seen?: (string | number)[];
  raw: unknown;
  'zh-CN': Record<string, string>;
};
"""


def test_a_struct_becomes_a_type() -> None:
    writer = Writer({frozenset({"calm", "hungry"}): "Mood"})
    assert writer.add(CatView) == "Cat"
    assert writer.written["Cat"] == EXPECTED


def test_what_is_left_out_when_it_is_the_default_is_optional() -> None:
    writer = Writer({})
    writer.add(Bowl)
    assert writer.written["Bowl"] == "export type Bowl = {\n  size: number;\n  owner?: Cat | null;\n};\n"
    assert "mood: 'calm' | 'hungry';" in writer.written["Cat"]


def test_the_wire_types_are_those_of_the_structs() -> None:
    assert TARGET.read_text("utf-8") == write(), "run: python -m scripts.wire"
