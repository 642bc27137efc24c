"""What stands around every page of the help centre: whose it is, notices above, what machines may know."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from trustdesk.brands import Brand
from trustdesk.kit import frame
from trustdesk.kit.i18n import Words
from trustdesk.kit.markup import Markup, tag
from trustdesk.knowledge.actions import structured
from trustdesk.knowledge.actions.read import Reading
from trustdesk.knowledge.rules.filling import filled


class Notice(Struct, frozen=True):
    """What stands above every page: a title, and where the rest of it is, if there is more."""

    title: str
    url: str
    locale: str


class Sheet(Struct, frozen=True):
    """What every page is written from: whose it is, in which language, what the brand fills in."""

    brand: Brand
    words: Words
    facts: Mapping[str, str]
    asked: str = ""
    policy: str = ""
    base: str = ""
    notices: Sequence[Notice] = ()

    @property
    def path(self) -> str:
        return f"/help/{self.brand.slug}/{self.words.locale}"

    def fill(self, text: str) -> str:
        return filled(text, self.facts)


def page(
    sheet: Sheet, title: str, main: Sequence[str], where: str = "", reading: Reading | None = None
) -> str:
    """Write a page; ``where`` is its address below the home, ``reading`` the article that it shows."""
    words, slug = sheet.words, sheet.brand.slug
    other = "en" if words.locale == "zh-CN" else "zh-CN"
    around = frame.Frame(
        locale=words.locale,
        name=sheet.facts["brand"],
        home=(words.text("knowledge.title", brand=sheet.facts["brand"]), sheet.path),
        other=(words.text("knowledge.language"), f"/help/{slug}/{other}{where}"),
        tongue=other,
        styles=("/styles/help.css", f"/official/{slug}/colours.css"),
        feed=f"{sheet.path}/feed.xml",
    )
    notice = sheet.brand.notice.of(words.locale)
    told = f"/announcements/{slug}/{words.locale}/subscribe"
    foot = tag(
        "footer",
        tag("p", tag("a", words.text("knowledge.announcements"), href=told, data_test="get-announcements")),
        tag("p", tag("a", words.text("knowledge.official"), href=f"/official/{slug}")),
        tag("p", notice) if notice else "",
    )
    inside = (_notices(sheet), tag("main", *main, id="main"), foot, *_scripts(sheet))
    skip = tag("a", words.text("knowledge.skip"), href="#main", class_="skip")
    return frame.page(around, title, inside, about=_about(sheet, where, reading), skip=skip)


def _notices(sheet: Sheet) -> Markup | str:
    rows = [
        tag("p", tag("a", one.title, href=one.url) if one.url else one.title, lang=one.locale)
        for one in sheet.notices
    ]
    return tag("aside", *rows, class_="notices", data_test="notices") if rows else ""


def _scripts(sheet: Sheet) -> tuple[Markup, ...]:
    """Put the chat at hand; the page is whole without it."""
    accent, locale = sheet.brand.colours.accent, sheet.words.locale
    widget = tag(
        "script",
        src="/widget.js",
        defer=True,
        data_brand=sheet.brand.slug,
        data_locale=locale,
        data_accent=accent,
    )
    ours = (tag("script", src=f"/widget/{name}.js", defer=True) for name in ("typing", "help"))
    return (widget, *ours)


def _about(sheet: Sheet, where: str, reading: Reading | None) -> list[Markup]:
    locales = reading.locales if reading else ("en", "zh-CN")
    about = sheet.fill(reading.article.summary) if reading else sheet.words.text("knowledge.lead")
    home = f"{sheet.base}{sheet.path}"
    title = sheet.words.text("knowledge.title", brand=sheet.facts["brand"])
    told = (
        structured.of_article(home, title, _filled(sheet, reading))
        if reading
        else structured.of_home(home, title)
    )
    return [
        tag("meta", name="description", content=about),
        structured.script(told),
        *(
            tag("link", rel="alternate", hreflang=one, href=f"/help/{sheet.brand.slug}/{one}{where}")
            for one in locales
        ),
    ]


def _filled(sheet: Sheet, reading: Reading) -> structured.Told:
    one = reading.article
    return structured.Told(
        slug=one.slug,
        locale=one.locale,
        title=sheet.fill(one.title),
        summary=sheet.fill(one.summary),
        body=sheet.fill(one.body),
        subject=(one.category, sheet.words.text(f"knowledge.category.{one.category}")),
        published_at=one.published_at,
    )
