"""`callseat demo`: a whole call centre on this machine, to look at."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvloop

from callseat.cli import logs
from callseat.cli.asterisk import install_with_progress
from callseat.cli.choices import LanguageOption, SwitchKind, SwitchOption
from callseat.cli.output import complain, fail, out, say
from callseat.cli.root import settings_of
from callseat.cli.signals import Signals
from callseat.config import Settings
from callseat.demo.play import Script, play
from callseat.demo.premises import loopback_settings
from callseat.demo.table import TableView
from callseat.demo.tally import Tally
from callseat.demo.view import LineView, View
from callseat.demo.words import WORDS
from callseat.switch.asterisk.runtime.errors import SwitchRuntimeError

LOG_FILE = "callseat.log"


def demo_command(
    ctx: typer.Context,
    calls_per_minute: Annotated[float, typer.Option(min=0.1, max=120.0)] = 8.0,
    seconds: Annotated[float, typer.Option(min=0.0, help="End by itself after so long.")] = 0.0,
    switch: SwitchOption = None,
    language: LanguageOption = None,
    keep: Annotated[
        Path | None, typer.Option(help="Keep data, recordings and log in this folder.")
    ] = None,
) -> None:
    """Server, telephone network, customers and two working seats, with a table that moves."""
    base = settings_of(ctx)
    if language is not None:
        base = base.model_copy(update={"language": language.value})
    kind = _kind(base, switch)
    with _folder(keep) as folder, (folder / LOG_FILE).open("a") as log:
        logs.configure(base.log.model_copy(update={"form": "json"}), log)
        script = Script(loopback_settings(base, folder, kind.value), calls_per_minute, seconds)
        tally = Tally()
        uvloop.run(_until_signal(script, _view(base.language), tally))
        _end(tally, folder)


def _kind(base: Settings, wanted: SwitchKind | None) -> SwitchKind:
    """The real switch where it can be had; else it is said why, and the simulated one."""
    if (wanted or base.switch.kind) == SwitchKind.SIMULATED:
        return SwitchKind.SIMULATED
    try:
        install_with_progress(base.switch.program)
    except SwitchRuntimeError as trouble:
        if wanted is SwitchKind.ASTERISK:
            raise
        complain(f"no Asterisk can be had here: {trouble}")
        say("The demonstration goes on with the simulated switch: the same calls, without sound.")
        return SwitchKind.SIMULATED
    return SwitchKind.ASTERISK


def _view(language: str) -> View:
    return TableView(out, WORDS[language]) if out.is_terminal else LineView(say)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        if (keep / "callseat.db").exists():
            raise fail(f"{keep} holds the data of another run: name a new folder")
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        say(f"kept: {keep}")
        return
    folder = Path(tempfile.mkdtemp(prefix="callseat-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _until_signal(script: Script, view: View, tally: Tally) -> None:
    playing = asyncio.create_task(play(script, view, tally))
    await Signals().before(playing, 1)


def _end(tally: Tally, folder: Path) -> None:
    """What happened, in a line; a fault of ours ends with exit code 1 and its log."""
    say(f"{tally.calls} calls: {tally.answered} answered, {tally.abandoned} abandoned")
    if tally.faults:
        complain(f"{tally.faults} inputs failed:")
        typer.echo((folder / LOG_FILE).read_text(), err=True)
        raise typer.Exit(1)
