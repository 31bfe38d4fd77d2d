"""All logins, indexed by whatever an audience can name."""

from __future__ import annotations

from collections.abc import Iterable

from callseat.domain.directory import Account, Directory, Role
from callseat.domain.effects import (
    Audience,
    GroupWatchers,
    QueueSeats,
    Seat,
    Supervisors,
    Watchers,
)
from callseat.session.login import Login

Index = dict[str, dict[str, Login]]  # what is named -> session -> login


class Sessions:
    """Logins by session, user, queue served, group supervised and group watched. Nothing scans."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._by_session: dict[str, Login] = {}
        self._by_user: dict[str, Login] = {}
        self._by_queue: Index = {}
        self._by_group: Index = {}
        self._by_scope: Index = {}

    def load(self, directory: Directory) -> None:
        """Take over who serves which queue and supervises whom, for those logged in too."""
        self._accounts = {account.user: account for account in directory.accounts}
        for login in self._by_user.values():
            self._serve(login)

    def open(self, session: str, user: str) -> Login:
        """Begin a login; one of the same user on another session hears nothing from now on."""
        self.close(session)
        former = self._by_user.get(user)
        if former is not None:
            self._unindex(former)
        login = Login(session, user)
        self._by_session[session] = login
        self._by_user[user] = login
        self._serve(login)
        return login

    def close(self, session: str) -> None:
        """End a login, if there is one."""
        login = self._by_session.pop(session, None)
        if login is None:
            return
        self._unindex(login)
        if self._by_user.get(login.user) is login:
            del self._by_user[login.user]

    def login(self, session: str) -> Login | None:
        return self._by_session.get(session)

    def watch(self, session: str, groups: Iterable[str]) -> None:
        """Let a login hear of the seats of these groups, and of no others."""
        login = self._by_session.get(session)
        if login is None or self._by_user.get(login.user) is not login:
            return
        _move(self._by_group, login, login.groups, wanted := tuple(groups))
        login.groups = wanted

    def audience(self, to: Audience) -> Iterable[Login]:
        """The logins that hear what is said to this audience, each once."""
        match to:
            case Seat(user):
                return self._alone(user)
            case QueueSeats(queue):
                return self._by_queue.get(queue, {}).values()
            case Watchers(user, group):
                return self._with_watchers(user, group)
            case GroupWatchers(group):
                return self._by_group.get(group, {}).values()
            case Supervisors(group):
                return self._by_scope.get(group, {}).values()

    def _alone(self, user: str) -> tuple[Login, ...]:
        login = self._by_user.get(user)
        return () if login is None else (login,)

    def _with_watchers(self, user: str, group: str) -> list[Login]:
        watchers = self._by_group.get(group, {})
        own = [login for login in self._alone(user) if login.session not in watchers]
        return [*own, *watchers.values()]

    def _serve(self, login: Login) -> None:
        account = self._accounts.get(login.user)
        wanted = tuple(skill.queue for skill in account.skills) if account else ()
        _move(self._by_queue, login, login.queues, wanted)
        login.queues = wanted
        supervises = account is not None and account.role is Role.SUPERVISOR
        scope = account.supervises if account and supervises else ()
        _move(self._by_scope, login, login.scope, scope)
        login.scope = scope

    def _unindex(self, login: Login) -> None:
        _move(self._by_queue, login, login.queues, ())
        _move(self._by_group, login, login.groups, ())
        _move(self._by_scope, login, login.scope, ())
        login.queues = login.groups = login.scope = ()


def _move(index: Index, login: Login, old: Iterable[str], new: Iterable[str]) -> None:
    for name in old:
        members = index.get(name, {})
        members.pop(login.session, None)
        if not members:
            index.pop(name, None)
    for name in new:
        index.setdefault(name, {})[login.session] = login
