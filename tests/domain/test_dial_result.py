"""How a dialled leg ended, over all codes of both networks."""

from __future__ import annotations

import pytest

from callseat.domain.dial_result import (
    CANCELLED,
    RING_TIME_OVER,
    SENTENCES,
    SWITCH_FAILED,
    DialKind,
    DialReason,
    dial_result,
)

SIP = {
    "no_answer": {408, 480},
    "busy": {486, *range(600, 700)} - {603, 604, 606, 607, 608},
    "rejected": {433, 603, 607, 608},
    "unallocated": {404, 485, 604},
    "invalid": {414, 416, 484},
    "gone": {410},
    "unreachable": {430, 482, 483, 502, 504},
    "forbidden": {401, 402, 403, 407},
    "congestion": {503},
    "incompatible": {406, 415, 488, 606},
    "redirected": set(range(300, 400)),
    "cancelled": {487},
}
Q850 = {
    "no_answer": {18, 19},
    "busy": {17},
    "rejected": {21, 24},
    "unallocated": {1},
    "invalid": {5, 28},
    "gone": {22},
    "unreachable": {2, 3, 4, 20, 25, 27, 91, 102},
    "forbidden": {50, 52, 53, 54, 55, 57, 87},
    "congestion": {*range(32, 48), 58},
    "incompatible": {*range(64, 80), 88},
    "redirected": {23},
    "cancelled": {16, 26},
}


def expected(table: dict[str, set[int]], code: int) -> str:
    return next((reason for reason, codes in table.items() if code in codes), "failed")


@pytest.mark.parametrize("status", range(300, 700))
def test_every_sip_status_has_a_reason(status: int) -> None:
    result = dial_result(0, status)
    assert result.reason == expected(SIP, status)
    assert result.kind == ("no_answer" if status in {408, 480} else "fail")


@pytest.mark.parametrize("cause", range(1, 128))
def test_every_cause_has_a_reason(cause: int) -> None:
    result = dial_result(cause)
    assert result.reason == expected(Q850, cause)
    assert result.kind == ("no_answer" if cause in {18, 19} else "fail")


def test_the_sip_status_wins() -> None:
    for status in range(300, 700):
        for cause in (0, 1, 16, 17, 19, 127):
            assert dial_result(cause, status) == dial_result(0, status)


@pytest.mark.parametrize("status", [-1, 0, 1, 100, 183, 200, 299, 700, 99_999])
def test_what_is_no_failure_in_sip_leaves_the_word_to_the_cause(status: int) -> None:
    assert dial_result(17, status).reason is DialReason.BUSY


@pytest.mark.parametrize("cause", [-1, 0, 128, 99_999])
def test_what_nobody_knows_has_failed(cause: int) -> None:
    assert dial_result(cause).reason is DialReason.FAILED


def test_what_we_know_without_a_code() -> None:
    assert RING_TIME_OVER.kind is DialKind.NO_ANSWER
    assert CANCELLED.kind is SWITCH_FAILED.kind is DialKind.FAIL


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    assert set(SENTENCES) == set(DialReason)
    assert all(text.en and text.zh for text in SENTENCES.values())
