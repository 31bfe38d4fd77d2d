"""Our tables say what the manual says, and what is generated from them is fresh."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from callseat.client.commands import EVENTS as SDK_EVENTS
from callseat.client.commands import Commands
from callseat.client.commands import Status as SdkStatus
from callseat.domain.commands import ROWS, find
from callseat.domain.glossary import STATUSES, describe
from callseat.domain.notices import Notice, name_of
from callseat.domain.status import Status
from callseat.wire.codec import CODES, REFUSED
from tests.wire import manual_names

ROOT = Path(__file__).parents[2]
OURS: dict[str, Any] = {name_of(event): event for event in Notice.__args__}
SCHEMA = json.loads((ROOT / "schema/openrpc.json").read_text("utf-8"))


def fields(shape: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(shape)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(shape)]


def has_no_default(field: dataclasses.Field[Any]) -> bool:
    return field.default is field.default_factory is dataclasses.MISSING


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.NAME)
def test_a_command_is_the_manuals_or_marked_as_ours(row: Any) -> None:
    manual = manual_names.COMMANDS.get(row.NAME)
    assert (manual is None) == row.EXTENSION
    if manual is not None:
        assert fields(row.Params) == manual
        aliases = {a for a, name in manual_names.ALIASES.items() if name == row.NAME}
        assert set(row.ALIASES) == aliases
        assert all(find(alias) is row for alias in aliases)


def test_commands_come_in_the_manuals_order_and_ours_last() -> None:
    ours = [row.NAME for row in ROWS]
    wanted = [name for name in manual_names.COMMANDS if name in ours]
    assert ours[: len(wanted)] == wanted


@pytest.mark.parametrize("name", sorted(set(OURS) | set(manual_names.EVENTS)))
def test_an_event_is_the_manuals_or_marked_as_ours(name: str) -> None:
    manual = manual_names.EVENTS.get(name)
    event = OURS[name]
    assert (manual is None) == getattr(event, "EXTENSION", False)
    if manual is not None:
        assert fields(event)[: len(manual)] == manual
        required = [field for field in dataclasses.fields(event) if has_no_default(field)]
        assert len(required) == len(manual)


def test_all_of_the_protocol_is_described() -> None:
    named = [(row.NAME, row.Params) for row in ROWS] + list(OURS.items())
    for owner, shape in named:
        for name, _ in fields(shape):
            text = describe(owner, name)
            assert text.en
            assert text.zh
    assert set(STATUSES) == set(Status)


def test_generated_files_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools/generate_schema.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_schema_has_parameters_in_order_and_errors_by_code() -> None:
    for method in SCHEMA["methods"]:
        names = [parameter["name"] for parameter in method["params"]]
        row = find(method["name"])
        assert row is not None
        assert names == [name for name, _ in fields(row.Params)]
        required = {parameter["name"] for parameter in method["params"] if parameter["required"]}
        assert required == {f.name for f in dataclasses.fields(row.Params) if has_no_default(f)}
        assert method.get("x-extension", False) == row.EXTENSION
        codes = [_resolved(error)["code"] for error in method["errors"]]
        assert len(codes) == len(set(codes)) > 1
        assert set(codes) <= {REFUSED, *CODES.values()}
    for event in SCHEMA["x-notifications"]:
        names = [parameter["name"] for parameter in event["params"]]
        assert names == [*(name for name, _ in fields(OURS[event["name"]])), "seq"]


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = SCHEMA
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def test_the_sdk_has_every_command_event_and_status() -> None:
    methods = [name for name in vars(Commands) if not name.startswith("_")]
    # login and resume are the connection's; `command` is beside the others.
    assert len(methods) == len(ROWS) - 1
    assert list(SDK_EVENTS) == list(OURS)
    assert {s.name: s.value for s in SdkStatus} == {s.name: s.value for s in Status}
