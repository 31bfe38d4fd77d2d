"""Which numbers a seat may call, and which it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.directory import Account, OutboundRules, Reach, Role, Rules
from callseat.domain.errors import Reason, Refused
from callseat.domain.outside_number import (
    MINUTE,
    OutsideCall,
    admit,
    check,
    cleaned,
    distance,
    is_emergency,
)

RULES = Rules()
ANNA = Account("anna", callers=("02112345678", "+862187654321"))
BOSS = Account("boss", role=Role.ADMINISTRATOR)
NOTHING_FORBIDDEN = Rules(outbound=OutboundRules(forbidden=()))


def refused(rules: Rules, account: Account, callee: str, caller: str = "") -> tuple[Reason, str]:
    with pytest.raises(Refused) as error:
        check(rules, account, callee, caller)
    return error.value.reason, error.value.parameter


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13912345678", "13912345678"),
        ("+86 139-1234-5678", "+8613912345678"),
        (" (021) 1234 5678 ", "02112345678"),
        ("（021）1234－5678", "02112345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("\u202d+86\u00a0139\u2011123\u2013456\u20127 8\u202c", "+8613912345678"),
        ("*21*10086#", "*21*10086#"),
    ],
)
def test_what_people_write_between_the_digits_is_left_out(text: str, number: str) -> None:
    assert cleaned(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " -() ",
        "+",
        "1+2",
        "++861391234567",
        "12345;rtp=1",
        "1234@carrier",
        "100&PJSIP/200",
        "1234\n5678",
        "1234\r\nX-Header: 1",
        "12,34",
        "12.34",
        "twelve",
        "٠١٢٣٤٥٦٧",
        "１²³",
        "①②③",
        "${SHELL(id)}",
        "021 12345678转12",
        "\x00110",
        "1" * 33,
        " " * 70 + "110",
    ],
)
def test_everything_else_is_no_number(text: str) -> None:
    assert refused(RULES, BOSS, text) == (Reason.NUMBER_INVALID, "callee")


@given(st.text())
def test_what_comes_out_is_safe_in_a_dial_string(text: str) -> None:
    assert set(cleaned(text)) <= set("+*#0123456789")
    assert "+" not in cleaned(text)[1:]


@pytest.mark.parametrize(
    ("number", "far"),
    [
        ("12345678", Reach.LOCAL),
        ("10086", Reach.LOCAL),
        ("95588", Reach.LOCAL),
        ("4001234", Reach.LOCAL),
        ("4001234567", Reach.NATIONAL),
        ("8001234567", Reach.NATIONAL),
        ("13912345678", Reach.NATIONAL),
        ("02112345678", Reach.NATIONAL),
        ("075512345678", Reach.NATIONAL),
        ("013912345678", Reach.NATIONAL),
        ("02112345", Reach.NATIONAL),
        ("+8613912345678", Reach.NATIONAL),
        ("+862112345678", Reach.NATIONAL),
        ("008613912345678", Reach.NATIONAL),
        ("+85212345678", Reach.INTERNATIONAL),
        ("0085212345678", Reach.INTERNATIONAL),
        ("+12025550123", Reach.INTERNATIONAL),
        ("12", None),
        ("139123456789", None),
        ("1391234567", None),
        ("021110", None),
        ("0110", None),
        ("+86110", None),
        ("00", None),
        ("179090012025550123", None),
        ("400123456", None),
    ],
)
def test_how_far_a_number_is_away(number: str, far: Reach | None) -> None:
    assert distance(RULES.outbound, number) is far


def test_without_a_plan_no_number_is_known() -> None:
    assert distance(OutboundRules(plan=()), "13912345678") is None


FARTHEST = {
    Reach.LOCAL: "12345678",
    Reach.NATIONAL: "13912345678",
    Reach.INTERNATIONAL: "+12025550123",
}


@pytest.mark.parametrize("number", FARTHEST)
@pytest.mark.parametrize("own", [None, *Reach])
@pytest.mark.parametrize("role", Role)
def test_a_seat_calls_as_far_as_itself_or_else_its_role_may(
    role: Role, own: Reach | None, number: Reach
) -> None:
    account = Account("x", role=role, reach=own)
    may = own or (Reach.NATIONAL if role is Role.AGENT else Reach.INTERNATIONAL)
    reaches = list(Reach)
    if reaches.index(number) <= reaches.index(may):
        assert check(RULES, account, FARTHEST[number], "").number == FARTHEST[number]
    else:
        assert refused(RULES, account, FARTHEST[number]) == (Reason.NUMBER_FORBIDDEN, "callee")


@pytest.mark.parametrize("number", ["110", "119", "120", "122", " 1-1-0 ", "１１０"])
def test_every_seat_may_call_for_help(number: str) -> None:
    rules = Rules(outbound=OutboundRules(plan=(), forbidden=("1",)))
    call = check(rules, Account("x", reach=Reach.INTERNAL), number, "")
    assert call.emergency
    assert is_emergency(rules.outbound, call.number)


def test_another_number_is_no_emergency() -> None:
    assert not check(RULES, ANNA, "10086", "").emergency
    assert not is_emergency(RULES.outbound, "1100")


@pytest.mark.parametrize("number", ["*72", "#21#", "*#06#", "**21*13912345678#"])
def test_star_codes_are_forbidden_unless_the_site_says_otherwise(number: str) -> None:
    assert refused(RULES, BOSS, number) == (Reason.NUMBER_FORBIDDEN, "callee")


def test_a_site_may_open_star_codes() -> None:
    assert check(NOTHING_FORBIDDEN, BOSS, "*72#", "").number == "*72#"


@pytest.mark.parametrize("prefix", ["1390", "+861390", "00861390", "01390"])
@pytest.mark.parametrize(
    "number",
    ["13901234567", "013901234567", "+8613901234567", "008613901234567", "+86 (0)139 0123 4567"],
)
def test_a_forbidden_number_is_so_in_every_spelling(prefix: str, number: str) -> None:
    rules = Rules(outbound=OutboundRules(forbidden=(prefix,)))
    assert refused(rules, BOSS, number) == (Reason.NUMBER_FORBIDDEN, "callee")


@pytest.mark.parametrize("prefix", ["+882", "00882"])
@pytest.mark.parametrize("number", ["+88212345678", "0088212345678"])
def test_a_forbidden_country_is_so_in_every_spelling(prefix: str, number: str) -> None:
    rules = Rules(outbound=OutboundRules(forbidden=(prefix,)))
    assert refused(rules, BOSS, number) == (Reason.NUMBER_FORBIDDEN, "callee")


def test_a_forbidden_area_does_not_forbid_local_numbers_that_begin_alike() -> None:
    rules = Rules(outbound=OutboundRules(forbidden=("021",)))
    assert check(rules, BOSS, "21123456", "").number == "21123456"
    assert refused(rules, BOSS, "+862112345678") == (Reason.NUMBER_FORBIDDEN, "callee")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "02112345678"),
        ("02112345678", "02112345678"),
        ("021-1234 5678", "02112345678"),
        ("+86 21 8765 4321", "+862187654321"),
    ],
)
def test_a_seat_shows_one_of_its_numbers(asked: str, shown: str) -> None:
    assert check(RULES, ANNA, "10086", asked) == OutsideCall("10086", shown)


@pytest.mark.parametrize("caller", ["13912345678", "2112345678", "anna", " ", "02112345678;x"])
def test_a_number_that_is_not_the_seats_is_never_shown(caller: str) -> None:
    assert refused(RULES, ANNA, "10086", caller) == (Reason.CALLER_NOT_ALLOWED, "caller")


def test_a_seat_without_numbers_withholds() -> None:
    nobody = replace(ANNA, callers=())
    assert check(RULES, nobody, "10086", "").caller == ""
    assert refused(RULES, nobody, "10086", " ") == (Reason.CALLER_NOT_ALLOWED, "caller")


def test_the_number_is_judged_before_the_caller() -> None:
    assert refused(RULES, ANNA, "x", "x") == (Reason.NUMBER_INVALID, "callee")


def test_so_many_calls_a_minute_and_no_more() -> None:
    times: list[int] = []
    assert [admit(times, at, 2) for at in (1000, 2000, 3000, 999 + MINUTE)] == [
        True,
        True,
        False,
        False,
    ]
    assert times == [1000, 2000]
    assert admit(times, 1000 + MINUTE, 2)
    assert times == [2000, 1000 + MINUTE]


@given(st.lists(st.integers(0, 200_000)).map(sorted), st.integers(1, 5))
def test_no_minute_has_more_calls_than_allowed(calls: list[int], limit: int) -> None:
    times: list[int] = []
    admitted = []
    for at in calls:
        if admit(times, at, limit):
            admitted.append(at)
        assert len(times) <= limit
    assert all(sum(begin <= at < begin + MINUTE for at in admitted) <= limit for begin in admitted)
