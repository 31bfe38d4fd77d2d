"""Call backs that are owed are found by the next server, and what was attached; no kept ones."""

from __future__ import annotations

from dataclasses import replace

from callseat.domain.rows import ContactDataRow, PromiseRow
from callseat.store.promises import call_backs_owed

LATER = PromiseRow(
    "c2", "inbound", "P1", "139", "4001", 900, "vip", "139", "4001", "sales", 0, "", 1000, 2, 300
)
EARLIER = replace(LATER, contact_id="c1", caller="138", waiting_since=500, skills="a,b")
KEPT = replace(LATER, contact_id="c3", state="over")
DATA = ContactDataRow("c1", "order", "17")


async def test_what_is_owed_in_the_order_of_waiting(store):
    assert (await call_backs_owed(store.engine, 7)).promises == ()
    for row in (LATER, EARLIER, KEPT, DATA, ContactDataRow("c3", "order", "18")):
        store.writer.save(row)
    await store.writer.settled()
    owed = await call_backs_owed(store.engine, 7)
    assert (owed.at, owed.promises, owed.data) == (7, (EARLIER, LATER), (DATA,))
    store.writer.save(replace(EARLIER, state="over"))
    await store.writer.settled()
    assert (await call_backs_owed(store.engine, 8)).promises == (LATER,)
