"""The view on a terminal: tables of seats, lines and calls that move."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text as Cell

from callseat.demo.picture import CallLook, LineLook, Picture, SeatLook
from callseat.demo.tally import Tally
from callseat.demo.words import Words
from callseat.domain.rows import Row
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.printable import printable

_STYLES = {
    Status.OFFLINE: "dim",
    Status.IDLE: "green",
    Status.RINGING: "yellow",
    Status.TALKING: "cyan",
    Status.BUSY: "red",
    Status.WORK: "magenta",
    Status.UNREACHABLE: "red reverse",
}
MOST_CALLS = 12


class TableView:
    """Progress first, then the tables in place."""

    def __init__(self, console: Console, words: Words) -> None:
        self._console = console
        self._words = words
        self._began = time.monotonic()
        self._live: Live | None = None

    def tell(self, step: Text) -> None:
        spent = time.monotonic() - self._began
        self.write([f"{spent:7.2f} s  {step.of(self._words.language)}"])

    def write(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def happened(self, row: Row) -> None:
        """The tables show it."""

    def show(self, picture: Picture, tally: Tally) -> None:
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False)
            self._live.start()
        self._live.update(draw(picture, tally, self._words), refresh=True)

    def close(self) -> None:
        if self._live is not None:
            self._live.stop()


def draw(picture: Picture, tally: Tally, words: Words) -> RenderableType:
    seats = _table(words.seats, words.seat_columns)
    for seat in picture.seats:
        seats.add_row(*_seat(seat, picture.now, words))
    lines = _table(words.lines, words.line_columns)
    for line in picture.lines:
        lines.add_row(*_line(line))
    calls = _table(words.calls, words.call_columns)
    for call in picture.calls[:MOST_CALLS]:
        calls.add_row(*_call(call, words))
    totals = words.totals.format(
        calls=tally.calls, answered=tally.answered, abandoned=tally.abandoned
    )
    clock = datetime.fromtimestamp(picture.now / 1000).astimezone().strftime("%H:%M:%S")
    return Group(seats, lines, calls, Cell(f"{clock}  {totals}  {words.end}", style="bold"))


def _table(title: str, columns: tuple[str, ...]) -> Table:
    table = Table(
        title=title, title_justify="left", header_style="bold", min_width=66, box=box.SIMPLE
    )
    for column in columns:
        table.add_column(column)
    return table


def _seat(seat: SeatLook, now: int, words: Words) -> tuple[Any, ...]:
    since = spent = ""
    if seat.since:
        since = datetime.fromtimestamp(seat.since / 1000).astimezone().strftime("%H:%M:%S")
        spent = _clock((now - seat.since) // 1000)
    status = Cell(words.status(seat.status), style=_STYLES.get(seat.status, ""))
    return Cell(seat.name), seat.extension, status, since, spent, str(seat.calls)


def _line(line: LineLook) -> tuple[Any, ...]:
    longest = _clock(line.longest) if line.waiting else ""
    return (
        Cell(line.name), str(line.waiting), longest, str(line.answered), str(line.abandoned)
    )  # fmt: skip


def _call(call: CallLook, words: Words) -> tuple[Any, ...]:
    caller = Cell(printable(call.caller) or "-")
    return caller, words.stages[call.stage], Cell(call.queue), Cell(call.seat), str(call.seconds)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
