"""What a browser and an authenticator say to each other, on the wire (WebAuthn, JSON form)."""

from collections.abc import Sequence
from typing import Annotated, Any, cast
from uuid import UUID

import msgspec
from webauthn import generate_authentication_options, generate_registration_options
from webauthn.helpers import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from trustdesk.kit.errors import Conflict
from trustdesk.staff.actions.passkeys import HOLDS
from trustdesk.staff.model import Agent, Challenge, Party, Passkey
from trustdesk.staff.rules.party import handle_of

PATIENCE_MS = int(HOLDS.total_seconds() * 1000)
Coded = Annotated[str, msgspec.Meta(max_length=16_384)]


class AuthenticatorResponse(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """What the authenticator made, each part in base64url."""

    client_data_json: Coded = msgspec.field(name="clientDataJSON")
    attestation_object: Coded | None = None
    authenticator_data: Coded | None = None
    signature: Coded | None = None
    user_handle: Coded | None = None


class Credential(msgspec.Struct, frozen=True, rename="camel"):
    """A public key credential as ``navigator.credentials`` gives it."""

    id: Coded
    raw_id: Coded
    type: Annotated[str, msgspec.Meta(max_length=40)]
    response: AuthenticatorResponse


class Signed(msgspec.Struct, frozen=True):
    """A challenge of ours, by its id, and what an authenticator made of it."""

    challenge: UUID
    credential: Credential

    def response(self) -> dict[str, Any]:
        """Give the credential in the form the verifier reads."""
        return cast("dict[str, Any]", msgspec.to_builtins(self.credential))


class Ceremony(msgspec.Struct, frozen=True):
    """What ``navigator.credentials`` is to be asked, and the id under which the answer comes back."""

    challenge: UUID
    options: dict[str, Any]


class ChallengeSpent(Conflict):
    """The challenge was used, has run out, or was given for something else."""

    code = "challenge_spent"


def to_prove(party: Party, given: Challenge, held: Sequence[Passkey] = ()) -> Ceremony:
    """Ask for a signature: of one of these passkeys, or of whichever the browser finds."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=given.challenge,
        timeout=PATIENCE_MS,
        allow_credentials=_named(held),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Ceremony(given.id, options_to_json_dict(options))


def to_enrol(party: Party, tenant: str, agent: Agent, given: Challenge, held: Sequence[Passkey]) -> Ceremony:
    """Ask for a new passkey on an authenticator that holds none of these yet."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="trustdesk",
        user_id=handle_of(tenant, agent.id),
        user_name=agent.email,
        user_display_name=agent.name,
        challenge=given.challenge,
        timeout=PATIENCE_MS,
        exclude_credentials=_named(held),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return Ceremony(given.id, options_to_json_dict(options))


def _named(held: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one.credential) for one in held]
