"""Where a case is looked at: the page, what it is read with, and the case this browser holds."""

from datetime import datetime

import msgspec
from litestar.di import Provide

from trustdesk import customers
from trustdesk.brands import Brand
from trustdesk.channels import paper
from trustdesk.channels.paper import Asked, Frame, Lang
from trustdesk.channels.setup import Setup
from trustdesk.channels.status.jobs import cases
from trustdesk.customers import CaseLink
from trustdesk.kit.errors import Expired
from trustdesk.kit.settings import Settings

COOKIE = "td_case"
OPT = {"policy": "public"}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a case is looked at: the page, what it is read with, the link this browser holds, if any."""

    frame: Frame
    parts: cases.Parts
    link: CaseLink | None
    telegram: str
    now: datetime
    secure: bool

    @property
    def brand(self) -> Brand:
        """Whose customer it is."""
        return self.frame.brand

    def opened(self) -> CaseLink:
        """Give the case this browser may see; raises ``Expired``."""
        if self.link is None:
            raise Expired
        return self.link


async def provide_place(
    request: Asked, brands: dict[str, Brand], setup: Setup, brand: str, now: datetime, lang: Lang = ""
) -> Place:
    """Begin a page of this brand."""
    house = request.app.state.desk
    settings: Settings = house.settings
    frame = paper.frame(request, brands, brand, "status", lang)
    bot = await setup.of(brand, "telegram") if "telegram" in setup.sections else None
    return Place(
        frame=frame,
        parts=house.cases,
        link=customers.read_case_token(house.keys, brand, request.cookies.get(COOKIE, ""), now),
        telegram=getattr(bot, "bot_name", "") if getattr(bot, "ready", False) else "",
        now=now,
        secure=settings.base_url.startswith("https://"),
    )


GIVEN = {"place": Provide(provide_place)}
