"""What texts may leave open, and what a brand fills in."""

from collections.abc import Mapping

from trustdesk.brands import Brand
from trustdesk.kit.i18n import Words

BLOCK = "knowledge.block."


NO_BLOCKS: Mapping[str, str] = {}


def facts(brand: Brand, words: Words, own: Mapping[str, str] = NO_BLOCKS) -> Mapping[str, str]:
    """Name everything that articles of a brand may quote, in the reader's language.

    ``figure.<name>`` comes with its day: it changes, and a reader must see how old it is.
    ``own`` are the blocks that the brand has written itself.
    """
    known = {
        "brand": brand.name.of(words.locale),
        "host": brand.official.host,
        "mail": brand.official.mail[0] if brand.official.mail else brand.official.host,
        "official": f"/official/{brand.slug}",
    }
    known |= {
        f"figure.{name}": words.text(
            "knowledge.figure", value=figure.value.of(words.locale), day=figure.at.isoformat()
        )
        for name, figure in brand.figures.items()
    }
    blocks = (code for code in words.catalogue if code.startswith(BLOCK))
    shipped = {f"block.{code.removeprefix(BLOCK)}": words.catalogue[code] for code in blocks}
    return known | shipped | {f"block.{name}": text for name, text in own.items()}
