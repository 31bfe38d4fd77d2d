"""Outside text cannot act on a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from callseat.printable import printable


def test_what_shows_as_itself_stays() -> None:
    assert printable("安娜 Anna +86 138") == "安娜 Anna +86 138"


def test_escapes_and_line_breaks_show_their_codes() -> None:
    assert printable("\x1b[2J\n\x9b") == "\\x1b[2J\\n\\x9b"


@given(st.text())
def test_the_result_is_always_printable(text: str) -> None:
    assert printable(text).isprintable()
