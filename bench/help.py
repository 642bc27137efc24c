"""How soon the help centre stands in a browser: ``python -m bench.help http://127.0.0.1:8000/help/bitget``.

Prints, for each page, the largest paint in milliseconds after it was asked for and how much of the
page moved, each the median of five cold loads in the installed Chromium.
"""

import asyncio
import json
import statistics
import sys

from tests.walks.browser import chromium

PAGES = ("", "/deposit-not-credited", "/find-txid", "/search?q=usdt")
LOADS = 5
PAINTED = """() => new Promise((done) => {
    let paint = 0, moved = 0;
    new PerformanceObserver((list) => { paint = list.getEntries().at(-1).startTime; })
        .observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done([paint, moved]), 500);
})"""


async def measure(base: str) -> None:
    """Load each page anew, in both languages."""
    async with chromium() as browser:
        for locale in ("en", "zh-CN"):
            for page in PAGES:
                found: list[tuple[float, float]] = []
                for _ in range(LOADS):
                    context = await browser.new_context(viewport={"width": 1280, "height": 900})
                    tab = await context.new_page()
                    await tab.goto(f"{base}/{locale}{page}", wait_until="load")
                    found.append(tuple(await tab.evaluate(PAINTED)))
                    await context.close()
                paint, moved = (statistics.median(one) for one in zip(*found, strict=True))
                name = f"help centre, {locale}{page or '/'}, largest paint"
                print(json.dumps({"figure": name, "value": round(paint), "unit": "ms"}), flush=True)
                print(json.dumps({"figure": f"{name}: moved", "value": round(moved, 4), "unit": "share"}))


if __name__ == "__main__":
    asyncio.run(measure(sys.argv[1].rstrip("/")))
