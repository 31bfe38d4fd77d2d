"""A file of leads is kept whole and once, however often it is begun."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from callseat.domain.rows import AuditRow
from callseat.store.audit import acting
from callseat.store.errors import ConflictError, NotThereError
from callseat.store.leads import importing
from callseat.store.leads.csv_file import Form
from callseat.store.leads.importing import Importer, Order
from callseat.store.models import LeadFaultModel
from callseat.store.pages import Wanted
from tests.store.leads.scene import LEAD, make_campaign

ORDER = Order("spring", "march", "march.csv")


def content(first: int, last: int) -> io.BytesIO:
    lines = "".join(f"139{number:08},n{number}\n" for number in range(first, last))
    return io.BytesIO(f"phone,name\n{lines}".encode())


async def count(store) -> int:
    async with store.engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(LEAD))


async def faults(store) -> list[tuple[int, str, str]]:
    of = LeadFaultModel
    query = select(of.line, of.reason, of.detail).order_by(of.line)
    async with store.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def test_leads_come_in_with_progress_and_an_audit(store, monkeypatch):
    monkeypatch.setattr(importing, "PIECE", 10)
    await make_campaign(store)
    told = []
    with acting("sue"):
        done = await Importer(store.engine).run(ORDER, content(0, 35), told.append)
    assert (done.state, done.imported, done.faulty, done.lines) == ("done", 35, 0, 36)
    assert [one.imported for one in told] == [10, 20, 30, 35]
    assert done.read == done.size
    assert all(0 < one.read <= one.size for one in told)
    assert await count(store) == 35
    (row, *_) = await store.pages.read(AuditRow, Wanted(equals={"action": "leads.import"}))
    assert (row.actor, row.target) == ("sue", "spring")


async def test_the_same_file_is_refused_and_the_same_number_said(store):
    await make_campaign(store)
    importer = Importer(store.engine)
    await importer.run(ORDER, content(0, 5))
    with pytest.raises(ConflictError, match=r"already, as march\.csv"):
        await importer.run(ORDER, content(0, 5))
    twice = await importer.run(ORDER, io.BytesIO(b"phone\n13900000003\n13900000009\n13900000009\n"))
    assert (twice.imported, twice.faulty) == (1, 2)
    assert await faults(store) == [(2, "duplicate", "13900000003"), (4, "duplicate", "13900000009")]
    assert await count(store) == 6
    await make_campaign(store, "autumn")
    other = await importer.run(Order("autumn", "march"), content(0, 5))
    assert other.imported == 5


async def test_after_a_crash_the_rest_comes_in_without_doubles(store, monkeypatch):
    monkeypatch.setattr(importing, "PIECE", 10)
    await make_campaign(store)
    importer = Importer(store.engine)

    class Killed(BaseException):
        pass

    def kill(state) -> None:
        if state.imported == 20:
            raise Killed

    with pytest.raises(Killed):
        await importer.run(ORDER, content(0, 35), kill)
    assert await count(store) == 20
    told = []
    done = await importer.run(ORDER, content(0, 35), told.append)
    assert [one.imported for one in told] == [30, 35]
    assert (done.imported, done.faulty, await count(store)) == (35, 0, 35)
    assert await faults(store) == []


async def test_a_campaign_and_a_country_must_be_there(store):
    importer = Importer(store.engine)
    with pytest.raises(NotThereError, match="no campaign"):
        await importer.run(ORDER, content(0, 5))
    with pytest.raises(Exception, match="no country"):
        await importer.run(Order("spring", "l", form=Form(region="XX")), content(0, 5))
