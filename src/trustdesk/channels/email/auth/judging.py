"""All verdicts on one mail, within a deadline, whatever it is and whoever answers or does not."""

import asyncio

from trustdesk.channels.email.auth import dmarc, results, signatures, spf
from trustdesk.channels.email.auth.identity import domain_of, doubts
from trustdesk.channels.email.auth.model import Envelope, Signature, Verdicts
from trustdesk.channels.email.auth.resolving import Resolver, Unreachable
from trustdesk.channels.email.parsing import Parsed
from trustdesk.kit import confined

SECONDS = 15.0


class Judge:
    """Judges mails. ``trusted`` are the names of servers whose Authentication-Results are believed."""

    def __init__(
        self,
        resolver: Resolver,
        trusted: frozenset[str] = frozenset(),
        *,
        seconds: float = SECONDS,
        run: signatures.Run = confined.run,
    ) -> None:
        """Take where to ask, whom to believe, how long it may take, and how to run the confined check."""
        self._resolver = resolver
        self._trusted = frozenset(name.lower() for name in trusted)
        self._seconds = seconds
        self._run = run

    async def judge(self, raw: bytes, parsed: Parsed, envelope: Envelope) -> Verdicts:
        """Give the verdicts. Never raises: what cannot be found out is not verified, with its reason."""
        doubt = doubts(raw, parsed)
        domain = domain_of(parsed.sender.address)
        try:
            async with asyncio.timeout(self._seconds):
                server, told = results.believed(parsed.headers, self._trusted)
                if server:
                    return await self._relayed(domain, doubt, server, told)
                return await self._own(raw, parsed, envelope, doubt)
        except TimeoutError:
            return Verdicts(domain=domain, dmarc="temperror", reasons=[*doubt, "took_too_long"])

    async def _own(self, raw: bytes, parsed: Parsed, envelope: Envelope, doubt: list[str]) -> Verdicts:
        spf_found = await spf.check(self._resolver, envelope)
        signed = await signatures.check(self._resolver, raw, parsed, self._run)
        return await self._weighed(domain_of(parsed.sender.address), doubt, spf_found, signed, "own")

    async def _relayed(
        self, domain: str, doubt: list[str], server: str, told: list[results.Told]
    ) -> Verdicts:
        signed = [Signature(t.domain, t.result) for t in told if t.method == "dkim"]
        found = next((t for t in told if t.method == "spf"), None)
        spf_found = spf.Spf(found.result, found.domain) if found else spf.Spf("none", "")
        return await self._weighed(domain, doubt, spf_found, signed, server)

    async def _weighed(
        self, domain: str, doubt: list[str], spf_found: spf.Spf, signed: list[Signature], source: str
    ) -> Verdicts:
        try:
            policy = await dmarc.policy_of(self._resolver, domain) if domain else dmarc.Policy()
        except Unreachable:
            policy, doubt = dmarc.Policy(), [*doubt, "policy_unreachable"]
        passed = [s.domain for s in signed if s.result == "pass"]
        by_spf = spf_found.result == "pass" and dmarc.aligned(
            domain, spf_found.domain, strict=policy.strict_spf
        )
        by_dkim = any(dmarc.aligned(domain, d, strict=policy.strict_dkim) for d in passed)
        reasons = [*doubt, *([] if by_spf or by_dkim else _why(spf_found, signed))]
        return Verdicts(
            verified=not reasons,
            domain=domain,
            spf=spf_found.result,
            spf_domain=spf_found.domain,
            dkim="pass" if passed else (signed[0].result if signed else "none"),
            dkim_domains=passed,
            dmarc=("pass" if by_spf or by_dkim else "fail") if policy.found else "none",
            policy=policy.policy,
            source=source,
            reasons=reasons,
        )


def _why(spf_found: spf.Spf, signed: list[Signature]) -> list[str]:
    """Why nothing that was proved speaks for the sender's domain."""
    reasons = [s.reason for s in signed if s.reason]
    if spf_found.result == "pass" or any(s.result == "pass" for s in signed):
        return [*reasons, "not_aligned"]
    return [*reasons, "nothing_proved"]
