"""Pages the server writes for customers: one frame, one policy, and what a browser may remember."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie, UploadFile
from litestar.params import QueryParameter

from trustdesk.brands import Brand, known
from trustdesk.files import Upload
from trustdesk.kit import i18n
from trustdesk.kit.errors import Refused
from trustdesk.kit.i18n import Words
from trustdesk.kit.markup import Markup, tag
from trustdesk.kit.secrets import Keys, Unsealable

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PROVED = "proved-address"
Lang = Annotated[str, QueryParameter(max_length=20)]
Asked = Request[Any, Any, Any]


class Frame(msgspec.Struct, frozen=True):
    """Whose page it is, in which language, at which path; ``script`` makes it nicer and is never needed."""

    brand: Brand
    words: Words
    path: str
    script: str = ""

    @property
    def name(self) -> str:
        """The brand's name in the reader's language."""
        return self.brand.name.of(self.words.locale)

    def text(self, code: str, **values: object) -> str:
        """The sentence for a code; ``brand`` is known."""
        return self.words.text(code, brand=self.name, **values)

    def to(self, path: str) -> str:
        """An address of this page that keeps the language."""
        return f"{path}{'&' if '?' in path else '?'}lang={self.words.locale}"


def frame(request: Asked, brands: dict[str, Brand], brand: str, page: str, lang: str) -> Frame:
    """Begin a page in the reader's language: the one asked for, else the browser's; raises ``NotFound``."""
    words = i18n.words(i18n.spoken(lang or request.headers.get("accept-language")))
    return Frame(known(brands, brand), words, f"/{brand}/{page}", f"/pages/{page}.js")


def page(frame: Frame, title: str, *main: str, other: str = "") -> str:
    """Write a whole page; ``other`` is its address in the other language, where it has one."""
    words = frame.words
    language = "en" if words.locale == "zh-CN" else "zh-CN"
    href = f"{other or frame.path}{'&' if '?' in other else '?'}lang={language}"
    switch = tag("a", words.text("official.page.language"), class_="other", href=href, lang=language)
    notice = frame.brand.notice.of(words.locale)
    top = tag(
        "header",
        tag("span", frame.name[:1].upper(), class_="mark", aria_hidden="true"),
        tag("span", frame.name, class_="brand"),
        switch,
    )
    host = frame.brand.official.host
    foot = tag(
        "footer",
        tag("p", frame.text("paper.never")),
        tag("p", tag("a", frame.text("paper.genuine", host=host), href=f"/official/{frame.brand.slug}")),
    )
    body = tag("body", top, tag("main", tag("p", notice, class_="notice"), *main), foot)
    return f"<!doctype html>{tag('html', _head(frame, title), body, lang=words.locale)}\n"


def _head(frame: Frame, title: str) -> Markup:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="robots", content="noindex"),
        tag("title", f"{title} · {frame.name}"),
        tag("link", rel="icon", href="/console/icon.svg"),
        tag("link", rel="stylesheet", href="/styles/pages.css"),
        tag("link", rel="stylesheet", href=f"/official/{frame.brand.slug}/colours.css"),
        tag("script", src=frame.script, type="module") if frame.script else "",
    )


def answered(frame: Frame, html: str, status: int = 200, cookies: Sequence[Cookie] = ()) -> Response[str]:
    """Answer with a page."""
    headers = {
        "content-security-policy": POLICY,
        "content-language": frame.words.locale,
        "vary": "accept-language",
    }
    return Response(html, status_code=status, media_type="text/html", headers=headers, cookies=cookies)


def elsewhere(to: str, cookies: Sequence[Cookie] = ()) -> Response[str]:
    """Answer that it goes on at another address."""
    headers = {"location": to, "cache-control": "no-store, private"}
    return Response("", status_code=303, media_type="text/html", headers=headers, cookies=cookies)


def fault(frame: Frame, refused: Refused) -> str:
    """Say a refusal in words."""
    return frame.words.catalogue.get(f"problem.{refused.code}.detail") or frame.text("paper.failed")


def said(text: str, kind: Literal["fault", "done", "note"]) -> Markup | str:
    """Write a word to the reader, or nothing."""
    role = "alert" if kind == "fault" else "status"
    return tag("p", text, class_=kind, role=role, data_test=kind) if text else ""


def digits(frame: Frame, code: UUID, label: str, send: str, *, sheet: bool = False) -> Markup:
    """Write the form that takes the six digits of a code; it goes to the page's ``confirm``."""
    box = tag(
        "input",
        id="code",
        type="text",
        name="t",
        inputmode="numeric",
        autocomplete="one-time-code",
        maxlength="12",
        required=True,
        data_test="code",
    )
    return tag(
        "form",
        tag("input", type="hidden", name="c", value=str(code)),
        tag("label", label, for_="code"),
        tag("div", box, tag("button", send, type="submit", data_test="code-send"), class_="typed"),
        method="post",
        action=frame.to(f"{frame.path}/confirm"),
        class_="sheet" if sheet else False,
    )


async def fields(request: Asked, *names: str) -> dict[str, str]:
    """Read fields of a form that was sent; what is missing is empty."""
    form = await request.form()
    values = {name: form.get(name) for name in names}
    return {
        name: value.replace("\r\n", "\n").replace("\0", "").strip() if isinstance(value, str) else ""
        for name, value in values.items()
    }


async def uploads(request: Asked, name: str, most: int) -> list[Upload]:
    """Read the files of a form that was sent, ``most`` of them and one more."""
    given = (await request.form()).getall(name, [])
    files = [one for one in given if isinstance(one, UploadFile) and one.filename]
    return [Upload(one.filename, await one.read()) for one in files[: most + 1]]


def remember(
    keys: Keys, frame: Frame, address: str, holds: tuple[datetime, datetime], *, secure: bool
) -> Cookie:
    """Let the browser remember that it proved an address here: sealed, for this brand, for a while."""
    now, until = holds
    seconds = str(int(until.timestamp()))
    sealed = keys.seal(PROVED, address.encode(), bound=f"{frame.brand.slug}.{seconds}")
    value = f"{seconds}.{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"
    return cookie(frame, "td_proved", value, until - now, secure=secure)


def remembered(keys: Keys, frame: Frame, request: Asked, now: datetime) -> str:
    """Read which address this browser has proved, or nothing."""
    seconds, _, sealed = request.cookies.get("td_proved", "").partition(".")
    if not seconds.isascii() or not seconds.isdigit() or int(seconds) <= now.timestamp():
        return ""
    try:
        whole = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        return keys.open(PROVED, whole, bound=f"{frame.brand.slug}.{seconds}").decode()
    except (Unsealable, binascii.Error, ValueError):
        return ""


def cookie(frame: Frame, key: str, value: str, lasts: timedelta, *, secure: bool) -> Cookie:
    """Write a cookie that only this brand's pages get back, and no script reads."""
    left = int(lasts.total_seconds())
    return Cookie(
        key=key,
        value=value,
        path=f"/{frame.brand.slug}",
        max_age=left,
        secure=secure,
        httponly=True,
        samesite="lax",
    )
