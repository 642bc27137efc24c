"""The whole of /openapi.json asked with made-up values: no 5xx, and nothing that is not documented."""

import asyncio
import contextlib
import os
from collections import Counter
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.world import World, fresh

EXAMPLES = int(3 * float(os.environ.get("FAULTS_LONGER", "1")))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# These end the session of who asks; they are tested by name elsewhere.
ENDING = {"DELETE /api/v1/session", "POST /api/v1/session/everywhere", "DELETE /api/v1/widget/session"}
QUIET = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


class Asking:
    """One person asks everything; what was not as documented is kept."""

    def __init__(self, base_url: str, token: str, known: dict[str, str]) -> None:
        self.asked = 0
        self.statuses: Counter[int] = Counter()
        self.wrong: set[str] = set()
        self._base_url = base_url
        self._session = requests.Session()
        self._headers = {"authorization": f"Bearer {token}"} if token else {}
        self._known = known
        self._visits = token.startswith("tv_")

    def everything(self) -> None:
        document = self._session.get(f"{self._base_url}/openapi.json", timeout=20).json()
        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            assert isinstance(found, Ok)
            operation = found.ok()
            # What is the other side's alone answers 403 to everything; once each is enough, elsewhere.
            if operation.label not in ENDING and ("/widget" in operation.label) == self._visits:
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                    self._one(operation, mode)
        self._session.close()

    def _one(self, operation: Any, mode: GenerationMode) -> None:
        @QUIET
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            if self.asked % 2:
                case.path_parameters.update(
                    {name: value for name, value in self._known.items() if name in case.path_parameters}
                )
            self._check(case)

        with contextlib.suppress(Unsatisfiable):  # nothing can be wrong where nothing is asked for
            ask()

    def _check(self, case: Any) -> None:
        answer = case.call(base_url=self._base_url, session=self._session, headers=self._headers, timeout=20)
        self.asked += 1
        self.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            self.wrong |= {_told(case, answer, one) for one in failures.exceptions}
        except Failure as failure:
            self.wrong.add(_told(case, answer, failure))


def _told(case: Any, answer: Any, failure: BaseException) -> str:
    what, body = str(failure).partition("\n")[0], answer.content[:200].decode("utf-8", "replace")
    return f"{case.operation.label}: {answer.status_code} {what} {body} to {case.body!r:.120} {case.query}"


@pytest.mark.timeout(180)
@pytest.mark.parametrize("who", ["the exchange", "a supervisor", "a visitor"])
async def test_whatever_is_asked_is_answered_as_documented(world: World, who: str) -> None:
    key, supervisor, visitor = (
        await world.integration(),
        await world.agent("supervisor"),
        await world.visitor(),
    )
    people = {"the exchange": key, "a supervisor": supervisor, "a visitor": visitor}
    await visitor.post("/api/v1/widget/messages", json={"client_id": fresh(), "text": "hello"})
    known = {"number": await world.letter(key), "brand": "bitget"}
    asking = Asking(world.base_url, people[who].token, known)
    await asyncio.to_thread(asking.everything)
    print(f"{who}: {asking.asked} requests, {dict(sorted(asking.statuses.items()))}")
    assert not asking.wrong, "\n".join(sorted(asking.wrong)[:40])
    assert asking.asked > 40
    assert asking.statuses[200] + asking.statuses[201] > 10
