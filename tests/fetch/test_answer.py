"""JSON as values: bounded, in order, numbers as they are written."""

from __future__ import annotations

import json

import pytest

from callseat.fetch.answer import MOST_LETTERS, MOST_OF_NAME, NotJsonError, values_of


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ('{"a": {"b": [null, false, 1e400, -0.10]}}',
         {"a.b.0": "", "a.b.1": "false", "a.b.2": "1e400", "a.b.3": "-0.10"}),
        ('"words"', {"value": "words"}),
        ("12", {"value": "12"}),
        ("{}", {}),
        ('{"a.b": "1", "a": {"b": "2"}}', {"a.b": "1"}),
        (r'{"a": "\ud800\u0000"}', {"a": "?\ufffd"}),
        ('{"n": %s}' % ("9" * 5000), {"n": "9" * MOST_LETTERS}),
        (json.dumps({"k" * (MOST_OF_NAME + 1): 1, "b": 2}), {"b": "2"}),
    ],
)  # fmt: skip
def test_values(body: str, values: dict[str, str]) -> None:
    assert dict(values_of(body.encode())) == values


def test_not_more_than_64_of_them() -> None:
    found = values_of(json.dumps([[number] for number in range(1000)]).encode())
    assert [text for _, text in found] == [str(number) for number in range(64)]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe{\x00}\x00", b"[" * 65_000, b"Infinity", b"{}{}"]
)
def test_what_is_not_json(body: bytes) -> None:
    with pytest.raises(NotJsonError):
        values_of(body)
