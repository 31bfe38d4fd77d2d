"""People's work: leads, lists, numbers that must not be called, what became of a campaign."""

from __future__ import annotations

import csv
import io
from zoneinfo import ZoneInfo

import pytest

from callseat.domain.asks import BookAttempt
from callseat.domain.dialer.campaign import CampaignState
from callseat.domain.rows import AuditRow, DispositionRow, LeadAttemptRow
from callseat.store.audit import acting
from callseat.store.errors import ConflictError, DirectoryError, NotThereError
from callseat.store.leads.csv_file import Form
from callseat.store.leads.dialling import Dialling
from callseat.store.leads.do_not_call import DoNotCall
from callseat.store.leads.export import export_csv
from callseat.store.leads.importing import Importer, Order
from callseat.store.leads.leads import LeadChange, LeadNew, Leads, WantedLeads
from callseat.store.leads.lists import LeadList, Lists
from callseat.store.pages import Wanted
from tests.store.leads.scene import lead, make_campaign, put, start, states

NEW = LeadNew("vip", "138 0013 8000", name="张三", data={"城市": "上海"})


@pytest.fixture
async def leads(store):
    await make_campaign(store)
    return Leads(store.engine)


async def test_a_lead_is_added_once_and_found(store, leads):
    before = await store.directory.revision()
    with acting("sue"):
        added = await leads.add("spring", NEW)
    assert (added.number, added.e164, added.timezone) == (
        "13800138000", "+8613800138000", "Asia/Shanghai",
    )  # fmt: skip
    assert await store.directory.revision() > before
    assert await leads.get("spring", added.lead_id) == added
    for number in ("13800138000", "+8613800138000"):
        assert await leads.page("spring", WantedLeads(number=number)) == (added,)
    with pytest.raises(ConflictError, match="already"):
        await leads.add("spring", LeadNew("other", "+86 138 0013 8000"))
    (row,) = await store.pages.read(AuditRow, Wanted(equals={"action": "lead.add"}))
    assert row.actor == "sue"


@pytest.mark.parametrize(
    "new",
    [
        LeadNew("l", "12"),
        LeadNew("l", "13800138000", region="XX"),
        LeadNew("l", "13800138000", timezone="Mars"),
        LeadNew("l", "13800138000", priority=101),
        LeadNew("l l", "13800138000"),
        LeadNew("l", "13800138000", data={"a": "\x1b"}),
        LeadNew("l", "13800138000", data={"a": "x" * 1001}),
    ],
)
async def test_a_lead_that_is_wrong_is_refused(leads, new):
    with pytest.raises(DirectoryError):
        await leads.add("spring", new)


async def test_pages_go_on_and_filter(store, leads):
    await put(store, *(lead(name) for name in "abc"), lead("d", state="done", outcome="busy"))
    first = await leads.page("spring", WantedLeads(limit=2))
    rest = await leads.page("spring", WantedLeads(after=first[-1].lead_id))
    assert [one.lead_id for one in first + rest] == ["a", "b", "c", "d"]
    done = await leads.page("spring", WantedLeads(state="done", outcome="busy"))
    assert [one.lead_id for one in done] == ["d"]
    assert (await leads.counts("spring"))["waiting"] == 3
    with pytest.raises(NotThereError):
        await leads.page("autumn", WantedLeads())


async def test_a_call_back_is_agreed_unless_the_lead_is_in_hand(store, leads):
    await put(store, lead("a", state="done", outcome="busy"), lead("b", state="dialling"))
    changed = await leads.change("spring", "a", LeadChange(call_back_at=5000, priority=-5))
    assert (changed.state, changed.due_at, changed.priority) == ("waiting", 5000, -5)
    with pytest.raises(ConflictError, match="is being called"):
        await leads.change("spring", "b", LeadChange(call_back_at=5000))
    with pytest.raises(DirectoryError, match="no account"):
        await leads.change("spring", "a", LeadChange(call_back_at=5000, user="nobody"))
    withdrawn = await leads.change("spring", "b", LeadChange(withdrawn=True))
    assert (withdrawn.withdrawn, withdrawn.state) == (True, "dialling")
    with pytest.raises(NotThereError):
        await leads.change("spring", "gone", LeadChange(withdrawn=True))


async def test_a_lists_priority_is_its_leads_and_it_goes_with_them(store, leads):
    await leads.add("spring", NEW)
    await put(store, lead("a", list="other"))
    lists = Lists(store.engine)
    await lists.change(LeadList("spring", "vip", "VIP", -3))
    assert await lists.every("spring") == (LeadList("spring", "vip", "VIP", -3),)
    (vip,) = await leads.page("spring", WantedLeads(list="vip"))
    assert vip.priority == -3
    assert (await leads.add("spring", LeadNew("vip", "13900139000"))).priority == -3
    await start(store)
    with pytest.raises(ConflictError, match="is running"):
        await lists.remove("spring", "vip")
    await store.directory.campaigns.set_state("spring", CampaignState.PAUSED)
    await lists.remove("spring", "vip")
    assert list(await states(store)) == ["a"]
    with pytest.raises(NotThereError):
        await lists.remove("spring", "vip")


async def test_faults_of_an_import_are_read_in_pages(store, leads):
    content = b"phone\n1\n13800138000\n2\n3\n"
    done = await Importer(store.engine).run(Order("spring", "l"), io.BytesIO(content))
    lists = Lists(store.engine)
    assert await lists.imports("spring") == (done,)
    first = await lists.faults("spring", done.id, limit=2)
    rest = await lists.faults("spring", done.id, after=first[-1].line)
    assert [one.line for one in first + rest] == [2, 4, 5]
    with pytest.raises(NotThereError):
        await lists.faults("autumn", done.id)


async def test_numbers_that_must_not_be_called_hold_for_all_campaigns(store, leads):
    never = DoNotCall(store.engine)
    await never.add_list("law", "Register")
    with pytest.raises(ConflictError):
        await never.add_list("law")
    with pytest.raises(NotThereError):
        await never.add("gone", "13800138000")
    with pytest.raises(DirectoryError, match="not a telephone number"):
        await never.add("law", "x")
    with acting("sue"):
        await never.add("law", "138-0013-8000", note="asked")
    (found,) = await never.check("+8613800138000")
    assert (found.list, found.added_by, found.note) == ("law", "sue", "asked")
    added = await leads.add("spring", NEW)
    ask = BookAttempt("x", "spring", added.lead_id, added.number, "2026-11-23", 3)
    assert (await Dialling(store.engine).book(ask, 1)).refused == "do_not_call"
    await never.remove("law", "13800138000")
    with pytest.raises(NotThereError):
        await never.remove("law", "13800138000")
    assert (await Dialling(store.engine).book(ask, 1)).refused == ""


async def test_a_file_of_such_numbers_comes_in_and_again_is_no_harm(store):
    never = DoNotCall(store.engine)
    await never.add_list("law")
    content = io.BytesIO("号码\n13800138000\nx\n13900139000\n13800138000\n".encode("gb18030"))
    first = await never.import_file("law", content, Form())
    assert (first.added, first.known, first.faulty, first.faults[0].line) == (2, 1, 1, 3)
    again = await never.import_file("law", content, Form())
    assert (again.added, again.known) == (0, 3)
    numbers = [one.e164 for one in await never.page("law")]
    assert numbers == ["+8613800138000", "+8613900139000"]
    assert len(await never.page("law", after=numbers[0])) == 1
    await never.remove_list("law")
    assert await never.lists() == ()
    assert await never.check("13800138000") == ()


async def test_results_are_exported_and_no_cell_is_a_formula(store, leads):
    added = await leads.add("spring", LeadNew("l", "+8613800138000", name="=1+1", data={"a": "b"}))
    store.writer.save(
        LeadAttemptRow(
            "x", "spring", added.lead_id, "1", 1000, "c1", ended_at=2, outcome="answered"
        )
    )
    store.writer.save(DispositionRow("p1", "c1", "anna", "P1", "sold", 3, "@note", 5000))
    await store.writer.settled()
    text = "".join([one async for one in export_csv(store.engine, "spring", ZoneInfo("UTC"))])
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["name"], row["number"], row["note"]) == ("'=1+1", "'+8613800138000", "'@note")
    assert (row["disposition"], row["user"], row["data"]) == ("sold", "anna", "a=b")
    assert row["call_back_at"] == "1970-01-01T00:00:05+00:00"
