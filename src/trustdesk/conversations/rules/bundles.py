"""Whether a transcript is as the desk signed it: recomputed from what it shows, first bad entry named.

Needs nothing but the bundle itself. The page's own script (``check.js``) does the same steps.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

import msgspec

from trustdesk import evidence
from trustdesk.conversations.rules.records import Bundle, EntryProof

# Never shown to a reader: internal ids. Everything else is hidden in shareable copies only.
UNSHOWN = ("rest", ".id")
SIGNATURE = "signature"
HEAD = frozenset({"number", "seq"})


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said of a copy.

    ``wrong`` is empty when all is well, else one of ``form``, ``entry`` (``seq`` is the first bad
    one), ``checkpoint``, ``record``, ``signature``, ``page``. ``unsealed`` entries are signed only.
    """

    wrong: str = ""
    seq: int | None = None
    number: str = ""
    copy: str = ""
    key: str = ""
    entries: int = 0
    unsealed: tuple[int, ...] = ()


def signed_bytes(bundle: Mapping[str, Any]) -> bytes:
    """Give the bytes that the signature is made over."""
    return evidence.canonical({name: value for name, value in bundle.items() if name != SIGNATURE})


def check(bundle: Mapping[str, Any]) -> Verdict:
    """Check a decoded bundle."""
    try:
        read = msgspec.convert(bundle, Bundle)
        public = evidence.key_of(read.proof.key)
        return _Looking(bundle, read, public).verdict()
    except (msgspec.ValidationError, evidence.Forged, KeyError, TypeError, AttributeError):
        return Verdict(wrong="form")


class _Looking:
    """One bundle under inspection."""

    def __init__(self, bundle: Mapping[str, Any], read: Bundle, public: bytes) -> None:
        self.bundle = bundle
        self.read = read
        self.public = public
        self.record: dict[str, Any] = bundle["transcript"]
        self.shown: dict[int, dict[str, Any]] = {one["seq"]: one for one in self.record["entries"]}
        self.proofs = {proof.seq: proof for proof in read.proof.entries}

    def verdict(self) -> Verdict:
        """Look at everything; an entry that does not fit is named before anything else."""
        said = Verdict(
            number=self.record["number"],
            copy=self.record["copy"],
            key=self.read.proof.key,
            entries=len(self.shown) + len(self.record["withheld"]),
            unsealed=tuple(self.read.proof.unsealed),
        )
        root, size = self._checkpoint()
        if root is None:
            return msgspec.structs.replace(said, wrong="checkpoint")
        if (seq := next(self._bad(root, size), None)) is not None:
            return msgspec.structs.replace(said, wrong="entry", seq=seq)
        if evidence.sha256(evidence.canonical(self.record)) != self.read.sha256:
            return msgspec.structs.replace(said, wrong="record")
        if not evidence.signed(signed_bytes(self.bundle), self.read.signature, self.public):
            return msgspec.structs.replace(said, wrong="signature")
        return said

    def _checkpoint(self) -> tuple[bytes | None, int]:
        """Read root and size; without a checkpoint nothing may claim to be sealed."""
        note = self.read.proof.checkpoint
        if note is None:
            return (None if self.proofs else b""), 0
        try:
            said = evidence.read_note(note, self.public)
        except evidence.Forged:
            return None, 0
        return said.root, said.size

    def _bad(self, root: bytes, size: int) -> Iterator[int]:
        """Name the entries that are missing, doubled, out of order, or not as they were sealed."""
        withheld, unsealed = set(self.record["withheld"]), set(self.read.proof.unsealed)
        last = max((*self.shown, *withheld, *self.proofs, *unsealed), default=0)
        for seq in range(1, last + 1):
            told = (seq in self.shown) != (seq in withheld) and (seq in self.proofs) != (seq in unsealed)
            if not told or (seq in self.proofs and not self._proved(self.proofs[seq], root, size)):
                yield seq
        order = [one["seq"] for one in self.record["entries"]]
        yield from (seq for before, seq in pairwise(order) if seq <= before)

    def _proved(self, proof: EntryProof, root: bytes, size: int) -> bool:
        try:
            head = self._digests(proof, {"number": self.record["number"], "seq": proof.seq}, HEAD)
            if proof.seq in self.shown:
                entry = dict(values_of(self.shown[proof.seq]))
                body = evidence.body_of(self._digests(proof, entry, proof.hidden.keys() - HEAD))
            else:
                body = proof.body
            path = [bytes.fromhex(self.read.proof.nodes[at]) for at in proof.path]
        except (KeyError, IndexError, ValueError):
            return False
        leaf = evidence.hash_of("messages", head, body)
        return evidence.proved(leaf, proof.place, size, path) == root

    def _digests(
        self, proof: EntryProof, values: Mapping[str, object], hidden: Collection[str]
    ) -> dict[str, str]:
        """Hash what is shown and take the hashes of what is hidden; ``KeyError`` for what is neither."""
        taken = {name: proof.hidden[name] for name in hidden if name in proof.hidden}
        if self.record["copy"] != "shareable" and not all(name.endswith(UNSHOWN) for name in taken):
            raise KeyError(proof.seq)
        shown = {
            name: evidence.field_digest(proof.salts[name], name, value)
            for name, value in values.items()
            if name not in taken
        }
        return taken | shown


def values_of(entry: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Name the fields of a body that an entry of the record shows."""
    for name in ("id", "kind", "at", "line", "text"):
        yield name, entry[name]
    yield "author_kind", entry["author"]["kind"]
    yield "author_name", entry["author"]["name"]
    yield from evidence.flattened("event", entry["event"])
