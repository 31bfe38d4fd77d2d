"""What became of one call, as one party of the city saw it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal, Self

from .waiting import Changes

What = Literal["dialled", "ringing", "answered", "digit", "ended"]


@dataclass(frozen=True, slots=True)
class Happening:
    """`at` is in seconds since the epoch; `detail` is the key of a digit."""

    at: float
    what: What
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """Who ended a call and why; `status` is the SIP status of a call that failed, if one was."""

    by: Literal["self", "far"]
    cause: int
    """Q.850."""
    status: int | None


class Story:
    """Happenings in order, and waiting for them."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        """Its id in the city's Asterisk."""
        self.log: list[Happening] = []
        self.ending: Ending | None = None
        self._changes = Changes()
        self._leaving = False
        self._stamps: set[str] = set()

    def at(self, what: What) -> float | None:
        """When something happened first, in seconds since the epoch; None: not yet."""
        return next((one.at for one in self.log if one.what == what), None)

    @property
    def fate(self) -> str:
        """`open`, `answered`, or why it was never answered: `486`, or `cause 16` without SIP."""
        if self.at("answered") is not None:
            return "answered"
        if self.ending is None:
            return "open"
        return str(self.ending.status or f"cause {self.ending.cause}")

    @property
    def digits(self) -> str:
        """Keys that the other side pressed."""
        return "".join(one.detail for one in self.log if one.what == "digit")

    async def until(self, *what: What, within: float = 5.0) -> Self:
        """Wait for the first of such happenings, past ones included. Raises TooLateError."""
        wanted = f"{what} of {self.channel}; so far {[one.what for one in self.log]}"
        await self._changes.until(
            lambda: any(self.at(one) is not None for one in what), within, wanted
        )
        return self

    async def until_digits(self, digits: str, within: float = 5.0) -> None:
        """Wait until exactly these keys have been pressed by the other side."""
        wanted = f"keys {digits} at {self.channel}, so far {self.digits}"
        await self._changes.until(lambda: self.digits == digits, within, wanted)

    async def until_ended(self, within: float = 5.0) -> Ending:
        """Wait for the end and say how it was. Raises TooLateError."""
        await self.until("ended", within=within)
        assert self.ending is not None  # noqa: S101 - set with the happening
        return self.ending

    def note(self, what: What) -> None:
        """The city tells; the same again is no news."""
        if self.at(what) is None:
            self._add(Happening(time.time(), what))

    def note_digit(self, digit: str, stamp: str) -> None:
        """The city tells of a key pressed at the other side, perhaps twice with one time stamp."""
        if stamp not in self._stamps:
            self._stamps.add(stamp)
            self._add(Happening(time.time(), "digit", digit))

    def note_end(self, cause: int, status: int | None) -> None:
        """The city tells that the channel is gone."""
        self.ending = Ending("self" if self._leaving else "far", cause, status)
        self.note("ended")

    def _add(self, happening: Happening) -> None:
        self.log.append(happening)
        self._changes.tell()
