"""The command ``articles``: the help centre as a folder of files, taken in and given out."""

import argparse
import contextlib
from pathlib import Path

from trustdesk import guard, knowledge
from trustdesk.brands import Brand
from trustdesk.kit import clock, opening
from trustdesk.kit.actors import system
from trustdesk.kit.blobs import Blobs
from trustdesk.kit.db import Database
from trustdesk.kit.settings import Settings
from trustdesk.staffing import WillNotDo, known_brands


async def run(settings: Settings, given: argparse.Namespace) -> str:
    """Do one of the verbs; returns what is to be printed.

    Raises ``WillNotDo`` for a folder that will not do; nothing has been changed then.
    """
    [brand] = known_brands(settings, given.brand).values()
    folder = Path(given.folder)
    gallery = knowledge.Gallery(Blobs(settings.files_store), settings.articles_dir)
    db = opening.database(settings, size=2)
    await db.open()
    try:
        if given.verb == "export":
            return await give_out(db, brand.slug, gallery, folder)
        return await take_in(db, brand, gallery, folder, dry_run=given.dry_run)
    finally:
        await db.close()


async def take_in(
    db: Database, brand: Brand, gallery: knowledge.Gallery, folder: Path, *, dry_run: bool
) -> str:
    """Publish what a folder says otherwise than the help centre, in one transaction; or only say what."""
    try:
        read = knowledge.read_folder(folder)
    except OSError as error:
        raise WillNotDo(f"{folder}: {error.strerror}") from error
    actor = system(brand.slug)
    async with db.transaction(brand.slug) as tx:
        try:
            plan = await knowledge.planned(tx, actor, brand, gallery, read, _holds_secret)
        except knowledge.Unfit as unfit:
            raise WillNotDo(f"{folder}: nothing was changed\n{unfit}") from unfit
        if not dry_run:
            await knowledge.take_folder(tx, actor, gallery, plan, clock.utc_now())
    return _told(plan, dry_run=dry_run)


async def give_out(db: Database, tenant: str, gallery: knowledge.Gallery, folder: Path) -> str:
    """Write what is public as a folder."""
    async with db.transaction(tenant) as tx:
        files = await knowledge.exported(tx)
        pictures = await knowledge.exported_pictures(tx, gallery, files)
    written = {path: text.encode() for path, text in files.items()}
    written |= {f"pictures/{name}": body for name, body in pictures.items()}
    try:
        for path, body in written.items():
            _put(folder / path, body)
    except OSError as error:
        raise WillNotDo(f"{error.filename}: {error.strerror}") from error
    return f"{len(files)} articles and {len(pictures)} pictures of {tenant} are in {folder}"


def _told(plan: knowledge.Plan, *, dry_run: bool) -> str:
    done = "would change" if dry_run else "changed"
    shown = list(plan.differences.values()) if dry_run else list(plan.differences)
    count = f"{len(plan.differences)} {done}, {plan.unchanged} are as they were"
    return "\n".join((*shown, *(f"pictures/{name}" for name in plan.pictures), count))


def _holds_secret(text: str) -> bool:
    return bool(guard.clean(text).findings)


def _put(path: Path, body: bytes) -> None:
    """Write a file whole or not at all; one that says the same is left alone."""
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == body:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(body)
    beside.replace(path)
