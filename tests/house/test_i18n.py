"""English and Chinese say the same things: every code, every value, every refusal, every literal."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import msgspec

from tests.house.tree import HOUSE, ROOT, House, write
from trustdesk.kit import errors
from trustdesk.kit.i18n import LOCALES, words

# The other language is offered in its own words.
OFFER = ".language"
# Written the same in both languages.
NAMES = {"API", "App", "Discord", "Facebook", "QQ", "Telegram", "Webhook", "X"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
IMPOLITE = re.compile(r"你(?!们)|耐心|patient")


def catalogues(root: Path, folder: str = "words") -> dict[str, dict[str, dict[str, str]]]:
    """Locale → file's folder → texts."""
    return {
        locale: {
            path.parent.relative_to(root).as_posix(): msgspec.json.decode(
                path.read_bytes(), type=dict[str, str]
            )
            for path in sorted(root.rglob(f"{folder}/{locale}.json"))
            if "node_modules" not in path.parts
        }
        for locale in LOCALES
    }


def differences(root: Path, folder: str = "words") -> Iterator[str]:
    found = catalogues(root, folder)
    english, chinese = found["en"], found["zh-CN"]
    for room in sorted(english.keys() | chinese.keys()):
        left, right = english.get(room, {}), chinese.get(room, {})
        # Chinese needs no form for one.
        for code in sorted({c for c in left.keys() ^ right.keys() if not c.endswith(".one")}):
            yield f"{room}: {code} is missing in {'en' if code in right else 'zh-CN'}"
        for code in sorted(left.keys() & right.keys()):
            if values(left[code]) != values(right[code]):
                yield f"{room}: {code} names other values"
            if not CHINESE.search(right[code]) and needs_words(right[code]) and not code.endswith(OFFER):
                yield f"{room}: {code} is not Chinese"
            if IMPOLITE.search(right[code]) or IMPOLITE.search(left[code]):
                yield f"{room}: {code} does not speak to customers as we do"


def needs_words(text: str) -> bool:
    """Whether a text says anything itself beside its values and names."""
    return text not in NAMES and any(
        letter.isalpha() for literal, _, _, _ in Formatter().parse(text) for letter in literal
    )


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def doubled(root: Path) -> list[str]:
    codes = [code for texts in catalogues(root)["en"].values() for code in texts]
    return sorted({code for code in codes if codes.count(code) > 1})


def unknown_literals(house: House, known: Mapping[str, str]) -> Iterator[str]:
    """``something.text("code")`` must name a code that exists."""
    for module in house.modules:
        for node in ast.walk(module.tree):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "text"
            ):
                continue
            first = node.args[0] if node.args else None
            code = first.value if isinstance(first, ast.Constant) else None
            if isinstance(code, str) and code not in known:
                yield f"{module.place}:{node.lineno}: {code}"


def refusals(root: type[errors.Refused]) -> Iterator[type[errors.Refused]]:
    yield root
    for child in root.__subclasses__():
        yield from refusals(child)


def test_both_languages_say_the_same() -> None:
    assert list(differences(HOUSE.path)) == []
    assert list(differences(ROOT / "web", "i18n")) == []
    assert doubled(HOUSE.path) == []


def test_every_refusal_has_words() -> None:
    for locale in LOCALES:
        catalogue = words(locale).catalogue
        missing = {r.code for r in refusals(errors.Refused) if f"problem.{r.code}.title" not in catalogue}
        missing |= {r.code for r in refusals(errors.Refused) if f"problem.{r.code}.detail" not in catalogue}
        assert missing == set()


def test_every_code_in_the_source_exists() -> None:
    assert list(unknown_literals(HOUSE, words("en").catalogue)) == []


def test_differences_are_caught(tmp_path: Path) -> None:
    english = '{"a": "Cat {name}", "b": "Dog", "c": "Bird", "c.one": "One bird", "d": "Please be patient"}'
    chinese = '{"a": "猫", "c": "Bird", "d": "请稍等", "e": "你的鱼"}'
    house = write(tmp_path, {"cats/words/en.json": english, "cats/words/zh-CN.json": chinese})
    assert list(differences(house.path)) == [
        "cats/words: b is missing in zh-CN",
        "cats/words: e is missing in en",
        "cats/words: a names other values",
        "cats/words: c is not Chinese",
        "cats/words: d does not speak to customers as we do",
    ]


def test_a_code_in_two_rooms_is_caught(tmp_path: Path) -> None:
    house = write(tmp_path, {"cats/words/en.json": '{"a": "Cat"}', "dogs/words/en.json": '{"a": "Dog"}'})
    assert doubled(house.path) == ["a"]


def test_an_unknown_code_is_caught(tmp_path: Path) -> None:
    house = write(tmp_path, {"cats/api.py": 'said = words("en").text("meow", name="x")\n'})
    assert list(unknown_literals(house, {"purr": ""})) == ["cats/api.py:1: meow"]
