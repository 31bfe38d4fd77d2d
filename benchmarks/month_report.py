"""What a month's report of many seats costs: `make bench-reports`.

Time and memory, on a SQLite file made for it.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.outcome import Finding, Outcome, tell
from callseat.domain.status import Status
from callseat.store.reports import By, Question, parse_span, stream_seats
from callseat.store.store import open_database

DAY = 86_400_000
SPAN = parse_span("2026-11-01", "2026-11-30", ZoneInfo("Asia/Shanghai"))
# A call as a seat's books have it: status and milliseconds.
CALL = (
    (Status.IDLE, 120_000),
    (Status.RINGING, 6_000),
    (Status.TALKING, 180_000),
    (Status.WORK, 45_500),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seats", type=int, default=1000)
    parser.add_argument("--days", type=int, default=22)
    parser.add_argument("--calls", type=int, default=75, help="of each seat on each day")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        findings = asyncio.run(_measure(Path(folder), wanted.seats, wanted.days, wanted.calls))
    intervals = wanted.seats * wanted.days * wanted.calls * len(CALL)
    run = {**vars(wanted), "status intervals": intervals}
    title = "Reports: a month of many seats, out of SQLite"
    tell(Outcome("reports", title, "make bench-reports", findings, run))


async def _measure(folder: Path, seats: int, days: int, calls: int) -> list[Finding]:
    engine = await open_database("", folder, lambda _step: None)
    findings = []
    for seat in range(seats):
        _fill(folder / "callseat.db", f"u{seat:05}", days, calls)
    for by in (By.ALL, By.DAY, By.QUARTER):
        began, lines = time.monotonic(), 0
        async for _ in stream_seats(engine, Question(SPAN, by)):
            lines += 1
        findings.append(Finding(f"report by {by}: {lines:,} lines", time.monotonic() - began, "s"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6  # of 1,024 bytes
    findings.append(Finding("memory of the process, at most", memory, "MB"))
    await engine.dispose()
    return findings


def _fill(file: Path, user: str, days: int, calls: int) -> None:
    with sqlite3.connect(file) as database:
        for day in range(days):
            login = SPAN.start + day * DAY + 9 * 3_600_000
            session = f"s-{user}-{day}"
            rows = list(_intervals(session, user, login, calls))
            database.executemany("INSERT INTO status_interval VALUES (?,?,?,?,?,?,?,?)", rows)
            database.execute(
                "INSERT INTO seat_session VALUES (?,?,?,?,?,?)",
                (session, user, "1", login, rows[-1][5], "logout"),
            )
            talks = [row for row in rows if row[3] == Status.TALKING]
            database.executemany(
                "INSERT INTO call_part VALUES (?,'k',?,'1','0','1','2','p','q',?,?,?,'answered',"
                "'0','customer','normal')",
                [(row[0], user, row[4], row[4], row[5]) for row in talks],
            )
    database.close()


def _intervals(session: str, user: str, at: int, calls: int) -> Iterator[tuple[str | int, ...]]:
    for call in range(calls):
        for status, length in CALL:
            key = f"{session}-{call}-{int(status)}"
            yield key, session, user, int(status), at, at + length, "x", user
            at += length


if __name__ == "__main__":
    main()
