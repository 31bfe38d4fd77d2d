"""The description of the API: it is what is served, and random requests keep to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from callseat.admin.permissions import PERMISSIONS
from tests.admin.server import House, Person

COMMITTED = Path(__file__).parents[2] / "schema" / "openapi.json"
EXAMPLES = 6  # of good and of bad requests, each operation
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
SAME_EVERY_TIME = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


async def test_what_is_served_is_what_is_committed(house: House) -> None:
    served = (await house.nobody.get("/openapi.json")).body
    assert served["openapi"].startswith("3.1")
    assert served == json.loads(COMMITTED.read_text())


def test_every_operation_says_its_permission() -> None:
    paths = json.loads(COMMITTED.read_text())["paths"]
    said = {
        operation["operationId"]: operation["x-permission"]
        for path in paths.values()
        for operation in path.values()
    }
    assert said == {name: each.name.lower() for name, each in PERMISSIONS.items()}


async def test_random_requests_keep_to_the_description(house: House, root: Person) -> None:
    wrong = await asyncio.to_thread(lambda: list(faults(house.url, root.token)))
    assert not wrong, "\n".join(wrong)
    assert house.app.engine.bugs == 0
    assert (await house.login("root")).token


def faults(url: str, token: str) -> Iterator[str]:
    """Each operation that answered otherwise than described, with the request."""
    for result in schemathesis.openapi.from_dict(without_token()).get_all_operations():
        operation = result.ok()
        for mode in GenerationMode:
            cases = operation.as_strategy(generation_mode=mode)

            @SAME_EVERY_TIME
            @given(case=cases)
            def probe(case: Case) -> None:
                case.call_and_validate(
                    base_url=url, headers={"Authorization": f"Bearer {token}"}, checks=CHECKS
                )

            try:
                probe()
            except Unsatisfiable:
                continue  # nothing of it can be wrong
            except (Exception, FailureGroup) as fault:
                yield f"{operation.label} {mode}: {fault!r} {getattr(fault, 'exceptions', '')}"


def without_token() -> dict[str, Any]:
    """The description without what is said of tokens: each request brings a good one."""
    description: dict[str, Any] = json.loads(COMMITTED.read_text())
    for path in description["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    return description
