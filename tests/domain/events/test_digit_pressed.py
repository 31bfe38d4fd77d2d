"""Keys of the telephone count in the flow, and nowhere else."""

from __future__ import annotations

import pytest

from callseat.domain.inputs import DigitPressed
from tests.domain.scenes import call_in, leg_of, opened, talking


@pytest.mark.parametrize("digit", ["", "11", "x", "٣", "\n"])
def test_what_no_telephone_sends_is_nothing(digit: str) -> None:
    play = opened()
    call_in(play, callee="4002")
    play.forget()
    play.do(DigitPressed(play.now, "k1", digit))
    play.wants("")


def test_keys_in_a_call_or_while_waiting_are_nothing() -> None:
    play = talking("anna")
    call_in(play, "k2")
    play.forget()
    for leg in ("k1", "k2", leg_of(play, "anna"), "l-X-99"):
        play.do(DigitPressed(play.now, leg, "1"))
    play.wants("")
