"""Evidence: who did what to whom, only ever added to, sealed so that it can be proved later.

``append`` writes one row of the audit in the caller's transaction: before what was asked for
leaves the house, and gone with it if the transaction fails. Every second what was written, in
the audit and in every table that is a ``Source``, becomes leaves of the brand's tree, whose
signed checkpoints others can keep.
"""

from trustdesk.evidence.actions.audit import Done, append, append_all, append_once, latest, matching
from trustdesk.evidence.actions.proving import Proof, prove
from trustdesk.evidence.actions.sealing import AUDIT, Signer, signer
from trustdesk.evidence.actions.verifying import verify
from trustdesk.evidence.jobs import Sealer
from trustdesk.evidence.model import (
    About,
    Detail,
    Hidden,
    Leaf,
    Place,
    Row,
    Seal,
    Sealable,
    Sealed,
    Source,
    Wanted,
    Why,
)
from trustdesk.evidence.rules.intact import Finding, Intact
from trustdesk.evidence.rules.leaves import (
    body_of,
    canonical,
    digests,
    field_digest,
    field_salt,
    flattened,
    hash_of,
    sha256,
)
from trustdesk.evidence.rules.notes import Checkpoint, Forged, key_of, signed
from trustdesk.evidence.rules.notes import read as read_note
from trustdesk.evidence.rules.tree import proved
from trustdesk.evidence.store.seals import last as last_seal

__all__ = [
    "AUDIT",
    "About",
    "Checkpoint",
    "Detail",
    "Done",
    "Finding",
    "Forged",
    "Hidden",
    "Intact",
    "Leaf",
    "Place",
    "Proof",
    "Row",
    "Seal",
    "Sealable",
    "Sealed",
    "Sealer",
    "Signer",
    "Source",
    "Wanted",
    "Why",
    "append",
    "append_all",
    "append_once",
    "body_of",
    "canonical",
    "digests",
    "field_digest",
    "field_salt",
    "flattened",
    "hash_of",
    "key_of",
    "last_seal",
    "latest",
    "matching",
    "prove",
    "proved",
    "read_note",
    "sha256",
    "signed",
    "signer",
    "verify",
]
