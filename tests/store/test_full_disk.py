"""No database and a full disk: the newest log lines and every other row stay."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from callseat.domain.rows import ContactRow, EventRow
from callseat.store.journal import Journal
from callseat.store.records import Filter
from callseat.store.store import open_store
from tests.store.journal_on_a_full_disk import CONTACTS, EVENTS

ROOT = Path(__file__).parents[2]


async def test_log_lines_are_dropped_first_and_the_rest_is_written_later(tmp_path):
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "tests.store.journal_on_a_full_disk", tmp_path],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["problem"].startswith("Records cannot be written")
    assert told["dropped"] == EVENTS + CONTACTS - 200
    assert told["waiting"] == 200
    assert "journal_failed" in done.stdout
    store = await open_store("", tmp_path)
    await asyncio.wait_for(store.writer.settled(), 10)
    contacts = await store.records.contacts(Filter(limit=1000))
    events = await store.records.events(Filter(limit=1000))
    await store.close()
    assert len(contacts) == CONTACTS
    newest = [f"e{number}" for number in range(EVENTS - 1, EVENTS - 1 - (200 - CONTACTS), -1)]
    assert [row.event_id for row in events] == newest


def test_a_failed_append_leaves_the_journal_as_it_was(tmp_path):
    import resource

    journal = Journal(tmp_path / "journal")
    journal.append([EventRow("e1", 1, "x")])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            journal.append([EventRow("e2", 2, "x", detail="y" * 5000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    journal.append([EventRow("e3", 3, "x")])
    (rows,) = journal.chunks()
    assert [row.event_id for row in rows] == ["e1", "e3"]


def test_the_journal_keeps_any_text(tmp_path):
    journal = Journal(tmp_path / "journal")
    row = ContactRow("c\n1", "a\0b", "\ud800\u2028", '"\\', 2**70)
    journal.append([row])
    assert list(journal.chunks()) == [[row]]
    journal.clear()
    assert journal.empty()
