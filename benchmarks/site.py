"""A call centre of the pure domain, brought about by inputs alone, without engine or switch."""

from __future__ import annotations

from callseat.domain import commands
from callseat.domain.directory import Directory
from callseat.domain.effects import Effect
from callseat.domain.inputs import Asked, DirectoryLoaded, Input, Started, SwitchSnapshot
from callseat.domain.step import step
from callseat.domain.world import World

BEGIN = 1_700_000_000_000  # 2023-11-14 22:13:20 UTC


class Site:
    """Everybody of the directory is logged in and idle. `now` is in milliseconds."""

    def __init__(self, directory: Directory) -> None:
        self.world, self.now = World(), BEGIN
        self.do(Started(self.now, "B"))
        self.do(DirectoryLoaded(self.now, directory))
        phones = tuple(account.extension for account in directory.accounts)
        self.do(SwitchSnapshot(self.now, (), (), phones))
        for account in directory.accounts:
            self.ask(account.user, "login", "", "")

    def tick(self) -> int:
        self.now += 1
        return self.now

    def do(self, given: Input) -> list[Effect]:
        return step(self.world, given)

    def asked(self, user: str, name: str, *params: str | int) -> Asked:
        """The seat's command, to be carried out now."""
        row = commands.TABLE[name]
        return Asked(self.tick(), "q", f"session-{user}", user, name, row.Params(*params))

    def ask(self, user: str, name: str, *params: str | int) -> list[Effect]:
        return self.do(self.asked(user, name, *params))
