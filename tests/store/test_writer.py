"""The record writer: nothing told to it is lost, whatever the database does."""

import asyncio
import signal
import sqlite3

import pytest
from sqlalchemy import event, text

from callseat.domain.directory import Forwarding
from callseat.domain.rows import (
    CallPartRow,
    ContactDataRow,
    ContactRow,
    EventRow,
    ForwardingRow,
    QueueVisitRow,
    RecordingRow,
    RecordingSegmentRow,
    SeatSessionRow,
    StatusIntervalRow,
)
from callseat.store.database import complete_url, make_engine, make_writing_engine
from callseat.store.migrate import migrate
from callseat.store.records import Filter, RecordReader
from callseat.store.store import open_store
from callseat.store.writer import RecordWriter, WriterSettings
from tests.support.postgres import new_server
from tests.support.waiting import until

HOSTILE = [
    "'; DROP TABLE contact; --",
    '"><script>alert(1)</script>&amp;',
    "${CHANNEL(state)}\r\nInjected: yes",
    "主叫\u202e号码 \U0001f4de",
    "%s %(x)s :name ? \\",
]


def contact(number, **other):
    return ContactRow(f"c{number}", "p", "13800138000", "95588", arrived_at=number, **other)


async def settled(store):
    async with asyncio.timeout(30):
        await store.writer.settled()


async def writer_problem(writer):
    return writer.status().problem


async def ids(reader):
    return [row.contact_id for row in await reader.contacts(Filter(limit=1000))]


async def test_every_kind_of_row_is_written_and_the_last_of_a_key_stays(store):
    rows = [
        contact(1),
        contact(1, ended_at=9, outcome="answered"),
        CallPartRow("n1", "c1", "anna", "8001", "0", "1", "2", "p", "sales", 3),
        QueueVisitRow("v1", "c1", "sales", 0, 2),
        SeatSessionRow("s1", "anna", "8001", 1),
        StatusIntervalRow("i1", "s1", "anna", 1, 1, 2, "login", "anna"),
        RecordingRow("r1", "c1", 4),
        EventRow("e1", 1, "started", "c1"),
        RecordingSegmentRow("r1", 2, 30),
        RecordingSegmentRow("r1", 1, 0, -1, "anna"),
        RecordingSegmentRow("r1", 1, 0, 30, "anna"),
        RecordingSegmentRow("r2", 1, 0),
        ContactDataRow("c1", "order", "1"),
        ContactDataRow("c1", "name", "安娜"),
        ContactDataRow("c1", "order", "2"),
        ContactDataRow("c2", "order", "3"),
    ]
    for row in rows:
        store.writer.save(row)
    await settled(store)
    story = await store.records.contact("c1")
    assert (story.contact, *story.parts, *story.visits, *story.recordings) == (
        *rows[1:4],
        rows[6],
    )
    assert story.segments == (rows[10], rows[8])
    assert story.data == (rows[13], rows[14])
    assert await store.records.sessions(Filter()) == (rows[4],)
    assert await store.records.intervals(Filter(user="anna")) == (rows[5],)
    assert await store.records.events(Filter(contact_id="c1")) == (rows[7],)
    store.writer.save(contact(1, ended_at=10))
    await settled(store)
    assert (await store.records.contact("c1")).contact.ended_at == 10
    assert store.writer.status().healthy


async def test_of_what_others_set_too_the_newest_stays(store):
    by_command, by_page = ForwardingRow("8001", "8002", "", 5), ForwardingRow("8001", "", "8003", 6)
    for rows in ((by_page, by_command), (by_command, by_page)):
        for row in rows:
            store.writer.save(row)
            await settled(store)
        assert (await store.directory.load()).forwardings == (Forwarding("8001", "", "8003", 6),)


async def test_hostile_text_stays_text(store):
    rows = [ContactRow(text, text, text, text, 1, cause=text) for text in HOSTILE]
    for row in rows:
        store.writer.save(row)
    await settled(store)
    for row in rows:
        assert (await store.records.contact(row.contact_id)).contact == row
        assert await store.records.contacts(Filter(caller=row.caller)) == (row,)


async def test_what_no_database_can_keep_is_replaced(store):
    store.writer.save(ContactRow("c", "p", "a\0b\ud800c", "", 1))
    await settled(store)
    assert (await store.records.contact("c")).contact.caller == "a\ufffdb?c"


async def test_a_row_that_cannot_be_stored_does_not_hold_up_the_others(store, tmp_path):
    for number in range(20):
        store.writer.save(contact(number, ended_at=2**70 if number == 7 else 0))
    await settled(store)
    assert len(await ids(store.records)) == 19
    assert store.writer.status().rejected == 1
    assert "c7" in (tmp_path / "data" / "rejected-records.jsonl").read_text()


async def test_a_stop_writes_what_was_just_saved(url, tmp_path):
    store = await open_store(url, tmp_path)
    for number in range(2500):
        store.writer.save(contact(number))
    await store.close()
    again = await open_store(url, tmp_path)
    async with again.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM contact")) == 2500
    await again.close()


async def test_a_locked_database_is_reported_and_waited_for(tmp_path):
    address = complete_url("", tmp_path)
    await migrate(address, lambda _: None)
    engine = make_engine(address)
    writer = RecordWriter(make_writing_engine(address, busy_seconds=0), tmp_path)
    reader = RecordReader(engine)
    writer.start()
    other = sqlite3.connect(address.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for number in range(100):
        writer.save(contact(number))
    problem = await until(lambda: writer_problem(writer))
    assert problem == "Records cannot be written: database is locked"
    assert not writer.status().healthy
    other.execute("ROLLBACK")
    other.close()
    await asyncio.wait_for(writer.settled(), 10)
    assert len(await ids(reader)) == 100
    assert writer.status().healthy
    await writer.stop()
    await engine.dispose()


async def test_a_full_disk_is_reported_and_nothing_is_lost(tmp_path):
    address = complete_url("", tmp_path)
    await migrate(address, lambda _: None)
    engine, writing = make_engine(address), make_writing_engine(address)
    pages = [60]
    event.listen(
        writing,
        "connect",
        lambda connection, _: connection.cursor().execute(f"PRAGMA max_page_count = {pages[0]}"),
    )
    writer, reader = RecordWriter(writing, tmp_path), RecordReader(engine)
    writer.start()
    for number in range(900):
        writer.save(contact(number, cause="x" * 500))
    problem = await until(lambda: writer_problem(writer))
    assert problem == "Records cannot be written: database or disk is full"
    writer.save(contact(900))
    pages[0] = 1_000_000
    writing.dispose()
    await asyncio.wait_for(writer.settled(), 10)
    assert len(await ids(reader)) == 901
    await writer.stop()
    await engine.dispose()


async def test_a_stop_while_the_database_is_locked_keeps_its_deadline_and_the_rows(tmp_path):
    address = complete_url("", tmp_path)
    await migrate(address, lambda _: None)
    writer = RecordWriter(make_writing_engine(address), tmp_path)
    other = sqlite3.connect(address.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    writer.start()
    writer.save(contact(1))
    async with asyncio.timeout(4):
        await writer.stop(deadline=0.5)
    assert writer.status().journalled
    other.execute("ROLLBACK")
    other.close()
    store = await open_store("", tmp_path)
    await settled(store)
    assert await ids(store.records) == ["c1"]
    await store.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "crashed"])
async def test_a_database_lost_in_mid_write_gets_everything_later(tmp_path, how):
    servers = new_server()
    server = next(servers)
    store = await open_store(server.new_database(), tmp_path)
    over, saved = asyncio.Event(), 0

    async def keep_saving():
        nonlocal saved
        while not over.is_set():
            store.writer.save(contact(saved))
            saved += 1
            await asyncio.sleep(0.005)

    busy = asyncio.create_task(keep_saving())
    await until(lambda: ids(store.records))
    await asyncio.to_thread(server.stop, how)
    assert await until(lambda: writer_problem(store.writer))
    store.writer.save(contact(0, outcome="answered"))
    await asyncio.to_thread(server.start)
    over.set()
    await busy
    await settled(store)
    async with store.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM contact")) == saved
    assert (await store.records.contact("c0")).contact.outcome == "answered"
    assert store.writer.status().healthy
    await store.close()
    servers.close()


async def test_rows_beyond_the_memory_go_to_the_journal_and_back_in_order(tmp_path):
    address = complete_url("", tmp_path)
    engine, writing = make_engine(address), make_writing_engine(address)
    writer = RecordWriter(writing, tmp_path, WriterSettings(memory_rows=10, longest_pause=0.2))
    writer.start()
    for number in range(50):
        writer.save(contact(number))

    async def journalled():
        return writer.status().journalled

    await until(journalled)
    writer.save(contact(3, outcome="answered"))
    await migrate(address, lambda _: None)
    await asyncio.wait_for(writer.settled(), 10)
    reader = RecordReader(engine)
    assert len(await ids(reader)) == 50
    assert (await reader.contact("c3")).contact.outcome == "answered"
    assert not writer.status().journalled
    assert not (tmp_path / "unwritten-records.jsonl").exists()
    await writer.stop()
    await engine.dispose()


async def test_a_stop_without_a_database_keeps_the_rows_for_the_next_start(tmp_path):
    engine = make_writing_engine(complete_url("sqlite:////nowhere/at/all.db", tmp_path))
    writer = RecordWriter(engine, tmp_path)
    writer.start()
    writer.save(contact(1))
    writer.save(contact(2, cause=HOSTILE[2], ended_at=5))
    await writer.stop()
    with (tmp_path / "unwritten-records.jsonl").open("a") as file:
        file.write('["contact", ["half a li')
    store = await open_store("", tmp_path)
    store.writer.save(contact(1, outcome="answered"))
    await settled(store)
    assert (await store.records.contact("c1")).contact.outcome == "answered"
    assert (await store.records.contact("c2")).contact == contact(2, cause=HOSTILE[2], ended_at=5)
    await store.close()
