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
from callseat.demo.words import WORDS, Words
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
    with _folder(keep, WORDS[base.language]) as folder, (folder / LOG_FILE).open("a") as log:
        logs.configure(base.log.model_copy(update={"form": "json"}), log)
        words = WORDS[base.language]
        script = Script(loopback_settings(base, folder, kind.value), calls_per_minute, seconds)
        tally = Tally()
        uvloop.run(_until_signal(script, _view(words), tally))
        _end(tally, folder, words)


def _kind(base: Settings, wanted: SwitchKind | None) -> SwitchKind:
    """The real switch where it can be had; else it is said why, and the simulated one."""
    if (wanted or base.switch.kind) == SwitchKind.SIMULATED:
        return SwitchKind.SIMULATED
    try:
        install_with_progress(base.switch.program, language=base.language)
    except SwitchRuntimeError as trouble:
        if wanted is SwitchKind.ASTERISK:
            raise
        words = WORDS[base.language]
        complain(words.no_asterisk.format(trouble=trouble))
        say(words.simulated)
        return SwitchKind.SIMULATED
    return SwitchKind.ASTERISK


def _view(words: Words) -> View:
    return TableView(out, words) if out.is_terminal else LineView(say, words)


@contextmanager
def _folder(keep: Path | None, words: Words) -> Iterator[Path]:
    if keep is not None:
        if (keep / "callseat.db").exists():
            raise fail(words.not_empty.format(folder=keep))
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        say(words.kept.format(folder=keep))
        return
    folder = Path(tempfile.mkdtemp(prefix="callseat-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _until_signal(script: Script, view: View, tally: Tally) -> None:
    playing = asyncio.create_task(play(script, view, tally))
    await Signals().before(playing, 1)


def _end(tally: Tally, folder: Path, words: Words) -> None:
    """What happened, in a line; a fault of ours ends with exit code 1 and its log."""
    say(words.totals.format(calls=tally.calls, answered=tally.answered, abandoned=tally.abandoned))
    if tally.faults:
        complain(words.faults.format(faults=tally.faults))
        typer.echo((folder / LOG_FILE).read_text(), err=True)
        raise typer.Exit(1)
