"""Every kind and every reason has its words, in both languages, on every face that shows it."""

import json
from pathlib import Path

import pytest

from trustdesk import guard
from trustdesk.kit import i18n

WEB = Path(__file__).parents[2] / "web"


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_kinds_and_reasons_are_worded_everywhere(locale: i18n.Locale) -> None:
    ours = i18n.words(locale).catalogue.keys()
    widget = json.loads((WEB / "widget" / "i18n" / f"{locale}.json").read_text("utf-8")).keys()
    console = json.loads((WEB / "console" / "i18n" / f"thread.{locale}.json").read_text("utf-8")).keys()
    for kind in guard.kinds():
        assert {f"guard.kind.{kind}", f"guard.advice.{kind}"} <= ours
        assert {f"mask.{kind}", f"mask.name.{kind}"} <= widget
        assert f"mask.{kind}" in console
    for reason in guard.Reason:
        assert f"guard.refusal.{reason}" in ours
        assert f"unsafe.{reason}" in console
