"""Writes records behind the calls: `save` takes a row and returns, one task does the rest.

Rows are written in batches, every 50 ms, last one of a key wins. While the database fails they
wait in memory; beyond `memory_rows`, and at an orderly stop, they go to a journal file, which is
written to the database before anything newer. Only when the journal's disk refuses too, rows are
dropped beyond `most_rows`: lines of the event log first, the oldest first, counted and reported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import DataError, IntegrityError
from tenacity import AsyncRetrying, RetryCallState, wait_exponential

from callseat.domain.rows import Row
from callseat.store.backlog import Backlog
from callseat.store.errors import plain
from callseat.store.journal import Journal
from callseat.store.upsert import key_of, write

log = structlog.get_logger(__name__)

_BATCH = 1000
_WITHIN = text("SET LOCAL statement_timeout = '30s'")
# Errors of a row, not of the database: trying again would fail for ever and hold up all others.
_UNSTORABLE = (DataError, IntegrityError, OverflowError)


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """`interval` between batches and `longest_pause` between attempts are seconds."""

    interval: float = 0.05
    longest_pause: float = 5.0
    memory_rows: int = 20_000
    most_rows: int = 200_000


@dataclass(frozen=True, slots=True)
class WriterStatus:
    """`waiting` rows are in memory, more if `journalled`; `problem` is a sentence, "" if none."""

    waiting: int
    journalled: bool
    dropped: int
    rejected: int
    problem: str

    @property
    def healthy(self) -> bool:
        return not self.problem


class RecordWriter:
    """`start` once inside the event loop, `save` from it, `stop` at the end.

    The engine is the writer's own, see `database.make_writing_engine`.
    """

    def __init__(
        self, engine: Engine, folder: Path, settings: WriterSettings | None = None
    ) -> None:
        self._settings = settings or WriterSettings()
        self._engine = engine
        self._backlog = Backlog(self._settings.most_rows)
        self._journal = Journal(folder / "unwritten-records.jsonl")
        self._rejects = Journal(folder / "rejected-records.jsonl")
        self._in_hand: list[Row] = []
        self._rejected = 0
        self._problem = ""
        self._journalled = not self._journal.empty()
        self._wake, self._stopping, self._settled = (
            asyncio.Event(),
            asyncio.Event(),
            asyncio.Event(),
        )
        self._due: asyncio.TimerHandle | None = None  # of the next batch
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin writing; what an earlier run left in the journal goes first."""
        self._wake.set()
        self._task = asyncio.create_task(self._run(), name="record-writer")

    def save(self, row: Row) -> None:
        """Remember a row. Never waits and never fails; call it from the event loop."""
        self._backlog.put(row)
        self._settled.clear()
        if self._due is None:
            loop = asyncio.get_running_loop()
            self._due = loop.call_later(self._settings.interval, self._wake.set)

    def status(self) -> WriterStatus:
        return WriterStatus(
            len(self._backlog),
            self._journalled,
            self._backlog.dropped,
            self._rejected,
            self._problem,
        )

    async def settled(self) -> None:
        """Wait until everything saved so far is in the database."""
        await self._settled.wait()

    async def stop(self, deadline: float = 5.0) -> None:
        """Write what is left; after `deadline` seconds, or without a database, to the journal."""
        self._stopping.set()
        self._wake.set()
        if self._task is not None:
            _, late = await asyncio.wait({self._task}, timeout=deadline)
            if late:
                # Not waited for: a driver may first sit out its database's lock.
                self._task.cancel()
                self._give_back()
        while len(self._backlog) and await self._spill():
            pass
        await asyncio.to_thread(self._engine.dispose)

    async def _run(self) -> None:
        retrying = AsyncRetrying(
            stop=lambda _: self._stopping.is_set(),
            wait=wait_exponential(multiplier=0.1, max=self._settings.longest_pause),
            sleep=self._pause,
            before_sleep=self._lost,
            retry_error_callback=self._lost,
        )
        stopping = False
        # Once more after the word to stop: for what was saved until then.
        while not stopping:
            await self._wake.wait()
            self._wake.clear()
            self._due = None
            stopping = self._stopping.is_set()
            await retrying(self._write_everything)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _write_everything(self) -> None:
        if self._journalled:
            await self._replay()
        while rows := self._backlog.take(_BATCH):
            self._in_hand = rows
            try:
                await self._write(rows)
            except BaseException:
                self._give_back()
                raise
            self._in_hand = []
        self._settled.set()
        if self._problem:
            log.info("database_back")
            self._problem = ""

    async def _replay(self) -> None:
        # Before anything from memory, which is newer.
        chunks = self._journal.chunks()
        while (rows := await asyncio.to_thread(next, chunks, None)) is not None:
            await self._write(list({key_of(row): row for row in rows}.values()))
        self._journal.clear()
        self._journalled = False
        log.info("journal_written")

    async def _write(self, rows: Sequence[Row]) -> None:
        try:
            await asyncio.to_thread(self._write_now, rows)
        except _UNSTORABLE as error:
            if len(rows) == 1:
                await self._reject(rows[0], error)
                return
            # Halves, to find the row that spoils the batch.
            middle = len(rows) // 2
            await self._write(rows[:middle])
            await self._write(rows[middle:])

    def _write_now(self, rows: Sequence[Row]) -> None:
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Another program may hold a lock for ever: that is to be tried again, and told.
                connection.execute(_WITHIN)
            write(connection, rows)

    async def _reject(self, row: Row, error: Exception) -> None:
        self._rejected += 1
        log.error("record_rejected", kind=type(row).__name__, error=plain(error))
        try:
            await asyncio.to_thread(self._rejects.append, [row])
        except OSError as disk:
            log.error("journal_failed", error=plain(disk))

    async def _lost(self, attempt: RetryCallState) -> None:
        error = attempt.outcome.exception() if attempt.outcome else None
        problem = f"Records cannot be written: {plain(error or RuntimeError('unknown'))}"
        if problem != self._problem:
            log.error("database_lost", problem=problem, waiting=len(self._backlog))
            self._problem = problem
        if len(self._backlog) > self._settings.memory_rows:
            await self._spill()

    async def _spill(self) -> bool:
        """Move the rows in memory to the journal; False if its disk refuses."""
        self._in_hand = self._backlog.take(len(self._backlog))
        try:
            await asyncio.to_thread(self._journal.append, self._in_hand)
        except BaseException as error:
            self._give_back()
            if not isinstance(error, OSError):
                raise
            log.error("journal_failed", error=plain(error), waiting=len(self._backlog))
            return False
        self._in_hand = []
        self._journalled = True
        return True

    def _give_back(self) -> None:
        # Twice does no harm: a row that is written and journalled is replaced by itself.
        self._backlog.give_back(self._in_hand)
        self._in_hand = []
