"""What can be done: every command that may change who hears whom, and what telephones do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callseat.domain import commands
from tests.hearing.cast import ANNOUNCEMENT, SEATS, Cast

ALONE = (
    *("answerCall", "refuse", "hangUp", "requestHold", "fetchHold", "muteOn", "muteOff"),
    *("completeTransfer", "cancelTransfer", "stopPlayFile", "stopPlayConfFile"),
    *("pauseRecording", "resumeRecording"),
)
TO_A_SEAT = ("callSeat", "turnSlic", "requestSlic")
ON_A_LINE = ("listenSlic", "whisperSlic", "insertSlic", "requestIntercept")
OUTSIDE = ("callOut", "turnOut")
PLAYING = ("playFile", "playConfFile")
KEYS = "5"
TELEPHONES = (
    ("customer calls", ("customer",)),
    ("answers", ("outside",)),
    ("announces", ("outside",)),
    ("is busy", ("outside",)),
    ("hangs up", ("customer", "outside", *SEATS)),
)


@dataclass(frozen=True, order=True)
class Act:
    """`who` does `name`, a command or what is done with a telephone, toward the seat `whom`."""

    name: str
    who: str
    whom: str = ""

    @property
    def is_command(self) -> bool:
        return self.name in commands.TABLE

    @property
    def label(self) -> str:
        """Its name in the matrix: a telephone's act says whose."""
        if self.is_command or self.name == "customer calls":
            return self.name
        return f"{'seat' if self.who in SEATS else self.who} {self.name}"

    def params(self, cast: Cast) -> tuple[str, ...]:
        """The command's."""
        if self.name in TO_A_SEAT or self.name in ON_A_LINE:
            return (cast.extensions[self.whom],)
        if self.name in OUTSIDE:
            return (cast.outside,)
        if self.name in PLAYING:
            return (ANNOUNCEMENT,)
        return {"sendDigits": (KEYS,), "connectQueue": (cast.customer,)}.get(self.name, ())

    def __str__(self) -> str:
        return f"{self.who}: {self.name}" + (f" {self.whom}" if self.whom else "")


def _commands() -> Iterator[Act]:
    for who in SEATS:
        for name in (*ALONE, *OUTSIDE, *PLAYING, "sendDigits", "connectQueue"):
            yield Act(name, who)
        for name in (*TO_A_SEAT, *ON_A_LINE):
            for whom in SEATS:
                if whom != who:
                    yield Act(name, who, whom)


COMMANDS = tuple(_commands())
TELEPHONE_ACTS = tuple(Act(name, who) for name, parties in TELEPHONES for who in parties)
ACTS = (*COMMANDS, *TELEPHONE_ACTS)
