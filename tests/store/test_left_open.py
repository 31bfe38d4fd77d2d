"""What a killed server left open is closed by the next one, and its books close."""

from callseat.domain.rows import (
    CallPartRow,
    ContactRow,
    QueueVisitRow,
    RecordingRow,
    RecordingSegmentRow,
    RestRow,
    SeatSessionRow,
    StatusIntervalRow,
)
from callseat.store.left_open import close_left_open
from callseat.store.records import Filter

OPEN = [
    ContactRow("c1", "p", "138", "4001", arrived_at=100, answered_at=300),
    ContactRow("c2", "p", "139", "4001", arrived_at=150),
    CallPartRow("n1", "c1", "anna", "8001", "0", "138", "4001", "p", "sales", 200, 300),
    QueueVisitRow("v2", "c2", "sales", 0, 160),
    SeatSessionRow("s1", "anna", "8001", login_at=50),
    SeatSessionRow("s2", "ben", "8002", login_at=60),
    StatusIntervalRow("i1", "s1", "anna", 1, 50, 200, "login", "anna"),
    StatusIntervalRow("i2", "s1", "anna", 2, 200, 300, "offered", "system"),
    RecordingRow("r1", "c1", started_at=300),
    RecordingSegmentRow("r1", 1, 0, 40, "anna"),
    RecordingSegmentRow("r1", 2, 40),
    RestRow("b1", "s2", "ben", began_at=70, allowance_ms=600_000),
]
CLOSED = ContactRow("c0", "p", "137", "4001", 1, 2, 3, "answered", "customer", "normal")


async def test_everything_open_is_closed_at_the_last_known_moment(store):
    for row in (*OPEN, CLOSED):
        store.writer.save(row)
    await store.writer.settled()
    assert await close_left_open(store.engine) == 9
    story = await store.records.contact("c1")
    assert (story.contact.ended_at, story.contact.outcome) == (300, "answered")
    assert (story.contact.cause, story.contact.released_by) == ("server_lost", "system")
    assert (story.parts[0].ended_at, story.parts[0].cause) == (300, "server_lost")
    assert story.recordings[0].state == "failed"
    assert [each.ended_ms for each in story.segments] == [40, 40]
    waiting = await store.records.contact("c2")
    assert (waiting.contact.ended_at, waiting.contact.outcome) == (150, "failed")
    assert (waiting.visits[0].left_at, waiting.visits[0].outcome) == (160, "failed")


async def test_a_session_is_as_long_as_its_intervals(store):
    for row in OPEN:
        store.writer.save(row)
    await store.writer.settled()
    await close_left_open(store.engine)
    ends = {row.user: row.logout_at for row in await store.records.sessions(Filter())}
    assert ends == {"anna": 300, "ben": 60}


async def test_what_has_ended_is_left_alone(store):
    store.writer.save(CLOSED)
    await store.writer.settled()
    assert await close_left_open(store.engine) == 0
    assert (await store.records.contact("c0")).contact == CLOSED
