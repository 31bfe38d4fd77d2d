"""Where a direct call to an extension goes, as a table of what was set and of who is busy."""

from __future__ import annotations

import pytest

from callseat.domain.directory import Account, Directory, Forwarding, Group, Skill
from callseat.domain.forwarding import Destination, is_busy, resolve
from callseat.domain.inputs import DirectoryLoaded, PhoneReachable
from callseat.domain.rows import ForwardingRow
from tests.domain.playbook import START, Playbook, a_directory, rows
from tests.domain.scenes import call_in, opened, pick_up, ring

CITY = "13800138000"
USERS = {"anna": "1001", "ben": "1002", "cleo": "1003", "dora": "1004", "emil": "1005"}
ACCOUNTS = tuple(
    Account(user, extension=extension, group="g1", skills=(Skill("sales"),))
    for user, extension in USERS.items()
)


def directory(*slots: tuple[str, str, str]) -> Directory:
    return a_directory(accounts=ACCOUNTS, forwardings=tuple(Forwarding(*one) for one in slots))


def house(*slots: tuple[str, str, str], busy: tuple[str, ...] = ()) -> Playbook:
    """Everybody is logged in with the phone there, but for the extensions that are busy."""
    play = Playbook(directory(*slots))
    for extension in USERS.values():
        play.do(PhoneReachable(play.now, extension, reachable=True))
    play.log_in(*(user for user, extension in USERS.items() if extension not in busy))
    return play


@pytest.mark.parametrize(
    ("slots", "busy", "wanted"),
    [
        ([], (), Destination("1001")),
        ([], ("1001",), Destination("1001", busy=True)),
        ([("1001", "1002", "")], (), Destination("1002", path=("1001",))),
        ([("1001", "1002", "")], ("1001",), Destination("1002", path=("1001",))),
        ([("1001", "1002", "")], ("1002",), Destination("1002", busy=True, path=("1001",))),
        ([("1001", "", "1002")], (), Destination("1001")),
        ([("1001", "", "1002")], ("1001",), Destination("1002", path=("1001",))),
        ([("1001", "1003", "1002")], ("1001",), Destination("1003", path=("1001",))),
        ([("1001", CITY, "")], (), Destination(CITY, outside=True, path=("1001",))),
        (
            [("1001", "", "1002"), ("1002", "", CITY)],
            ("1001", "1002"),
            Destination(CITY, outside=True, path=("1001", "1002")),
        ),
        (
            [("1001", "", "1002"), ("1002", "", CITY)],
            ("1001",),
            Destination("1002", path=("1001",)),
        ),
        (
            [("1001", "1002", ""), ("1002", "1003", ""), ("1003", "1004", "")],
            (),
            Destination("1004", path=("1001", "1002", "1003")),
        ),
        (  # one hop too many
            [("1001", "1002", ""), ("1002", "1003", ""), ("1003", "1004", ""), ("1004", CITY, "")],
            (),
            Destination("1004", busy=True, path=("1001", "1002", "1003", "1004")),
        ),
        (  # a loop of two, and one of itself
            [("1001", "1002", ""), ("1002", "1001", "")],
            (),
            Destination("1002", busy=True, path=("1001", "1002")),
        ),
        ([("1001", "1001", "")], (), Destination("1001", busy=True, path=("1001",))),
        (  # a loop only while both are busy
            [("1001", "", "1002"), ("1002", "", "1001")],
            ("1001", "1002"),
            Destination("1002", busy=True, path=("1001", "1002")),
        ),
        (
            [("1001", "", "1002"), ("1002", "", "1001")],
            ("1001",),
            Destination("1002", path=("1001",)),
        ),
    ],
)
def test_resolve(
    slots: list[tuple[str, str, str]], busy: tuple[str, ...], wanted: Destination
) -> None:
    assert resolve(house(*slots, busy=busy).world, "1001") == wanted


def test_busy_is_all_but_idle_and_work() -> None:
    play = opened("anna", groups=(Group("g1", rest_quota=1),))
    assert not is_busy(play.world, "1001")
    for command, busy in (
        ("workBusy", False),
        ("doNotDisturb", True),
        ("requestRest", True),
        ("cancelRest", False),
    ):
        play.ask("anna", command)
        assert is_busy(play.world, "1001") is busy, command
    play.do(PhoneReachable(play.now, "1001", reachable=False))
    assert is_busy(play.world, "1001"), "unreachable"
    play.do(PhoneReachable(play.now, "1001", reachable=True))
    call_in(play)
    ring(play, "anna")
    assert is_busy(play.world, "1001"), "ringing"
    pick_up(play, "anna")
    assert is_busy(play.world, "1001"), "talking"
    assert is_busy(play.world, "1002"), "off duty"


@pytest.mark.parametrize(
    ("deeds", "always", "busy"),
    [
        ([(1, "1002")], "1002", ""),
        ([(2, CITY)], "", CITY),
        ([(1, "1002"), (2, "1003")], "1002", "1003"),
        ([(1, "1002"), (1, "1003")], "1003", ""),
        ([(1, "1002"), (2, "1003"), (0, "")], "", ""),
        ([(1, "1002"), (0, "1003")], "", ""),
        ([(1, "+8613800138000")], "+8613800138000", ""),
        ([(1, "*21#")], "*21#", ""),
        ([(1, "12")], "12", ""),
        ([(1, "1" * 20)], "1" * 20, ""),
    ],
)
def test_what_is_set_is_saved(deeds: list[tuple[int, str]], always: str, busy: str) -> None:
    play = house()
    for mode, callee in deeds:
        play.ask("anna", "requestSetTransfer", mode, callee)
    play.wants(
        "\n".join(
            line
            for number, row in enumerate(rows(play, ForwardingRow), 6)
            for line in (f"Accept ask=q{number}", _saved(row))
        )
    )
    saved = rows(play, ForwardingRow)[-1]
    assert (saved.always, saved.busy) == (always, busy)
    assert play.world.forwardings["1001"] == Forwarding("1001", always, busy, saved.set_at)


def _saved(row: ForwardingRow) -> str:
    shown = [f" {name}={getattr(row, name)}" for name in ("always", "busy") if getattr(row, name)]
    at = f"+{(row.set_at - START) / 1000:g}s"
    return f"Save ForwardingRow extension={row.extension}{''.join(shown)} set_at={at}"


@pytest.mark.parametrize(
    ("slots", "mode", "callee", "at_fault"),
    [
        ([], 3, "1002", "mode"),
        ([], -1, "1002", "mode"),
        ([], 1, "", "callee"),
        ([], 1, "1", "callee"),
        ([], 1, "1" * 21, "callee"),
        ([], 1, "10 02", "callee"),
        ([], 1, "SIP/1002", "callee"),
        ([], 1, "1002&1003", "callee"),
        ([], 1, "1002\n", "callee"),
        ([], 1, "１００２", "callee"),
        ([], 1, "1001", "callee"),
        ([], 2, "1001", "callee"),
        ([("1002", "1001", "")], 1, "1002", "callee"),
        ([("1002", "", "1001")], 1, "1002", "callee"),
        ([("1002", "", "1003"), ("1003", "1001", "")], 2, "1002", "callee"),
        (
            [("1002", "1003", ""), ("1003", "1004", ""), ("1004", CITY, "")],
            1,
            "1002",
            "callee",
        ),
        ([("1002", "1003", ""), ("1003", "1002", "")], 1, "1002", "callee"),
    ],
)
def test_what_can_not_be_is_refused(
    slots: list[tuple[str, str, str]], mode: int, callee: str, at_fault: str
) -> None:
    play = house(*slots)
    play.ask("anna", "requestSetTransfer", mode, callee)
    play.wants(f"Refuse ask=q6 reason=bad_parameter parameter={at_fault}")


def test_three_hops_are_allowed() -> None:
    play = house(("1002", "1003", ""), ("1003", CITY, ""))
    play.ask("anna", "requestSetTransfer", 1, "1002")
    assert resolve(play.world, "1001") == Destination(
        CITY, outside=True, path=("1001", "1002", "1003")
    )


def test_it_is_kept_over_logout_and_a_directory_that_is_older() -> None:
    play = house(("1001", "1005", ""))
    play.ask("anna", "requestSetTransfer", 1, "1002")
    play.ask("anna", "logout")
    play.do(DirectoryLoaded(play.now, directory(("1001", "1005", ""))))
    assert resolve(play.world, "1001").number == "1002"
    play.log_in("anna")
    play.ask("anna", "requestSetTransfer", 0, "")
    play.do(DirectoryLoaded(play.now, directory(("1001", "1005", ""))))
    assert resolve(play.world, "1001") == Destination("1001")


def test_the_newer_of_the_seats_and_the_administrators_slots_wins() -> None:
    play = house(("1001", "1005", ""))
    play.ask("anna", "requestSetTransfer", 1, "1002")
    mine = play.world.forwardings["1001"]
    hers = Forwarding("1001", "1003", set_at=mine.set_at + 1)
    play.do(DirectoryLoaded(play.now, a_directory(accounts=ACCOUNTS, forwardings=(hers,))))
    assert resolve(play.world, "1001").number == "1003"
    play.do(DirectoryLoaded(play.now, a_directory(accounts=ACCOUNTS, forwardings=(mine,))))
    assert resolve(play.world, "1001").number == "1003", "what was written before is older"
    play.now = hers.set_at
    play.ask("anna", "requestSetTransfer", 1, "1004")
    play.do(DirectoryLoaded(play.now, a_directory(accounts=ACCOUNTS, forwardings=(hers,))))
    assert resolve(play.world, "1001").number == "1004"


def test_what_a_line_offers_is_never_forwarded() -> None:
    play = opened("anna")
    play.ask("anna", "requestSetTransfer", 1, "1002")
    play.forget()
    call_in(play)
    assert "extension='1001', caller='13800138000', beside='k1'" in str(play.effects)
