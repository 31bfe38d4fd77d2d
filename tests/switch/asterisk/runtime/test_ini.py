"""Sections become text in which no value can act."""

import pytest

from callseat.switch.asterisk.runtime.ini import objects, render, section


def test_sections_are_rendered_in_order() -> None:
    text = render([section("general", enabled=True, port=5), objects("logfiles", [("a", "b")])])
    assert text == "[general]\nenabled = yes\nport = 5\n\n[logfiles]\na => b\n"


def test_a_semicolon_begins_no_comment() -> None:
    assert render([section("a", b="x;y")]) == "[a]\nb = x\\;y\n"


@pytest.mark.parametrize("value", ["x\n[evil]", "x\rsecret=1", "x\0"])
def test_a_value_cannot_begin_a_line(value: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        render([section("a", b=value)])
