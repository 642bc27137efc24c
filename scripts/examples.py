"""Find out what triage's own examples mean, and keep it beside them: ``python -m scripts.examples``."""

import asyncio
from pathlib import Path

import trustdesk.triage
from trustdesk.knowledge import Meaning
from trustdesk.triage.actions import starter


async def main() -> None:
    """Ask for every text, and write the file."""
    examples, meaning = starter.told(), Meaning()
    found = await meaning.questions([one.text for one in examples])
    await meaning.close()
    if not found:
        raise SystemExit("trustdesk: what the examples mean cannot be had")
    folder = Path(trustdesk.triage.__file__).parent / "words"
    (folder / starter.VECTORS).write_bytes(starter.packed(examples, found))
    print(f"{len(found)} examples")


if __name__ == "__main__":
    asyncio.run(main())
