"""Who hears what, checked against the plain definition for random histories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callseat.domain.directory import Account, Directory, Role, Skill
from callseat.domain.effects import (
    Audience,
    GroupWatchers,
    QueueSeats,
    Seat,
    Supervisors,
    Watchers,
)
from callseat.session import login as login_module
from callseat.session.answers import Answers
from callseat.session.login import KEPT_CHARACTERS, KEPT_SECONDS, Login
from callseat.session.sessions import Sessions
from callseat.session.tokens import Tokens

USERS = [f"u{i}" for i in range(4)]
SESSIONS = [f"s{i}" for i in range(6)]
QUEUES = ["q0", "q1"]
GROUPS = ["g0", "g1"]

accounts = st.tuples(
    st.sampled_from(list(Role)),
    st.lists(st.sampled_from(QUEUES), unique=True, max_size=2),
    st.lists(st.sampled_from(GROUPS), unique=True, max_size=2),
)
directories = st.fixed_dictionaries(dict.fromkeys(USERS, accounts))
People = dict[str, tuple[Role, list[str], list[str]]]  # role, queues served, groups supervised
deeds = st.one_of(
    st.tuples(st.just("open"), st.sampled_from(SESSIONS), st.sampled_from(USERS)),
    st.tuples(st.just("close"), st.sampled_from(SESSIONS)),
    st.tuples(st.just("watch"), st.sampled_from(SESSIONS), st.lists(st.sampled_from(GROUPS))),
    st.tuples(st.just("load"), directories),
)


def directory_of(people: People) -> Directory:
    return Directory(
        accounts=tuple(
            Account(
                user,
                role=role,
                supervises=tuple(groups),
                skills=tuple(Skill(queue) for queue in queues),
            )
            for user, (role, queues, groups) in people.items()
        )
    )


class Plain:
    """The same by scanning everything."""

    def __init__(self) -> None:
        self.people: People = {}
        self.users: dict[str, str] = {}  # session -> user
        self.watched: dict[str, list[str]] = {}
        self.deaf: set[str] = set()  # taken over

    def do(self, deed: tuple) -> None:  # type: ignore[type-arg]
        match deed:
            case "open", session, user:
                self.deaf |= {s for s, other in self.users.items() if other == user}
                self.users[session] = user
                self.watched.pop(session, None)
                self.deaf.discard(session)
            case "close", session:
                self.users.pop(session, None)
                self.watched.pop(session, None)
                self.deaf.discard(session)
            case "watch", session, groups if session in self.users and session not in self.deaf:
                self.watched[session] = groups
            case "load", people:
                self.people = people

    def person(self, user: str) -> tuple[Role, list[str], list[str]]:
        return self.people.get(user, (Role.AGENT, [], []))

    def audience(self, to: Audience) -> set[str]:
        hearing = {s: user for s, user in self.users.items() if s not in self.deaf}
        match to:
            case Seat(user):
                return {s for s, other in hearing.items() if other == user}
            case QueueSeats(queue):
                return {s for s, other in hearing.items() if queue in self.person(other)[1]}
            case Supervisors(group):
                people = {s: self.person(other) for s, other in hearing.items()}
                return {
                    s
                    for s, (role, _, groups) in people.items()
                    if role is Role.SUPERVISOR and group in groups
                }
            case Watchers(user, group):
                return {
                    s
                    for s, other in hearing.items()
                    if other == user or group in self.watched.get(s, [])
                }
            case GroupWatchers(group):
                return {s for s in hearing if group in self.watched.get(s, [])}


@given(st.lists(deeds, max_size=30))
def test_audiences_are_those_of_the_plain_definition(history: list[tuple]) -> None:  # type: ignore[type-arg]
    plain, sessions = Plain(), Sessions()
    for deed in history:
        match deed:
            case "open", session, user:
                sessions.open(session, user)
            case "close", session:
                sessions.close(session)
            case "watch", session, groups:
                sessions.watch(session, groups)
            case "load", people:
                sessions.load(directory_of(people))
        plain.do(deed)
        for to in _audiences():
            heard = [login.session for login in sessions.audience(to)]
            assert sorted(heard) == sorted(plain.audience(to)), (deed, to)


def _audiences() -> list[Audience]:
    return [
        *(Seat(user) for user in USERS),
        *(QueueSeats(queue) for queue in QUEUES),
        *(Supervisors(group) for group in GROUPS),
        *(GroupWatchers(group) for group in GROUPS),
        *(Watchers(user, group) for user in USERS for group in GROUPS),
    ]


@given(
    st.lists(st.text(max_size=5), max_size=30),
    st.integers(-2, 40),
    st.integers(0, 40),
    st.booleans(),
)
def test_events_are_numbered_without_gaps_and_the_last_are_kept(
    events: list[str], seq: int, limit: int, away: bool
) -> None:
    login = Login("s", "u", away=away)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(login_module, "KEPT_EVENTS", limit)
        numbers = [login.count((0.0, event)) for event in events]
    assert numbers == list(range(1, len(events) + 1))
    missed = login.after(seq)
    if seq > len(events) or seq < max(0, len(events) - limit):
        assert missed is None
    else:
        assert missed == list(enumerate(events, 1))[seq:]


def test_few_large_events_are_kept() -> None:
    login = Login("s", "u", away=True)
    for _ in range(5):
        login.count((0.0, "x" * (KEPT_CHARACTERS // 2)))
    assert login.after(2) is None
    assert [seq for seq, _ in login.after(3) or ()] == [4, 5]


def test_old_events_are_dropped_unless_the_client_is_away() -> None:
    here, away = Login("s", "u"), Login("s", "u", away=True)
    for login in (here, away):
        login.count((0.0, "old"))
        login.count((KEPT_SECONDS + 1, "new"))
    assert here.after(0) is None
    assert here.after(1) == [(2, "new")]
    assert away.after(0) == [(1, "old"), (2, "new")]


def test_a_token_opens_its_session_until_it_is_void() -> None:
    tokens = Tokens()
    tokens.give("s1", "first")
    tokens.give("s2", "second")
    tokens.give("s1", "third")
    assert [tokens.session(token) for token in ("first", "second", "third", "")] == [
        "", "s2", "s1", "",
    ]  # fmt: skip
    tokens.void("s1")
    tokens.void("s1")
    assert tokens.session("third") == ""


@given(st.lists(st.one_of(st.integers(0, 40), st.integers(0, 40).map(str))))
def test_answers_are_kept_by_id_and_bounded(ids: list[int | str]) -> None:
    answers = Answers(limit=10)
    kept: dict[int | str, str] = {}
    for i, one in enumerate(ids):
        if answers.given(one) is not None:
            assert answers.given(one) == kept[one]
            continue
        answers.expect(one)
        assert answers.is_pending(one)
        answers.keep(one, f"answer {i}")
        kept[one] = f"answer {i}"
        assert not answers.is_pending(one)
    assert sum(answers.given(one) is not None for one in kept) == min(10, len(kept))
