"""A program of its own for test_full_disk.py: no database, and files may not grow beyond a limit.

It saves more than memory and disk take, prints what the writer says, then makes room and stops.
"""

import asyncio
import json
import resource
import sys
from pathlib import Path

from callseat.domain.rows import ContactRow, EventRow
from callseat.store.database import complete_url, make_writing_engine
from callseat.store.writer import RecordWriter, WriterSettings
from tests.support.waiting import until

LIMIT = 20_000
EVENTS, CONTACTS = 1_000, 50


async def run(folder: Path) -> None:
    engine = make_writing_engine(complete_url("sqlite:////nowhere/at/all.db", folder))
    writer = RecordWriter(
        engine, folder, WriterSettings(memory_rows=10, most_rows=200, longest_pause=0.1)
    )
    writer.start()
    for number in range(CONTACTS):
        writer.save(ContactRow(f"c{number}", "p", "1", "2", number))
    for number in range(EVENTS):
        writer.save(EventRow(f"e{number}", number, "x", detail="y" * 200))

    async def reported() -> str:
        return writer.status().problem

    await until(reported)
    status = writer.status()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await writer.stop()
    told = {"dropped": status.dropped, "waiting": status.waiting, "problem": status.problem}
    sys.stdout.write("\n" + json.dumps(told) + "\n")


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, most))
    asyncio.run(run(Path(sys.argv[1])))
