"""Time books: whatever happens, the intervals of a session follow one another and fill it.

Random hands play the house; after each of them nobody rings twice, who is ready is idle, and in the
end every session's intervals reach from its login to its logout without gap or overlap.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from callseat.domain import commands
from callseat.domain.directory import Group, Role
from callseat.domain.effects import Save
from callseat.domain.inputs import (
    Asked,
    ConnectionLost,
    DirectoryLoaded,
    PhoneReachable,
    SwitchLost,
    SwitchSnapshot,
)
from callseat.domain.rows import SeatSessionRow, StatusIntervalRow
from callseat.domain.seat import status_of
from callseat.domain.status import Status
from callseat.domain.world import Mode
from tests.domain.books import books_are_closed, rests_add_up
from tests.domain.playbook import Playbook, a_directory, rows
from tests.domain.scenes import call_in, end_leg, hang_up_phone, leg_of, pick_up, ring

USERS = ("anna", "ben")
EXTENSIONS = {"anna": "1001", "ben": "1002"}
PARAMETERS: dict[str, tuple[str | int, ...]] = {
    "login": ("", ""),
    "changeStatus": ("12",),
    "subscribeClientStatus": ("1",),
    "resume": ("", 0),
    "forceIdle": ("anna",),
    "forceBusy": ("anna",),
    "forceOut": ("anna",),
    "requestSetTransfer": (2, "1001"),
    "requestIntercept": ("1001",),
    "turnSlic": ("1002",),
    "requestSlic": ("1002",),
    "callSeat": ("1002",),
    "listenSlic": ("1001",),
    "insertSlic": ("1001",),
    "whisperSlic": ("1001",),
    "connectQueue": ("13800138000",),
    "callOut": ("13900139000",),
    "turnOut": ("13900139000",),
    "playFile": ("hello",),
    "playConfFile": ("hello",),
    "sendDigits": ("1",),
    "attachData": ("order", "17"),
    "setDisposition": ("sold",),
    "gotoFlow": ("straight",),
}
# One may rest at a time, and nobody while callers are not answered; ben is anna's supervisor.
GROUPS = (Group("g1", rest_quota=1, rest_allowance=20, rest_floor=50),)
ACCOUNTS = tuple(
    replace(account, role=Role.SUPERVISOR, supervises=("g1",)) if account.user == "ben" else account
    for account in a_directory().accounts
)

DEEDS = st.tuples(
    st.sampled_from(
        [
            *commands.TABLE,
            *("answerCall", "login", "requestRest", "requestRest"),
            *("call", "ring", "pick up", "put down", "give up", "break"),
            *("phone lost", "phone back", "time", "switch", "remove", "restore"),
        ]
    ),
    st.sampled_from(USERS),
    st.integers(0, 30_000),
)


class Hands:
    """Does what was drawn, as far as it can be done now."""

    def __init__(self) -> None:
        self.play = Playbook(a_directory(groups=GROUPS, accounts=ACCOUNTS))
        self.legs = 0

    def do(self, deed: str, user: str, number: int) -> None:
        play = self.play
        if deed in commands.TABLE:
            self.ask(deed, user, number)
        elif user in play.world.seats and leg_of(play, user):
            {"ring": ring, "pick up": pick_up, "put down": hang_up_phone}.get(deed, self.other)(
                play, user
            )
        self.outside(deed, user, number)

    def other(self, play: Playbook, user: str) -> None:
        """The deed is none of a phone that is in use."""

    def ask(self, name: str, user: str, number: int) -> None:
        row = commands.TABLE[name]
        seat = self.play.world.seats.get(user)
        session = seat.session if seat and seat.session else f"session-{number}"
        if name == "login":
            session = f"session-{number}"
        params = row.Params(*PARAMETERS.get(name, ()))
        self.play.do(Asked(self.play.now, "q", session, user, name, params))

    def outside(self, deed: str, user: str, number: int) -> None:
        play = self.play
        match deed:
            case "call":
                self.legs += 1
                call_in(play, f"k{self.legs}")
            case "give up":
                end_leg(play, f"k{number % 5 + 1}")
            case "break" if user in play.world.seats:
                play.do(ConnectionLost(play.now, play.world.seats[user].session, user))
            case "phone lost" | "phone back":
                there = deed == "phone back"
                play.do(PhoneReachable(play.now, EXTENSIONS[user], reachable=there))
            case "switch":
                kept = tuple(play.world.legs)[number % 3 :]
                play.do(SwitchLost(play.now))
                play.do(SwitchSnapshot(play.now, kept, (), tuple(EXTENSIONS.values())))
            case "remove" | "restore":
                accounts = tuple(a for a in ACCOUNTS if deed == "restore" or a.user != user)
                changed = a_directory(groups=GROUPS, accounts=accounts)
                play.do(DirectoryLoaded(play.now, changed))
        play.passes(number / 1000 if deed == "time" else 0)

    def go_home(self) -> None:
        play = self.play
        for leg in list(play.world.legs):
            end_leg(play, leg)
        for leg in list(play.world.legs):
            end_leg(play, leg)
        for user in list(play.world.seats):
            seat = play.world.seats[user]
            if seat.base is not Status.OFFLINE:
                if not seat.connected:
                    self.ask("login", user, 99_999)
                self.ask("logout", user, 0)


def nobody_is_confused(play: Playbook) -> None:
    world = play.world
    rests_add_up(world)
    for seat in world.seats.values():
        assert (seat.activity == "none") == (seat.leg == "" and not seat.parts)
        assert status_of(seat) is seat.interval.status
        may_take = seat.interval.status is Status.IDLE and seat.connected
        may_take = may_take and not seat.cooling and not seat.leaving
        may_take = may_take and seat.mode is Mode.MANUAL
        assert (seat.user in world.lines["sales"].ready) == may_take
    for contact in world.contacts.values():
        waits = contact.id in world.lines["sales"].waiting
        assert waits == (contact.stage == "waiting")
        assert (contact.visit is not None) == (contact.stage in ("waiting", "offered"))
        assert (contact.id in world.lines["sales"].visitors) == (contact.visit is not None)


def everything_is_booked(play: Playbook) -> None:
    saved = [effect.row for effect in play.everything if isinstance(effect, Save)]
    books_are_closed(saved)
    sessions = {row.session_id for row in saved if isinstance(row, SeatSessionRow)}
    closed = [row for row in saved if isinstance(row, SeatSessionRow) and row.logout_at]
    assert len(closed) == len(sessions), "a session is closed once"


@settings(max_examples=150, deadline=None)
@given(st.lists(DEEDS, max_size=60))
def test_the_intervals_fill_the_session(deeds: list[tuple[str, str, int]]) -> None:
    hands = Hands()
    for deed in deeds:
        hands.do(*deed)
        nobody_is_confused(hands.play)
    hands.go_home()
    everything_is_booked(hands.play)
    assert hands.play.world.legs == hands.play.world.contacts == {}


def test_the_hands_do_something() -> None:
    hands = Hands()
    for deed in ("login", "call", "ring", "pick up", "time", "hangUp", "put down", "time"):
        hands.do(deed, "anna", 7000)
    hands.go_home()
    statuses = [row.status for row in rows(hands.play, StatusIntervalRow)]
    assert statuses == [1, 2, 5, 8]
    everything_is_booked(hands.play)
