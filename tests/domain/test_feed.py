"""The status feed: what a watcher was shown is always what is, whatever happens in between."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callseat.domain import commands, feed
from callseat.domain.directory import Account, Directory, Group, Role, Skill
from callseat.domain.effects import Effect, EndSession, Notify, OpenSession, Watch
from callseat.domain.inputs import Asked, ConnectionLost, DirectoryLoaded, Input, PhoneReachable
from callseat.domain.notices import OnStatus, OnUnwatch, OnWatch
from callseat.domain.seat import pending_answer, status_of
from callseat.session.login import Login
from callseat.session.sessions import Sessions
from tests.domain.playbook import Playbook, a_directory
from tests.domain.scenes import call_in, hang_up_phone, opened, pick_up, ring

USERS = ("anna", "ben", "cora", "dora")
GROUPS = ("g1", "g2", "")
EXTENSIONS = {user: str(1001 + n) for n, user in enumerate(USERS)}

accounts = st.fixed_dictionaries(
    {},
    optional={
        user: st.tuples(
            st.sampled_from(Role),
            st.sampled_from(GROUPS),
            st.lists(st.sampled_from(GROUPS[:2]), unique=True),
        )
        for user in USERS
    },
)
deeds = st.one_of(
    st.tuples(
        st.sampled_from(
            [
                *("login", "watch", "watch", "unwatch", "busy", "ready", "logout", "break"),
                *("resume", "replay", "ring", "pick up", "put down", "call"),
                *("rest", "rest over", "auto", "force out", "force busy"),
                *("phone lost", "phone back", "time"),
            ]
        ),
        st.sampled_from(USERS),
    ),
    st.tuples(st.just("directory"), accounts),
)


def directory_of(people: dict[str, Any]) -> Directory:
    return a_directory(
        groups=(Group("g1"), Group("g2")),
        accounts=tuple(
            Account(user, "", role, EXTENSIONS[user], group, tuple(named), (Skill("sales"),))
            for user, (role, group, named) in people.items()
        ),
    )


Shown = tuple[str, str, dict[str, str]]  # status, mode, pending


def picture(notice: OnStatus) -> Shown:
    return notice.status, notice.mode, {"pending": notice.pending} if notice.pending else {}


class House(Playbook):
    """The domain and the sessions, and what each client would show by what it was told."""

    def __init__(self) -> None:
        self.sessions = Sessions()
        self.views: dict[str, dict[str, Shown]] = {}
        self.serial = 0
        everybody = {user: (Role.SUPERVISOR, "g1", ["g1", "g2"]) for user in USERS}
        super().__init__(directory_of(everybody))

    def do(self, given: Input) -> list[Effect]:
        told: dict[str, list[OnStatus]] = {}
        effects = super().do(given)
        for effect in effects:
            match effect:
                case OpenSession(session, user):
                    self.sessions.open(session, user)
                    self.views[session] = {}
                case EndSession(session):
                    self.sessions.close(session)
                    self.views.pop(session, None)
                case Watch(session, groups):
                    self.sessions.watch(session, groups)
                case Notify(to, notice):
                    for login in self.sessions.audience(to):
                        self.hear(login, notice, told)
        return effects

    def hear(self, login: Login, notice: Any, told: dict[str, list[OnStatus]]) -> None:
        view = self.views[login.session]
        match notice:
            case OnWatch():
                own = {user: one for user, one in view.items() if user == login.user}
                self.views[login.session] = own
                told.pop(login.session, None)
            case OnUnwatch(user):
                view.pop(user, None)
            case OnStatus(user):
                assert notice not in told.setdefault(login.session, []), "told twice"
                told[login.session].append(notice)
                view[user] = picture(notice)

    def command(self, user: str, name: str, *params: Any, session: str = "") -> None:
        seat = self.world.seats.get(user)
        session = session or (seat.session if seat else "")
        row = commands.TABLE[name].Params(*params)
        self.do(Asked(self.now, "q", session, user, name, row))

    def happen(self, deed: str, what: Any) -> None:
        self.now += 10
        self.serial += 1
        if deed == "directory":
            self.do(DirectoryLoaded(self.now, directory_of(what)))
        elif deed == "login":
            self.command(what, "login", what, "", session=f"s{self.serial}")
        elif deed in ASKS:
            self.command(what, *ASKS[deed])
        else:
            self.outside(deed, what)

    def outside(self, deed: str, user: str) -> None:
        seat = self.world.seats.get(user)
        match deed:
            case "break" if seat:
                self.do(ConnectionLost(self.now, seat.session, user))
            case "phone lost" | "phone back":
                there = deed == "phone back"
                self.do(PhoneReachable(self.now, EXTENSIONS[user], reachable=there))
            case "time":
                self.passes(70)
            case "call":
                call_in(self, f"k{self.serial}")
            case "ring" | "pick up" | "put down" if seat and seat.leg:
                {"ring": ring, "pick up": pick_up, "put down": hang_up_phone}[deed](self, user)

    def check(self) -> None:
        for session, view in self.views.items():
            login = self.sessions.login(session)
            assert login is not None
            seat = self.world.seats[login.user]
            groups = feed.scope(self.world, seat) if login.user in self.world.watchers else ()
            wanted = {u: s for u, s in self.world.seats.items() if s.account.group in groups}
            wanted[login.user] = seat
            assert view == {
                user: (str(int(status_of(one))), one.mode.value, pending_answer(one))
                for user, one in wanted.items()
            }


ASKS: dict[str, tuple[Any, ...]] = {
    "rest": ("requestRest",),
    "rest over": ("cancelRest",),
    "auto": ("autoCall",),
    "force out": ("forceOut", "anna"),
    "force busy": ("forceBusy", "ben"),
    "watch": ("subscribeClientStatus", "1"),
    "unwatch": ("subscribeClientStatus", "0"),
    "busy": ("doNotDisturb",),
    "ready": ("ready",),
    "logout": ("logout",),
    "resume": ("resume", "", -1),
    "replay": ("resume", "", 0),
}


@settings(deadline=None, max_examples=300)
@given(st.lists(deeds, max_size=40))
def test_snapshot_and_notices_make_the_next_snapshot(history: list[tuple[str, Any]]) -> None:
    house = House()
    for user in USERS:
        house.happen("login", user)
        house.happen("watch", user)
    for deed, what in history:
        house.happen(deed, what)
        house.check()


def watching(role: Role, group: str = "g1", supervises: tuple[str, ...] = ()) -> Playbook:
    """anna watches; ben is in g1, cora in g2, dora in none."""
    people = (
        Account("anna", "", role, "1001", group, supervises),
        Account("ben", extension="1002", group="g1"),
        Account("cora", extension="1003", group="g2"),
        Account("dora", extension="1004"),
    )
    play = opened("anna", accounts=people, groups=(Group("g1"), Group("g2")))
    play.ask("anna", "subscribeClientStatus", "1")
    return play


def shown(play: Playbook) -> list[str]:
    return [
        effect.notice.targetUserName
        for effect in play.effects
        if isinstance(effect, Notify) and isinstance(effect.notice, OnStatus)
    ]


@pytest.mark.parametrize(
    ("role", "supervises", "seen"),
    [
        (Role.AGENT, (), ["anna", "ben"]),
        (Role.AGENT, ("g2",), ["anna", "ben"]),
        (Role.SUPERVISOR, ("g2",), ["cora"]),
        (Role.SUPERVISOR, ("g2", "g1"), ["cora", "anna", "ben"]),
        (Role.SUPERVISOR, (), []),
        (Role.ADMINISTRATOR, (), ["anna", "ben", "cora", "dora"]),
    ],
)
def test_the_scope_is_by_role(role: Role, supervises: tuple[str, ...], seen: list[str]) -> None:
    assert shown(watching(role, supervises=supervises)) == seen


def test_an_agent_without_a_group_sees_only_itself() -> None:
    play = watching(Role.AGENT, group="")
    play.wants("""
        Accept ask=q2
        Watch session=session-anna groups=()
        Seat user=anna: OnWatch seats=0
    """)


def test_the_picture_comes_at_once_with_the_seconds_spent() -> None:
    play = watching(Role.AGENT)
    play.wants("""
        Accept ask=q2
        Watch session=session-anna groups=('g1',)
        Seat user=anna: OnWatch seats=2
        Seat user=anna: OnStatus targetUserName=anna status=1 statustime=1 since=+0s previous=0 cause=login
        Seat user=anna: OnStatus targetUserName=ben status=0 statustime=0 previous=0
    """)


def test_off_means_off() -> None:
    play = watching(Role.AGENT)
    play.forget()
    play.ask("anna", "subscribeClientStatus", "0")
    play.ask("anna", "subscribeClientStatus", "0")
    play.wants("""
        Accept ask=q3
        Watch session=session-anna groups=()
        Seat user=anna: OnWatch seats=0
        Accept ask=q4
    """)


@pytest.mark.parametrize("mode", ["", "2", "on", " 1"])
def test_other_modes_are_bad(mode: str) -> None:
    play = opened("anna")
    play.ask("anna", "subscribeClientStatus", mode)
    play.wants("Refuse ask=q2 reason=bad_parameter parameter=mode")


def test_it_survives_a_new_login_but_not_a_logout() -> None:
    play = watching(Role.AGENT)
    play.do(ConnectionLost(play.now, "session-anna", "anna"))
    play.forget()
    play.ask("anna", "login", "anna", "")
    assert shown(play) == ["anna", "anna", "ben"]
    play.ask("anna", "logout")
    play.forget()
    play.ask("anna", "login", "anna", "")
    assert shown(play) == ["anna"]


def test_a_seat_that_nobody_has_seen_leave_costs_the_others_nothing() -> None:
    play = opened("anna")
    play.do(DirectoryLoaded(play.now, a_directory(accounts=a_directory().accounts[:1])))
    play.wants("")
