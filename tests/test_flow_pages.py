"""The pages about flows: every example is without fault, and every kind has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callseat.domain.flow.rules import KnownNames
from callseat.store.flow_fields import types_of
from callseat.store.flow_file import KINDS, read_flow

HOWTO = Path(__file__).parents[1] / "docs/howto"
KNOWN = KnownNames(
    sounds=frozenset({"welcome", "menu"}),
    queues=frozenset({"sales"}),
    calendars=frozenset({"office"}),
    flows=frozenset({"greeting"}),
    groups=frozenset({"front"}),
    seats=frozenset({"anna"}),
)


@pytest.mark.parametrize("name", ["flows.md", "flows.zh-CN.md"])
def test_examples_and_fields(name: str) -> None:
    page = (HOWTO / name).read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    used = {type(one.node) for text in examples for one in read_flow(text, KNOWN).nodes}
    assert used == set(KINDS.values())
    for word, kind in KINDS.items():
        section = page.split(f"\n## {word}\n")[1].split("\n## ")[0]
        for field in types_of(kind):
            assert f"`{field.rstrip('_')}`" in section, (word, field)
