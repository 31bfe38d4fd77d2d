"""`callseat demo`: calls flow, the records are there, and nothing is left behind."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from callseat.store.records import Filter, RecordReader
from callseat.store.store import open_database
from tests.cli.conftest import Start
from tests.cli.program import Program, left_in, processes_in

WORDS = ("demo", "--calls-per-minute", "30", "--language", "en")


async def answered(program: Program, count: int) -> None:
    """Wait until so many calls were answered by a seat and are over."""
    for _ in range(count):
        await program.line(r"talked \d+\.\d s with (anna|bo)", within=60)


async def records_of(data: Path) -> RecordReader:
    return RecordReader(await open_database("", data))


@pytest.mark.real
@pytest.mark.usefixtures("asterisk_installation")
async def test_real_calls_are_answered_recorded_and_nothing_is_left(
    start: Start, folder: Path
) -> None:
    keep, rest = folder / "keep", folder / "t"
    rest.mkdir()
    program = await start(*WORDS, "--keep", str(keep), TMPDIR=str(rest))
    await program.line("Open http://127.0.0.1:")
    await answered(program, 2)
    program.send(signal.SIGINT)
    assert await program.end() == 0
    assert "Traceback" not in program.text
    assert not processes_in(folder)
    assert not left_in(rest)
    records = await records_of(keep)
    contacts = await records.contacts(Filter(outcome="answered"))
    assert len(contacts) >= 2
    assert all(one.ended_at for one in await records.contacts(Filter()))
    done = [one for one in await records.recordings(Filter()) if one.state == "done"]
    assert len(done) >= 2
    for one in done:
        (file,) = (keep / "recordings").rglob(f"{one.name}*")
        assert file.stat().st_size > 16_000 * one.duration_ms / 1000


async def test_the_same_on_the_simulated_switch(start: Start, folder: Path) -> None:
    program = await start(*WORDS, "--switch", "simulated", TMPDIR=str(folder))
    await program.line("Open http://127.0.0.1:")
    await answered(program, 2)
    program.send(signal.SIGTERM)
    assert await program.end() == 0
    assert "Traceback" not in program.text
    assert not left_in(folder)


async def test_it_ends_by_itself_after_its_time(start: Start, folder: Path) -> None:
    program = await start(
        *WORDS, "--switch", "simulated", "--seconds", "2", "--keep", str(folder / "keep")
    )
    assert await program.end() == 0
    assert f"kept: {folder / 'keep'}" in program.text


async def test_without_asterisk_it_says_why_and_goes_on_simulated(
    start: Start, folder: Path
) -> None:
    program = await start(
        *WORDS, "--seconds", "2", TMPDIR=str(folder), CALLSEAT_SWITCH__PROGRAM="/no/asterisk"
    )
    await program.line("no Asterisk can be had here: there is no Asterisk at /no/asterisk")
    await program.line("simulated switch")
    await program.line("Open http://127.0.0.1:")
    assert await program.end() == 0


async def test_a_signal_while_it_starts_leaves_nothing(start: Start, folder: Path) -> None:
    program = await start(*WORDS, "--switch", "simulated", TMPDIR=str(folder))
    await program.line("database")
    program.send(signal.SIGINT)
    assert await program.end() == 0
    assert not left_in(folder)
